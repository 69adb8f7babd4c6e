// Whether octets from inside a seal are a MIME entity. Most of what people seal is; the rest is words, and words may begin like
// a header ("PS: call me"). Taken for one, they would be left out of what is shown, under a good signature.

import { octetString } from "../octets";
import { headerPart, readHeaders, valuesOf } from "./headers";

/** No header is longer (tree.ts refuses it), and text need never be searched further for the end of one. */
const WITHIN = 262_144;
const FIELD_LINE = /^(?:[!-9;-~]+[ \t]*:|[ \t])/;

/**
 * Only what says so is one: a header of nothing but fields, ended by an empty line, with a media type (RFC 2045 5) or
 * MIME's version (RFC 2045 4) among them. All else is text, shown from its first letter to its last.
 */
export function isEntity(octets: Uint8Array): boolean {
  const raw = octetString(octets.subarray(0, WITHIN));
  const header = headerPart(raw);
  if (header.length === raw.length || !header.split(/\r\n|\n|\r/).every((line) => FIELD_LINE.test(line))) return false;
  const fields = readHeaders(header) ?? [];
  return (
    valuesOf(fields, "content-type").some((value) => /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;|\(|$)/.test(value)) ||
    valuesOf(fields, "mime-version").some((value) => /^(?:\([^()]*\)\s*)*\d+\s*\.\s*\d+/.test(value))
  );
}
