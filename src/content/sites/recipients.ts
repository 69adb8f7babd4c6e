import { addressKey, type Mailbox, RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../domain/address";
import { personIn, shownName } from "../../domain/label";

/**
 * Splits a header-like list at commas and semicolons outside quotes, comments and angle brackets (RFC 5322 3.4, as typed by
 * people). A list with an unclosed quote, comment or bracket stays whole, so that no address is read out of a name.
 */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === "\\" && (quoted || depth > 0)) part += text[at++]!;
    else if (depth > 0) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "(") depth = 1;
    else if (!quoted && /[<>]/.test(char)) angled = char === "<";
    if (/[,;\n]/.test(char) && !quoted && !angled && depth === 0) {
      parts.push(part);
      part = "";
    } else part += text[at] ?? "";
  }
  parts.push(part);
  return (quoted || angled || depth > 0 ? [text] : parts).map((p) => p.trim()).filter(Boolean);
}

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
