// Whether the content of an encrypted layer is a MIME entity. Most sealed content is one; the rest is text, and text may
// begin like a header ("PS: call me"). If taken for a header, it would not be shown, although covered by a good signature.

import { octetString } from "../octets";
import { headerPart, readHeaders, valuesOf } from "./headers";

/** Longer headers are refused (tree.ts), so text need not be searched further for the end of one. */
const WITHIN = 262_144;
const FIELD_LINE = /^(?:[!-9;-~]+[ \t]*:|[ \t])/;

/**
 * An entity has a header of fields only, ended by an empty line, among them a media type (RFC 2045 5) or MIME's version (RFC
 * 2045 4). Everything else is text, shown from its first character to its last.
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
