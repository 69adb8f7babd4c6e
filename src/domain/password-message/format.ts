// The file format of a password message, in octets, numbers big-endian:
//   13 "cachet.letter" | 1 version | 4 rounds | 16 salt | 12 iv | 2 length of `from` | `from` in UTF-8 | 16 check | sealed
// Everything before `sealed` is authenticated with it. The file says nothing of the content: subject, names and number of
// the attachments are sealed too, and the length is rounded up (content.ts).
import { fail, ok, type Result } from "../result";

export interface FormatHeader {
  /** PBKDF2 iterations. */
  readonly rounds: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** The claimed sender, as one line of text; nothing proves it. */
  readonly from: string;
}

export interface FormatParts extends FormatHeader {
  /** Proves that the passphrase is right, before anything is decrypted. */
  readonly check: Uint8Array<ArrayBuffer>;
  /** All octets before `sealed`: the associated data of AES-GCM. */
  readonly bound: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

const MAGIC = new TextEncoder().encode("cachet.letter");
const VERSION = 1;
const SALT = 16;
const IV = 12;
const FIXED = MAGIC.length + 1 + 4 + SALT + IV + 2;

export const CHECK_LENGTH = 16;

/**
 * Below `least` guessing is too cheap (OWASP, 2023: 600,000 for PBKDF2-HMAC-SHA-256); above `most` a changed file would hang
 * the page.
 */
const ROUNDS = { least: 600_000, most: 10_000_000 };

/** The octets before `sealed`. `from` is cut at 200 characters. */
export function writeHeader(header: FormatHeader, check: Uint8Array): Uint8Array<ArrayBuffer> {
  const from = new TextEncoder().encode(header.from.slice(0, 200));
  const bytes = new Uint8Array(FIXED + from.length + CHECK_LENGTH);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  put(MAGIC);
  put(Uint8Array.of(VERSION));
  view.setUint32(at, header.rounds);
  at += 4;
  put(header.salt);
  put(header.iv);
  view.setUint16(at, from.length);
  at += 2;
  put(from);
  put(check);
  return bytes;
}

/** Splits a password message. "newer": made by an unknown version. "damaged": truncated, or no password message at all. */
export function readParts(bytes: Uint8Array<ArrayBuffer>): Result<FormatParts, "newer" | "damaged"> {
  if (bytes.length < FIXED + CHECK_LENGTH || MAGIC.some((octet, i) => bytes[i] !== octet)) return fail("damaged");
  if (bytes[MAGIC.length] !== VERSION) return fail("newer");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = MAGIC.length + 1;
  const take = (length: number): Uint8Array<ArrayBuffer> => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const rounds = view.getUint32(at);
  at += 4;
  const salt = take(SALT);
  const iv = take(IV);
  const length = view.getUint16(at);
  at += 2;
  if (rounds < ROUNDS.least || rounds > ROUNDS.most || at + length + CHECK_LENGTH >= bytes.length)
    return fail("damaged");
  const from = new TextDecoder().decode(take(length));
  const check = take(CHECK_LENGTH);
  return ok({ rounds, salt, iv, from, check, bound: bytes.subarray(0, at), sealed: bytes.subarray(at) });
}
