// Reads the labels that webmails put beside a person: a title, an aria-label, a line of text. The sender chose the name in
// it.
import { type Address, type Person, parseAddress } from "./address";

/** DI, default ignorable: invisible characters. */
const EDGES = /^[\s\p{DI}]+|[\s\p{DI}]+$/gu;
/** Bidirectional controls: with them, the text read here differs from the text people see. */
const OVERRIDES = /[\u202a-\u202e]/;
/** Includes look-alikes. */
const AT = /[@＠﹫]/u;
const LATIN = /\p{sc=Latn}/u;
const LIKE_LATIN = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}]/u;
/** RFC 5322 3.2.4. */
const QUOTED = /"(?:[^"\\]|\\.)*"/gsu;

/** Exactly one address and nothing else; null also if one label of it mixes two alphabets. */
export function exactAddress(text: string): Address | null {
  const plain = text.replace(EDGES, "");
  const mixed = plain.split(/[@.]/).some((label) => LATIN.test(label) && LIKE_LATIN.test(label));
  return mixed ? null : parseAddress(plain);
}

/** The name as it may be shown beside the address: empty if it looks like an address or reverses the text after it. */
export function shownName(text: string): string {
  const name = text.replace(/^\s*"(.*)"\s*$/s, "$1").replace(/\\(["\\])/g, "$1");
  return AT.test(name) || OVERRIDES.test(name) ? "" : name.replace(EDGES, "");
}

/**
 * Reads `Name <a@b>`: the address is last, in angle brackets; the name may be anything, even an address. Null if the name has
 * an unquoted bracket or quote, or if anything follows the address.
 */
export function angledPerson(label: string): Person | null {
  const text = label.replace(EDGES, "");
  if (text.length > 1000 || OVERRIDES.test(text)) return null;
  const [, name, angled] = /^(.*)<([^<>]*)>$/s.exec(text) ?? [];
  const address = angled && exactAddress(angled);
  if (!address || /[<>"]/.test(name!.replace(QUOTED, ""))) return null;
  return { address, name: shownName(name!) };
}

/** The same, or a bare address, perhaps with a name in a comment: for text known to hold an address and not just a name. */
export function personIn(label: string): Person | null {
  const [, bare, comment] = /^([^\s<>()"]+)\s+\(([^()@＠﹫]*)\)\s*$/u.exec(label) ?? [];
  const address = exactAddress(bare ?? label);
  return address ? { address, name: shownName(comment ?? "") } : angledPerson(label);
}

/**
 * The account address in a page's title, "what is open - a@b - product". What is open may be a subject, which a stranger
 * wrote: it is removed first, and only the text before the last dash counts. A title that is only the subject gives nothing.
 * The result is certain only with `products`, one of which the title must name; without them it may come from a subject that
 * the page does not show, and serves only to raise doubt. `open`: the title may hold a subject that the page does not show
 * yet, or no longer; it must then begin with one that is shown.
 */
export function accountInTitle(
  title: string,
  subjects: readonly string[],
  products: readonly string[] | null,
  open = false,
): Address | null {
  const text = inOneLine(title);
  // The longest match first: a shorter one would leave the end of the longer one unread.
  const shown = subjects.map(inOneLine).filter((subject) => subject && text.startsWith(subject));
  const subject = shown.sort((a, b) => b.length - a.length)[0];
  if (products && open && !subject) return null;
  const rest = subject ? text.slice(subject.length) : ` - ${text}`;
  const found = / - (\S+) - ((?:(?! - )[^@])+)$/.exec(rest);
  if (!found || (subject && found.index > 0) || (products && !products.includes(found[2]!))) return null;
  return exactAddress(found[1]!);
}

/** The text in one line, as a browser shows a title. */
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
