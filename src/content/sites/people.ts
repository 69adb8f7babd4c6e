import { addressKey, type Mailbox, type Person } from "../../domain/address";
import { angledPerson, personIn, shownName } from "../../domain/label";

type Label = string | null | undefined;

/**
 * One person, from `labels`: attributes with an address, or with a name and an address in angle brackets. Labels without an
 * address are ignored. Null where none has one, where one cannot be read, and where two differ. `name`: the text shown, which
 * is never taken for an address.
 */
export function onePerson(
  labels: readonly Label[],
  name: Label = "",
  read: typeof personIn = personIn,
): Mailbox | null {
  let found = null as Person | null;
  for (const text of labels) {
    if (!text || !/[@\uff20\ufe6b]/.test(text)) continue;
    const person = read(text);
    if (!person || (found && addressKey(found.address) !== addressKey(person.address))) return null;
    found = { address: found?.address ?? person.address, name: found?.name || person.name };
  }
  return found && { address: found.address, name: found.name || shownName(name ?? "") };
}

/**
 * The same for labels next to a shown text. A label that only repeats that text may be entirely a name, whatever it looks
 * like. So may a bare address, unless `read` accepts one because this page labels people by address.
 */
export function labelledPerson(
  labels: readonly Label[],
  shown: Label,
  read: typeof personIn = angledPerson,
): Mailbox | null {
  const seen = plain(shown);
  return onePerson(
    labels.filter((label) => !seen.includes(plain(label))),
    shown,
    read,
  );
}

const plain = (text: Label): string =>
  (text ?? "").replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, "").toLowerCase();

/** The content of a form field: the typed value, or the text of the chosen option. */
export const shownIn = (field: HTMLElement): string =>
  (field.tagName === "INPUT" ? (field as HTMLInputElement).value : field.textContent) ?? "";

/** A message has one sender: null if there is none, if one cannot be read, or if two differ. */
export function oneSender(people: readonly (Mailbox | null)[]): Mailbox | null {
  const [one = null, ...others] = people;
  const same = (other: Mailbox | null): boolean =>
    other !== null && addressKey(other.address) === addressKey(one!.address);
  return one && others.every(same) ? one : null;
}

/** What a mailto link leads to, as text; empty where it cannot be read. */
export function linkedAddress(link: Element): string {
  try {
    return decodeURIComponent(/^mailto:([^?]*)/i.exec(link.getAttribute("href") ?? "")?.[1] ?? "");
  } catch {
    return ""; // a stray percent sign
  }
}
