import { ContactDetails } from "./contact-details";
import { ContactList } from "./contact-list";
import { route } from "./route";

export function Contacts() {
  const { item } = route.value;
  return item === null ? <ContactList /> : <ContactDetails key={item} address={item} />;
}
