// The two canonical forms of header and body (RFC 6376 3.4). Signatures cover octets, so exactly those changes that a
// mail server may make in transit are undone here.
import type { RawField } from "./message";
import type { Canonicalization } from "./signature";

const CR = 13;
const LF = 10;
const SP = 32;
const HTAB = 9;

/** A field in canonical form, without the last CRLF. */
export function canonicalField(field: Pick<RawField, "raw">, form: Canonicalization): string {
  return form === "simple" ? field.raw : relaxedField(field.raw);
}

/** 3.4.2: name in lower case, unfolded, white space within to one space, none at the end or around the colon. */
function relaxedField(raw: string): string {
  const colon = raw.indexOf(":");
  const body = raw
    .slice(colon + 1)
    .replaceAll("\r\n", "")
    .replace(/[ \t]+/g, " ");
  return `${raw
    .slice(0, colon)
    .replace(/[ \t]+$/, "")
    .toLowerCase()}:${body.replace(/^ | $/g, "")}`;
}

/** The body in canonical form. */
export function canonicalBody(body: Uint8Array, form: Canonicalization): Uint8Array {
  return form === "simple" ? simpleBody(body) : relaxedBody(body);
}

/** 3.4.3: empty lines at the end are left out, and the body ends in exactly one CRLF; an empty one becomes a CRLF. */
function simpleBody(body: Uint8Array): Uint8Array {
  let end = body.length;
  while (endsInLine(body, end)) end -= 2;
  if (end < body.length) return body.subarray(0, end + 2);
  const whole = new Uint8Array(end + 2);
  whole.set(body);
  whole.set([CR, LF], end);
  return whole;
}

const endsInLine = (octets: Uint8Array, end: number): boolean =>
  end >= 2 && octets[end - 1] === LF && octets[end - 2] === CR;

/**
 * 3.4.4: white space at the end of lines is left out, elsewhere it is one space; empty lines at the end are left out. A body
 * that has nothing left is empty; any other ends in a CRLF.
 */
function relaxedBody(body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.length + 2);
  let to = 0;
  /** After the last CRLF that follows a line with something in it. */
  let end = 0;
  let space = false;
  let filled = false;
  for (let at = 0; at < body.length; at++) {
    const octet = body[at]!;
    if (octet === SP || octet === HTAB) {
      space = true;
      continue;
    }
    const lineEnds = octet === CR && body[at + 1] === LF;
    if (space && !lineEnds) whole[to++] = SP;
    space = false;
    if (!lineEnds) {
      whole[to++] = octet;
      filled = true;
      continue;
    }
    whole[to++] = CR;
    whole[to++] = LF;
    at += 1;
    if (filled) end = to;
    filled = false;
  }
  // White space at the very end is the end of a line without its CRLF.
  if (!filled) return whole.subarray(0, end);
  whole[to++] = CR;
  whole[to++] = LF;
  return whole.subarray(0, to);
}
