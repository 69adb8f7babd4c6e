// Recipients in webmails whose pills may show only a name. What looks like an address there may be a chosen name, so it is
// reported as unsure and counts as nobody until the user confirms it (docs/decisions/0032).
import { addressKey, type Mailbox, type Recipient, type RecipientField, type Recipients } from "../../domain/address";
import { onePerson } from "./people";
import { recipientList } from "./recipients";

/** Bidirectional controls: the user would be asked about something other than what they see. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/** Gathers recipients as `recipientList` does. `told`: every text the page gives for a pill from which no rule reads a person. */
export function unsureList() {
  const list = recipientList();
  const unsure = new Set<string>();
  const marked = (people: readonly Mailbox[]): Recipient[] =>
    people.map((one) => (unsure.has(addressKey(one.address)) ? { ...one, unsure: true } : one));
  return {
    addList: list.addList,
    add(field: RecipientField, sure: Mailbox | null, shown: string, told: readonly string[]): void {
      // Unsure needs a single address in all those texts; with two that differ, a yes would be ambiguous.
      const person = sure ?? (told.some((text) => TURNS.test(text)) ? null : onePerson(told, shown));
      if (person && !sure) unsure.add(addressKey(person.address));
      list.add(field, person, shown);
    },
    done(): Recipients {
      const { to, cc, bcc, unreadable } = list.done();
      return { to: marked(to), cc: marked(cc), bcc: marked(bcc), unreadable };
    },
  };
}
