/** An e-mail address in the form used everywhere in Cachet: trimmed, domain in lower case, local part as written. */
export type Address = string & { readonly __brand: "Address" };

export interface Person {
  readonly address: Address;
  readonly name: string;
}

/** A person as a page or header names them, with the address as written and not yet parsed. */
export interface Mailbox {
  readonly address: string;
  readonly name: string;
}

/**
 * `unsure`: what the page shows may be a name that looks like an address. Nothing is encrypted to it until the user
 * confirms it.
 */
export interface Recipient extends Mailbox {
  readonly unsure?: boolean;
}

export const RECIPIENT_FIELDS = ["to", "cc", "bcc"] as const;

export type RecipientField = (typeof RECIPIENT_FIELDS)[number];

/** The recipients of the mail in the page's editor. */
export interface Recipients {
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  /** Entries that hold no address Cachet can read: groups, half-typed names. They block sealing until resolved. */
  readonly unreadable: readonly string[];
  /** The page may send to more people than were recognised in it. */
  readonly partial?: true;
}

/** The part of an address after its last @, as written. */
export const domainPart = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

// Deliberately narrower than RFC 5321: the addresses that webmail shows, without quoted local parts or address literals, and
// without invisible characters (DI, default ignorable), among them those that reverse the text around them.
const ADDRESS = /^(?!.*\p{DI})[^\s@<>()",;:\\[\]\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;

/** Returns null when the text is not exactly one plain address (RFC 5322 addr-spec, dot-atom form). At most 254 characters. */
export function parseAddress(text: string): Address | null {
  const trimmed = text.trim();
  if (trimmed.length > 254 || !ADDRESS.test(trimmed)) return null;
  // Look-alike characters (a Kelvin sign for a k) are refused: folding them would take one address for another, and
  // keeping them would show one as another.
  if (trimmed.normalize("NFKC") !== trimmed) return null;
  const at = trimmed.lastIndexOf("@");
  return (trimmed.slice(0, at) + trimmed.slice(at).toLowerCase()) as Address;
}

/**
 * The key for look-ups. Providers ignore the case of local parts, so two spellings are one contact. Characters that lower
 * case would turn into another letter (the Kelvin sign into k) are not changed.
 */
export const addressKey = (address: string): string =>
  address
    .trim()
    .replace(/\p{Lu}+/gu, (letters) => (letters.normalize("NFKC") === letters ? letters.toLowerCase() : letters));

/** Reads `Name <a@b>`, `"Name" <a@b>` or `a@b`; null when there is no address in it. */
export function parsePerson(text: string): Person | null {
  const angled = /^\s*(.*?)\s*<([^<>]+)>\s*$/s.exec(text);
  const address = parseAddress(angled ? angled[2]! : text);
  if (!address) return null;
  const name = (angled?.[1] ?? "").replace(/^"(.*)"$/s, "$1").replace(/\\(["\\])/g, "$1");
  return { address, name };
}
