// Fields with parameters: Content-Type, Content-Disposition (RFC 2045 5.1, RFC 2231).

import { octetsOf } from "../octets";
import { decodeText } from "./charset";
import { decodeWords, rawText } from "./words";

export interface Parameterised {
  /** The text before the first semicolon, in lower case. */
  readonly value: string;
  /** Names in lower case, values decoded. */
  readonly params: ReadonlyMap<string, string>;
  /** Names given more than once with different values: readers differ on which one counts. */
  readonly conflicting: ReadonlySet<string>;
}

const MAX_PARAMETERS = 200;
/** Name, continuation number, percent-encoding mark. */
const NAME = /^([^*\s]+)(?:\*(\d{1,3}))?(\*)?$/;

interface Forms {
  plain: string | null;
  extended: string | null;
  readonly sections: Map<number, { text: string; encoded: boolean }>;
}

/** Never throws; unreadable parameters are left out. `field`: an unfolded field value, one character per octet. */
export function readParameterised(field: string): Parameterised {
  const [value = "", ...rest] = segmentsOf(field);
  const forms = new Map<string, Forms>();
  const conflicting = new Set<string>();
  for (const segment of rest) {
    const equals = segment.indexOf("=");
    const name = NAME.exec(segment.slice(0, Math.max(0, equals)).trim().toLowerCase());
    if (!name) continue;
    const form = forms.get(name[1]!) ?? { plain: null, extended: null, sections: new Map() };
    forms.set(name[1]!, form);
    if (!take(form, name, segment.slice(equals + 1).trim())) conflicting.add(name[1]!);
  }
  const params = new Map<string, string>();
  for (const [name, form] of forms) {
    const values = valuesOf(form);
    params.set(name, values[0] ?? "");
    // A file name in two forms serves old and new readers; any other parameter with two values is a trap.
    if (name !== "filename" && name !== "name" && new Set(values).size > 1) conflicting.add(name);
  }
  return { value: value.trim().toLowerCase(), params, conflicting };
}

/** False if it was present already with another value; the first counts. */
function take(form: Forms, name: RegExpExecArray, text: string): boolean {
  if (name[2] !== undefined) {
    const number = Number(name[2]);
    const before = form.sections.get(number);
    if (before) return before.text === text;
    form.sections.set(number, { text, encoded: name[3] !== undefined });
    return true;
  }
  const kind = name[3] === undefined ? "plain" : "extended";
  const before = form[kind];
  form[kind] = before ?? text;
  return before === null || before === text;
}

/** The values of all forms, the best form first. */
function valuesOf({ plain, extended, sections }: Forms): string[] {
  const values: string[] = [];
  if (extended !== null) values.push(extendedValue([{ text: extended, encoded: true }]));
  const run: { text: string; encoded: boolean }[] = [];
  for (let number = 0; sections.has(number); number++) run.push(sections.get(number)!);
  if (run.length > 0) values.push(extendedValue(run));
  // RFC 2047 5 forbids encoded words in quoted strings; Outlook and Gmail write them all the same.
  if (plain !== null) values.push(/=\?.*\?=/.test(plain) ? decodeWords(plain) : rawText(plain));
  return values;
}

/** RFC 2231 4: charset'language'text, the charset in the first section only. */
function extendedValue(sections: readonly { text: string; encoded: boolean }[]): string {
  let charset = "";
  let octets = "";
  for (const [index, { text, encoded }] of sections.entries()) {
    let rest = text;
    const told = index === 0 && encoded ? /^([^']*)'[^']*'/.exec(text) : null;
    if (told) {
      charset = told[1]!;
      rest = text.slice(told[0].length);
    }
    octets += encoded
      ? rest.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : rest;
  }
  return decodeText(octetsOf(octets), charset).text;
}

/** Splits at semicolons outside quoted strings and comments. Strings are unquoted, comments dropped. */
function segmentsOf(field: string): string[] {
  const segments: string[] = [];
  let segment = "";
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < field.length; at++) {
    const char = field[at]!;
    if (char === "\\" && (quoted || depth > 0)) {
      at += 1;
      if (depth === 0) segment += field[at] ?? "";
    } else if (depth > 0) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (quoted) segment += char;
    else if (char === "(") depth = 1;
    else if (char === ";") {
      segments.push(segment);
      segment = "";
      if (segments.length > MAX_PARAMETERS) return segments;
    } else segment += char;
  }
  return [...segments, segment];
}
