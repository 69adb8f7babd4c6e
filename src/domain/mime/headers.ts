// The header of a message (RFC 5322 2.2), from untrusted bytes: bounded, and never throws.
import { parseAddress } from "../address";

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Unfolded (RFC 5322 2.2.3), trimmed, one character per octet. */
  readonly value: string;
}

const MAX_LENGTH = 262_144;
const MAX_FIELDS = 2000;
/** RFC 5322 2.2, with the white space before the colon that older mail has (4.5). */
const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s;

/**
 * The fields of a header block in order, up to the first empty line. Lines that are no fields are left out. Null when the
 * block is larger than any honest one.
 */
export function readHeaders(raw: string): HeaderField[] | null {
  const header = headerPart(raw);
  if (header.length > MAX_LENGTH) return null;
  const lines = header.split(/\r\n|\n|\r/);
  const unfolded: string[] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line) && unfolded.length > 0) unfolded.push(unfolded.pop()! + line);
    else unfolded.push(line);
    if (unfolded.length > MAX_FIELDS) return null;
  }
  return unfolded.flatMap((line) => {
    const field = FIELD.exec(line);
    return field ? [{ name: field[1]!.toLowerCase(), value: field[2]!.trim() }] : [];
  });
}

/** The first fields of a header of any size, for fields that count only at its top: a sender cannot hide them by length. */
export function topHeaders(raw: string): HeaderField[] {
  const lines = headerPart(raw.slice(0, MAX_LENGTH)).split(/\r\n|\n|\r/);
  return readHeaders(lines.slice(0, MAX_FIELDS).join("\n")) ?? [];
}

/** Everything before the first empty line; all of it when there is none. */
export function headerPart(raw: string): string {
  const end = /^(?:\r\n|\n|\r)|(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/.exec(raw);
  return end ? raw.slice(0, end.index) : raw;
}

/** The values of every field of this name, in order. */
export const valuesOf = (fields: readonly HeaderField[], name: string): string[] =>
  fields.filter((field) => field.name === name.toLowerCase()).map((field) => field.value);

/**
 * The addresses of an address list (RFC 5322 3.4), groups and comments included; null if part of it cannot be read, so that a
 * list with a hidden second address never counts as "one address".
 */
export function addressesIn(value: string): string[] | null {
  const entries = entriesOf(value);
  if (!entries) return null;
  const found: string[] = [];
  for (const entry of entries) {
    const angled = /^[^<>]*<([^<>]*)>$/.exec(entry);
    const address = parseAddress(angled ? angled[1]! : entry);
    if (!address) return null;
    found.push(address);
  }
  return found;
}

/** Splits at commas, and at a group's colon and semicolon. Quoted strings, which are names, and comments are dropped. */
function entriesOf(value: string): string[] | null {
  const entries: string[] = [];
  let entry = "";
  let quoted = false;
  let angled = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at]!;
    if (char === "\\" && (quoted || depth > 0)) at += 1;
    else if (depth > 0) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === "(") depth = 1;
    else if (char === "<" || char === ">") {
      angled = char === "<";
      entry += char;
    } else if ((char === "," || char === ";") && !angled) {
      entries.push(entry);
      entry = "";
    } else if (char === ":" && !angled) entry = "";
    else entry += char;
  }
  if (quoted || depth > 0 || angled) return null;
  return [...entries, entry].map((one) => one.trim()).filter((one) => one !== "");
}

/** RFC 5322 3.3, read leniently. Milliseconds since 1970; null unless there is exactly one readable date. */
export function dateOf(fields: readonly HeaderField[]): number | null {
  const values = valuesOf(fields, "date");
  const time = values.length === 1 ? Date.parse(values[0]!.replace(/\([^()]*\)/g, " ").trim()) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** The media type of a body, in lower case and without parameters; the default of RFC 2045 5.2 if none is declared. */
export const mediaTypeOf = (fields: readonly HeaderField[]): string =>
  (valuesOf(fields, "content-type")[0] ?? "text/plain").split(";")[0]!.trim().toLowerCase();
