import { addressKey, type Mailbox, type Person } from "../../domain/address";
import { angledPerson, personIn, shownName } from "../../domain/label";

type Label = string | null | undefined;

/**
 * One person, of whom the page tells `told`: attributes that hold an address, or a name and an address in angle brackets. What
 * holds no address tells nothing; null where nothing tells, where one cannot be read, and where two differ. `name`: what is
 * shown, which is never taken for an address.
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
 * The same for labels beside what is shown of somebody. One that only repeats it may be a name from end to end, whatever it
 * looks like; an address alone counts for no more, unless `read` is told that this page labels by addresses.
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

/** What a field of a form holds: the value typed, or the words of the option chosen. */
export const shownIn = (field: HTMLElement): string =>
  (field.tagName === "INPUT" ? (field as HTMLInputElement).value : field.textContent) ?? "";

/** A message has one sender: null for none, for one that cannot be read, and for two that differ. */
export function oneSender(people: readonly (Mailbox | null)[]): Mailbox | null {
  const [one = null, ...others] = people;
  const same = (other: Mailbox | null): boolean =>
    other !== null && addressKey(other.address) === addressKey(one!.address);
  return one && others.every(same) ? one : null;
}
