// Reads the labels that webmails put beside a person: a title, an aria-label, a line of text. The sender chose the name
// in it.
import { type Address, type Person, parseAddress } from "./address";

/** DI, default ignorable: invisible characters. */
const EDGES = /^[\s\p{DI}]+|[\s\p{DI}]+$/gu;
/** Bidirectional controls: with them, what is read here is not what is seen there. */
const OVERRIDES = /[\u202a-\u202e]/;
/** Includes look-alikes. */
const AT = /[@＠﹫]/u;
const LATIN = /\p{sc=Latn}/u;
const LIKE_LATIN = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}]/u;
/** RFC 5322 3.2.4. */
const QUOTED = /"(?:[^"\\]|\\.)*"/gsu;

/** Exactly one address and nothing beside it; null also for one that is written in two alphabets within one label of it. */
export function exactAddress(text: string): Address | null {
  const plain = text.replace(EDGES, "");
  const mixed = plain.split(/[@.]/).some((label) => LATIN.test(label) && LIKE_LATIN.test(label));
  return mixed ? null : parseAddress(plain);
}

/** The name as it may be shown beside the address: not one that looks like an address, nor one that turns what follows it. */
export function shownName(text: string): string {
  const name = text.replace(/^\s*"(.*)"\s*$/s, "$1").replace(/\\(["\\])/g, "$1");
  return AT.test(name) || OVERRIDES.test(name) ? "" : name.replace(EDGES, "");
}

/**
 * `Name <a@b>`: the address is what stands last, in angle brackets; the name may be anything, an address too. Null where a
 * second pair of brackets stands in the name, unless quoted, or anything after the last.
 */
export function angledPerson(label: string): Person | null {
  const text = label.replace(EDGES, "");
  if (text.length > 1000 || OVERRIDES.test(text)) return null;
  const [, name, angled] = /^(.*)<([^<>]*)>$/s.exec(text) ?? [];
  const address = angled && exactAddress(angled);
  if (!address || /[<>"]/.test(name!.replace(QUOTED, ""))) return null;
  return { address, name: shownName(name!) };
}

/** The same, or a bare address, perhaps with a name in a comment: for text known to hold an address and not a name. */
export function personIn(label: string): Person | null {
  const [, bare, comment] = /^([^\s<>()"]+)\s+\(([^()@＠﹫]*)\)\s*$/u.exec(label) ?? [];
  const address = exactAddress(bare ?? label);
  return address ? { address, name: shownName(comment ?? "") } : angledPerson(label);
}

/**
 * The address in a page's title, "what is open - a@b - product". What is open may be a subject, which a stranger wrote: it is
 * taken away first, and only what stands before the last dash counts. A title that is the subject alone tells nothing. A sure
 * one names a product from `products`; without them it may be a subject that the page does not show, which is good for doubt
 * alone. `open`: a subject may stand there that the page does not show yet, or no more; a sure title then begins with one of
 * those it shows.
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

/** As a browser shows a title. */
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
