// Lists of people as they are typed and pasted.
import type { Person } from "./address";
import { exactAddress, personIn } from "./label";

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

/** The people in a typed or pasted list, and whatever in it is not a person with an address, as it was written. */
export function typedPeople(text: string): { readonly people: readonly Person[]; readonly rest: string } {
  const people: Person[] = [];
  const rest: string[] = [];
  for (const part of splitList(text)) {
    const person = personIn(part);
    const addresses = part.split(/\s+/).map(exactAddress);
    if (person) people.push(person);
    // Copied from a table or a text: addresses alone, with nothing but space between them.
    else if (addresses.every((one) => one !== null))
      people.push(...addresses.map((address) => ({ address, name: "" })));
    else rest.push(part);
  }
  return { people, rest: rest.join(", ") };
}
