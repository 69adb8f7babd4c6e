import { parsePerson } from "../../domain/address";
import type { Mailbox, Recipients } from "./site";

export type Field = "to" | "cc" | "bcc";
export const FIELDS: readonly Field[] = ["to", "cc", "bcc"];

/** Splits a header-like list at commas and semicolons outside quotes and angle brackets (RFC 5322 3.4, as typed by people). */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === "<" && !quoted) angled = true;
    else if (char === ">" && !quoted) angled = false;
    if ((char === "," || char === ";" || char === "\n") && !quoted && !angled) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  parts.push(part);
  return parts.map((p) => p.trim()).filter(Boolean);
}

/** Gathers what a page's recipient fields hold; each address once, what cannot be read by its text. */
export function recipientList() {
  const boxes: Record<Field, Mailbox[]> = { to: [], cc: [], bcc: [] };
  const unreadable: string[] = [];
  const addText = (field: Field, text: string, name = ""): void => {
    const person = parsePerson(text);
    if (!person) {
      const shown = (name || text).trim();
      if (shown && !unreadable.includes(shown)) unreadable.push(shown);
      return;
    }
    const key = person.address.toLowerCase();
    if (FIELDS.some((f) => boxes[f].some((m) => m.address.toLowerCase() === key))) return;
    boxes[field].push({ address: person.address, name: person.name || (parsePerson(name) ? "" : name.trim()) });
  };
  return {
    add: addText,
    addList: (field: Field, text: string): void => {
      for (const part of splitList(text)) addText(field, part);
    },
    cannotRead: (text: string): void => addText("to", text.includes("@") ? `? ${text}` : text),
    done: (): Recipients => ({ ...boxes, unreadable }),
  };
}
