// A message as DKIM sees it: header fields exactly as they stand, and the octets of the body (RFC 6376 3.4).
import { octetString } from "../octets";

export interface RawField {
  /** Lower case. */
  readonly name: string;
  /** Name, colon and body with its folding, without the last CRLF; one character an octet. */
  readonly raw: string;
}

export interface RawMessage {
  readonly fields: readonly RawField[];
  readonly body: Uint8Array;
}

const CR = 13;
const LF = 10;
const MAX_HEAD = 262_144;
const MAX_FIELDS = 2000;

/**
 * Cuts a message at its lines. Where it was stored with bare line feeds, as some webmails hand it out, they are made the
 * CRLF it travelled with (5.3); in a message that has CRLF nothing is mended. Null when there is no header, or one that is
 * larger than any honest one or has other line ends in it.
 */
export function readRawMessage(source: Uint8Array): RawMessage | null {
  const octets = source.includes(CR) ? source : withCarriageReturns(source);
  const end = headerEnd(octets);
  if (end > MAX_HEAD) return null;
  const header = octetString(octets.subarray(0, end));
  // A webmail may take a lone one for the end of a line, and so show a field that is none here.
  if (/\r(?!\n)|(?<!\r)\n/.test(header)) return null;
  const fields: RawField[] = [];
  let current: string[] = [];
  const close = (): void => {
    const raw = current.join("\r\n");
    const name = /^([!-9;-~]+)[ \t]*:/.exec(raw)?.[1];
    // A line that is no field, such as the "From " line of a mailbox file, was never signed.
    if (name) fields.push({ name: name.toLowerCase(), raw });
    current = [];
  };
  for (const line of header.split("\r\n")) {
    if (!/^[ \t]/.test(line) && current.length > 0) close();
    if (line !== "") current.push(line);
  }
  close();
  if (fields.length === 0 || fields.length > MAX_FIELDS) return null;
  return { fields, body: octets.subarray(Math.min(octets.length, end + 2)) };
}

/** Index of the first empty line: after the CRLF of the line before it. The length where there is no body. */
function headerEnd(octets: Uint8Array): number {
  if (octets[0] === CR && octets[1] === LF) return 0;
  for (let at = octets.indexOf(LF); at >= 0; at = octets.indexOf(LF, at + 1)) {
    if (octets[at - 1] === CR && octets[at + 1] === CR && octets[at + 2] === LF) return at + 1;
  }
  return octets.length;
}

function withCarriageReturns(octets: Uint8Array): Uint8Array {
  let lines = 0;
  for (let at = octets.indexOf(LF); at >= 0; at = octets.indexOf(LF, at + 1)) lines += 1;
  const whole = new Uint8Array(octets.length + lines);
  let to = 0;
  for (const octet of octets) {
    if (octet === LF) whole[to++] = CR;
    whole[to++] = octet;
  }
  return whole;
}

/** The body of a field, folded. */
export const bodyOf = ({ raw }: RawField): string => raw.slice(raw.indexOf(":") + 1);
