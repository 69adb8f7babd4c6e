// Content-Transfer-Encoding (RFC 2045 6), decoded leniently, since mail is written carelessly.
import { joined, octetString } from "../octets";

/** Octets per piece, so that a page can respond in between. */
const STRETCH = 1024 * 1024;

const SKIP = -1;
const PAD = -2;
const VALUE = new Int8Array(256).fill(SKIP);
for (const [value, letter] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  VALUE[letter.charCodeAt(0)] = value;
VALUE[0x3d] = PAD;

/**
 * The content in pieces of at most a mebibyte, but quoted-printable in one. `encoding` in lower case; an unknown one leaves
 * the octets unchanged.
 */
export function* decodedPieces(raw: Uint8Array, encoding: string): Generator<Uint8Array> {
  if (encoding === "base64") yield* base64Pieces(raw);
  else if (encoding === "quoted-printable") yield quotedPrintable(raw, false);
  else for (let at = 0; at < raw.length; at += STRETCH) yield raw.subarray(at, at + STRETCH);
}

/** The whole content. Never throws; a view on `raw` if there is nothing to decode. */
export function decodeTransfer(raw: Uint8Array, encoding: string): Uint8Array {
  if (encoding === "quoted-printable") return quotedPrintable(raw, false);
  return encoding === "base64" ? joined([...base64Pieces(raw)]) : raw;
}

/**
 * Skips characters that are not base64, as RFC 2045 6.8 demands, and continues after padding, because mailing lists append a
 * second run. The engine's decoder refuses both.
 */
function* base64Pieces(raw: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  const size = raw.length;
  let at = 0;
  let bits = 0;
  let count = 0;
  while (at < size) {
    const stop = Math.min(size, at + STRETCH);
    const out = new Uint8Array(Math.ceil((stop - at) * 0.75) + 3);
    let to = 0;
    while (at < stop) {
      if (count === 0) {
        for (let end = stop - 3; at < end; at += 4) {
          const four =
            (VALUE[raw[at]!]! << 18) |
            (VALUE[raw[at + 1]!]! << 12) |
            (VALUE[raw[at + 2]!]! << 6) |
            VALUE[raw[at + 3]!]!;
          if (four < 0) break;
          out[to] = four >> 16;
          out[to + 1] = four >> 8;
          out[to + 2] = four;
          to += 3;
        }
        if (at >= stop) break;
      }
      const value = VALUE[raw[at++]!]!;
      if (value >= 0) {
        bits = (bits << 6) | value;
        count += 1;
        if (count < 4) continue;
        out[to++] = bits >> 16;
        out[to++] = bits >> 8;
        out[to++] = bits;
      } else if (value === SKIP) continue;
      else to = flush(out, to, bits, count);
      bits = 0;
      count = 0;
    }
    if (at >= size) to = flush(out, to, bits, count);
    if (to > 0) yield out.subarray(0, to);
  }
}

/** Writes the octets in two or three characters; one alone holds none. */
function flush(out: Uint8Array, at: number, bits: number, count: number): number {
  if (count < 2) return at;
  out[at] = count === 2 ? bits >> 4 : bits >> 10;
  if (count === 2) return at + 1;
  out[at + 1] = bits >> 2;
  return at + 2;
}

/** RFC 2045 6.7; `words`: the variant of RFC 2047 4.2. Invalid escapes stay unchanged. */
export function quotedPrintable(raw: Uint8Array, words: boolean): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(raw.length);
  let to = 0;
  /** Where white space begins that may end the line: it was added in transit and is dropped. */
  let blank = -1;
  for (let at = 0; at < raw.length; at++) {
    const octet = raw[at]!;
    if (octet === 0x3d) {
      const high = hexOf(raw[at + 1]);
      const low = hexOf(raw[at + 2]);
      if (high >= 0 && low >= 0) {
        out[to++] = (high << 4) | low;
        at += 2;
        blank = -1;
        continue;
      }
      const end = softBreak(raw, at + 1);
      if (end >= 0) {
        at = end - 1;
        blank = -1;
        continue;
      }
    }
    if (octet === 0x20 || octet === 0x09) {
      if (blank < 0) blank = to;
    } else if (octet === 0x0a || (octet === 0x0d && raw[at + 1] === 0x0a)) {
      if (blank >= 0 && !words) to = blank;
      // A carriage return is copied below, then its line feed.
      blank = -1;
    } else blank = -1;
    out[to++] = words && octet === 0x5f ? 0x20 : octet;
  }
  if (blank >= 0 && !words) to = blank;
  return out.subarray(0, to);
}

/** The position after a soft line break, which may have white space before its line end; -1 if it is none. */
function softBreak(raw: Uint8Array, from: number): number {
  let at = from;
  while (raw[at] === 0x20 || raw[at] === 0x09) at++;
  if (at >= raw.length) return at;
  if (raw[at] === 0x0d && raw[at + 1] === 0x0a) return at + 2;
  return raw[at] === 0x0a ? at + 1 : -1;
}

function hexOf(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
}

/** The first `length` octets of the content, decoding little more than those; enough to recognise armor. */
export function beginningOf(raw: Uint8Array, encoding: string, length: number): string {
  const some = decodeTransfer(raw.subarray(0, length * 3 + 200), encoding);
  return octetString(some.subarray(0, length));
}
