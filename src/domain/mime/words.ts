// Text in headers: encoded words (RFC 2047) and raw octets (RFC 6532, and older habit).

import { joined, octetsOf } from "../octets";
import { decodeText } from "./charset";
import { decodeTransfer, quotedPrintable } from "./transfer";

/** Charset, perhaps a language (RFC 2231 5), encoding, content. */
const ENCODED_WORD = /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?([bq])\?([^?]*)\?=/gi;

/**
 * The text of an unstructured field or of a phrase. `value`: one character per octet. Control characters become spaces, so
 * that no part of it can look like another field. Never throws.
 */
export function decodeWords(value: string): string {
  let text = "";
  let end = 0;
  let run: { charset: string; pieces: Uint8Array[] } | null = null;
  const flush = (): void => {
    if (run) text += decodeText(joined(run.pieces), run.charset).text;
    run = null;
  };
  for (const match of value.matchAll(ENCODED_WORD)) {
    const between = value.slice(end, match.index);
    const charset = match[1]!.toLowerCase();
    // White space between encoded words is dropped (RFC 2047 6.2); characters split between them are joined.
    const adjacent = run !== null && /^[ \t\r\n]*$/.test(between);
    if (!adjacent || (run as { charset: string } | null)?.charset !== charset) {
      flush();
      if (!adjacent) text += rawText(between);
      run = { charset, pieces: [] };
    }
    const octets = octetsOf(match[3]!);
    run!.pieces.push(
      match[2]!.toLowerCase() === "b" ? decodeTransfer(octets, "base64") : quotedPrintable(octets, true),
    );
    end = match.index + match[0].length;
  }
  flush();
  return clean(text + rawText(value.slice(end)));
}

/** Raw octets as text: UTF-8 if possible. */
export const rawText = (octets: string): string =>
  /[\u0080-\u00ff]/.test(octets) ? decodeText(octetsOf(octets), "").text : octets;

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const clean = (text: string): string => text.replace(/\r?\n[ \t]*|[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, " ");
