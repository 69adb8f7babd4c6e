// Armor as found in web pages: mixed line ends, no-break spaces, padding, a lost blank line (RFC 9580 6.2).

import { checksumLine, fromLines, toLines } from "./base64";

export type ArmorKind = "MESSAGE" | "SIGNED MESSAGE" | "PUBLIC KEY BLOCK" | "PRIVATE KEY BLOCK" | "SIGNATURE";

export interface ArmorBlock {
  readonly kind: ArmorKind;
  /** Well-formed armor: LF, no stray spaces outside signed text, one blank line after the headers. */
  readonly text: string;
}

const BEGIN =
  /^[^\S\n]*-----BEGIN PGP (MESSAGE|SIGNED MESSAGE|PUBLIC KEY BLOCK|PRIVATE KEY BLOCK|SIGNATURE)-----[^\S\n]*$/gm;
const HEADER = /^[^\s:]+: .*$/;
// A clearsigned text may carry no other header (RFC 9580 7.1), since it would be unsigned text above signed text.
const HASH_HEADER = /^Hash: [\w, -]+$/;

/**
 * Every block of armor in a text, in order. A block without its END line is left out. Lines that are quoted ("> ") do not
 * count as armor: quoted material is somebody else's message.
 */
export function armorBlocks(input: string): ArmorBlock[] {
  const text = input.includes("\r") ? input.replace(/\r\n?/g, "\n") : input;
  const blocks: ArmorBlock[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin; begin = BEGIN.exec(text)) {
    const kind = begin[1] as ArmorKind;
    const end = endOf(text, BEGIN.lastIndex, kind);
    if (end === null) continue;
    const inner = text.slice(BEGIN.lastIndex + 1, end.from);
    blocks.push({ kind, text: kind === "SIGNED MESSAGE" ? signed(inner) : plain(kind, inner) });
    BEGIN.lastIndex = end.to;
  }
  return blocks;
}

function endOf(text: string, from: number, kind: ArmorKind): { from: number; to: number } | null {
  // A clearsigned text ends with its signature (RFC 9580 7).
  const words = `-----END PGP ${kind === "SIGNED MESSAGE" ? "SIGNATURE" : kind}-----`;
  let to = from;
  for (let at = text.indexOf(words, to); at >= 0; at = text.indexOf(words, to)) {
    const start = text.lastIndexOf("\n", at) + 1;
    const next = text.indexOf("\n", at);
    to = next < 0 ? text.length : next;
    if (start > from && text.slice(start, to).trim() === words) return { from: start, to };
  }
  return null;
}

/** White space that does not belong between lines of base64. Spelt out, because engines find it faster than [^\S\n]. */
const STRAY = /[\t\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|\n\n/;

function plain(kind: ArmorKind, inner: string): string {
  const { headers, rest } = splitHeaders(inner, HEADER);
  // Base64 has no spaces, so everything a page inserted between the lines is removed.
  const clean = STRAY.test(rest) ? rest.replace(/[^\S\n]+/g, "").replace(/\n{2,}/g, "\n") : rest;
  const body = clean.slice(clean.startsWith("\n") ? 1 : 0, clean.endsWith("\n") ? -1 : undefined);
  return `-----BEGIN PGP ${kind}-----\n${headers.map((h) => `${h}\n`).join("")}\n${body}\n-----END PGP ${kind}-----\n`;
}

function signed(inner: string): string {
  const at = inner.search(/^[^\S\n]*-----BEGIN PGP SIGNATURE-----[^\S\n]*$/m);
  if (at < 0) return `-----BEGIN PGP SIGNED MESSAGE-----\n\n${inner}`;
  const { headers, rest } = splitHeaders(inner.slice(0, at), HASH_HEADER);
  const signature = inner.slice(inner.indexOf("\n", at) + 1);
  // The signature covers this text. Only its line ends were changed, which a text signature ignores.
  return `-----BEGIN PGP SIGNED MESSAGE-----\n${headers.map((h) => `${h}\n`).join("")}\n${rest}${plain("SIGNATURE", signature)}`;
}

/** Armor headers end at a blank line; where the page swallowed it, at the first line that is no header. */
function splitHeaders(inner: string, header: RegExp): { headers: string[]; rest: string } {
  const headers: string[] = [];
  let at = 0;
  while (at < inner.length) {
    const next = inner.indexOf("\n", at);
    const stop = next < 0 ? inner.length : next;
    const line = inner.slice(at, stop).trim();
    if (line === "") return { headers, rest: inner.slice(stop + 1) };
    if (!header.test(line)) break;
    headers.push(line);
    at = stop + 1;
  }
  return { headers, rest: inner.slice(at) };
}

/**
 * Armors a message. RFC 9580 6.1 forbids the CRC24 footer over SEIPDv2; elsewhere GnuPG 2.2 needs it, since without one
 * and without padding it reads the END line as base64.
 */
export const armorMessage = (bytes: Uint8Array, checksum: boolean): string =>
  `-----BEGIN PGP MESSAGE-----\n\n${toLines(bytes)}${checksum ? checksumLine(bytes) : ""}-----END PGP MESSAGE-----\n`;

/** The octets of a block as returned by `armorBlocks`. Throws when it is not base64. The checksum is ignored. */
export function dearmor(text: string): Uint8Array<ArrayBuffer> {
  const from = text.indexOf("\n\n") + 2;
  const to = text.lastIndexOf("\n-----END");
  const body = text.slice(from, to);
  // A checksum is a line of its own: "=" and four characters.
  const checksum = body.lastIndexOf("\n=");
  return fromLines(checksum < 0 ? body.replace(/^=.*$/, "") : body.slice(0, checksum));
}
