import { addressKey, type Mailbox, RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../domain/address";
import { splitList } from "../../domain/address-list";
import { personIn, shownName } from "../../domain/label";

/** Collects what a page's recipient fields hold: each address once, and the text of whatever cannot be parsed. */
export function recipientList() {
  const boxes: Record<RecipientField, Mailbox[]> = { to: [], cc: [], bcc: [] };
  const unreadable: string[] = [];
  /** `shown`: the page's text for the person, kept as unreadable when there is no certain address. */
  const add = (field: RecipientField, person: Mailbox | null, shown: string): void => {
    const text = shown.trim().slice(0, 200);
    if (!person) {
      // A chip without text is a recipient, too.
      if (!unreadable.includes(text || "?")) unreadable.push(text || "?");
      return;
    }
    const key = addressKey(person.address);
    if (RECIPIENT_FIELDS.some((f) => boxes[f].some((m) => addressKey(m.address) === key))) return;
    boxes[field].push({ address: person.address, name: person.name || shownName(text) });
  };
  return {
    add,
    addList: (field: RecipientField, text: string): void => {
      for (const part of splitList(text)) {
        const person = personIn(part);
        add(field, person, person ? "" : part);
      }
    },
    done: (): Recipients => ({ ...boxes, unreadable }),
  };
}
