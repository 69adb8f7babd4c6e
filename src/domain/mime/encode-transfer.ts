// Writes content as lines of base64 or as quoted-printable (RFC 2045 6). Uses a table and a loop, because strings of 25 MiB
// and pieces of 76 characters each cost ten times as much.

/** RFC 2045 6.8. */
const LINE = 76;
const ALPHABET = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const CR = 13;
const LF = 10;
const EQUALS = 0x3d;

/** Ends every line with CRLF, including the last; empty input gives empty output. */
export function encodeBase64Lines(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const letters = Math.ceil(bytes.length / 3) * 4;
  const out = new Uint8Array(letters + 2 * Math.ceil(letters / LINE));
  let to = 0;
  for (let line = 0; line < bytes.length; line += 57) {
    const end = Math.min(bytes.length, line + 57);
    let at = line;
    for (; at + 2 < end; at += 3) {
      const three = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
      out[to] = ALPHABET[three >> 18]!;
      out[to + 1] = ALPHABET[(three >> 12) & 63]!;
      out[to + 2] = ALPHABET[(three >> 6) & 63]!;
      out[to + 3] = ALPHABET[three & 63]!;
      to += 4;
    }
    if (at < end) {
      const rest = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8);
      out[to++] = ALPHABET[rest >> 18]!;
      out[to++] = ALPHABET[(rest >> 12) & 63]!;
      out[to++] = at + 1 < end ? ALPHABET[(rest >> 6) & 63]! : EQUALS;
      out[to++] = EQUALS;
    }
    out[to++] = CR;
    out[to++] = LF;
  }
  return out;
}

export interface EncodedText {
  readonly encoding: "7bit" | "quoted-printable";
  readonly bytes: Uint8Array;
}

/** Text in UTF-8 with CRLF, in the encoding that leaves it most readable. */
export function encodeText(text: string): EncodedText {
  const lines = text.toWellFormed().replace(/\r\n|\r|\n/g, "\r\n");
  const bytes = new TextEncoder().encode(lines);
  // White space at the end of a line is often lost in transit.
  const plain = /^[\t\r\n -~]*$/.test(lines) && !/[ \t](?:\r|$)/.test(lines) && !/[^\n]{78}/.test(lines);
  return plain ? { encoding: "7bit", bytes } : { encoding: "quoted-printable", bytes: encodeQuotedPrintable(bytes) };
}

const HEX = new TextEncoder().encode("0123456789ABCDEF");

/** The only line end in `bytes` is CRLF. */
function encodeQuotedPrintable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length * 3 + Math.ceil((bytes.length * 3) / 70) * 3 + 3);
  let to = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at]!;
    if (octet === CR && bytes[at + 1] === LF) {
      out[to++] = CR;
      out[to++] = LF;
      at += 1;
      column = 0;
      continue;
    }
    const last = at + 1 === bytes.length || bytes[at + 1] === CR;
    const blank = octet === 0x20 || octet === 0x09;
    const literal = (octet > 0x20 && octet < 0x7f && octet !== EQUALS) || (blank && !last);
    if (column + (literal ? 1 : 3) > LINE - 1) {
      out[to++] = EQUALS;
      out[to++] = CR;
      out[to++] = LF;
      column = 0;
    }
    if (literal) out[to++] = octet;
    else {
      out[to++] = EQUALS;
      out[to++] = HEX[octet >> 4]!;
      out[to++] = HEX[octet & 15]!;
    }
    column += literal ? 1 : 3;
  }
  return out.subarray(0, to);
}
