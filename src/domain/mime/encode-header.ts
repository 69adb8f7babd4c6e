// Writes header fields: RFC 2047 for words, RFC 2231 for file names, folded, and never able to add a second field.
import { type Person, parseAddress } from "../address";

/** RFC 5322 2.1.1 recommends 78 with the line break. */
const WIDTH = 76;
/** Octets of text in one encoded word, so that it has at most 75 characters (RFC 2047 2). */
const WORD = 42;

const encoder = new TextEncoder();

/** Removes everything that ends a line or a string; lone surrogates are replaced. */
export const oneLine = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/**
 * Whether text can be written as it is: printable, and nothing that a reader would decode or a mailer would change in
 * transit.
 */
const isPlain = (text: string): boolean =>
  /^[ -~]*$/.test(text) && !text.includes("=?") && !/^ | $| {2}/.test(text) && !/[^ ]{60}/.test(text);

/** The value of an unstructured field, or the words of a phrase. `text` is one line. */
export const encodeWords = (text: string): string => (isPlain(text) ? text : encodedWords(text).join(" "));

function encodedWords(text: string): string[] {
  return cut(text, WORD).map((octets) => `=?UTF-8?B?${octets.toBase64()}?=`);
}

/** UTF-8 in pieces of at most `length` octets, with no character split. */
function cut(text: string, length: number): Uint8Array[] {
  const octets = encoder.encode(text);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < octets.length; ) {
    let to = Math.min(octets.length, from + length);
    while (to < octets.length && (octets[to]! & 0xc0) === 0x80) to--;
    pieces.push(octets.subarray(from, to));
    from = to;
  }
  return pieces;
}

/** An address list (RFC 5322 3.4). Addresses that Cachet itself could not read are left out. */
export const encodePeople = (people: readonly Person[]): string =>
  people
    .flatMap(({ name, address }) => {
      const sure = parseAddress(address);
      if (!sure) return [];
      const words = oneLine(name).trim();
      if (words === "") return [sure];
      return [`${isPlain(words) ? quoted(words) : encodeWords(words)} <${sure}>`];
    })
    .join(", ");

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/**
 * A file name as parameters, each with its semicolon: `placed` for the Content-Disposition as in RFC 2231, `named` for the
 * Content-Type, where older readers look.
 */
export function encodeAttachmentName(name: string): { readonly named: string; readonly placed: string } {
  const line = oneLine(name);
  if (line === "") return { named: "", placed: "" };
  if (isPlain(line) && line.length <= 60)
    return { named: `;\r\n name=${quoted(line)}`, placed: `;\r\n filename=${quoted(line)}` };
  return { named: `;\r\n name="${encodedWords(line).join("\r\n ")}"`, placed: extended("filename", line) };
}

/** RFC 2231 4; long values in sections (RFC 2231 3). */
function extended(name: string, value: string): string {
  const sections = cut(value, 18).map((octets) => Array.from(octets, percent).join(""));
  if (sections.length === 1) return `;\r\n ${name}*=UTF-8''${sections[0]}`;
  return sections.map((text, n) => `;\r\n ${name}*${n}*=${n === 0 ? "UTF-8''" : ""}${text}`).join("");
}

const percent = (octet: number): string => {
  const letter = String.fromCharCode(octet);
  return /[\w.-]/.test(letter) ? letter : `%${octet.toString(16).toUpperCase().padStart(2, "0")}`;
};

/** Folds a field at spaces (RFC 5322 2.2.3). `value` has no line break. */
export function foldedField(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const token of value.split(" ")) {
    if (token !== "" && line.length + 1 + token.length > WIDTH && /: *\S|^ \S/.test(line)) {
      lines.push(line);
      line = ` ${token}`;
    } else line += ` ${token}`;
  }
  return [...lines, line].join("\r\n");
}
