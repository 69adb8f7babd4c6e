import type { Contact } from "../../domain/trust/contact";
import { ask } from "../components/ask";
import { t, type WordKey } from "../i18n";
import { Removal } from "./removal";

export function DeleteContact({ contact }: { contact: Contact }) {
  const remove = async (): Promise<WordKey | null> => {
    const answer = await ask("contact.delete", { address: contact.address });
    if (!answer.ok) return "error_internal";
    location.hash = "contacts";
    return null;
  };
  return (
    <Removal
      action={t("contact_delete")}
      title={t("contact_delete_title", { name: contact.name || contact.address })}
      remove={remove}
    >
      <p>{t("contact_delete_text")}</p>
    </Removal>
  );
}
