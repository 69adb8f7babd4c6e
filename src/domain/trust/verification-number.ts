// A number that two people read to each other: equal exactly when both hold the same two keys.
import { joined } from "../octets";

const ROUNDS = 5200;
const VERSION = 0;
/** 30 octets of the last hash, 5 for each group, give 30 digits for each key. */
const GROUPS_PER_KEY = 6;

/**
 * 12 groups of 5 digits for a pair of keys, whichever is named first. Fingerprints are lower-case hex.
 *
 * The construction follows Signal's numeric fingerprint, with the OpenPGP fingerprint (RFC 9580 5.5.4) in the place of the
 * public key. For each of the two:
 *
 *     h[0] = SHA-512(0x00 || 0x00 || F || F)
 *     h[n] = SHA-512(h[n-1] || F)        for n = 1 ... 5199
 *
 * where F is the fingerprint in octets. The first 30 octets of h[5199], taken as six big-endian numbers of 40 bits modulo
 * 100000, are six groups. The halves are concatenated, the one that sorts first as text in front.
 *
 * Addresses are not included: one person may write to an alias that the other never uses, and a number that differs for
 * that reason would teach people to ignore it. Only the keys are compared.
 */
export async function verificationNumber(own: string, theirs: string): Promise<string[]> {
  const halves = await Promise.all([half(own), half(theirs)]);
  return halves.sort((a, b) => (a.join() < b.join() ? -1 : 1)).flat();
}

async function half(fingerprint: string): Promise<string[]> {
  const print = Uint8Array.from(fingerprint.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  let hash = await sha512(Uint8Array.of(0, VERSION), print, print);
  for (let round = 1; round < ROUNDS; round++) hash = await sha512(hash, print);
  return Array.from({ length: GROUPS_PER_KEY }, (_, i) => group(hash.subarray(5 * i, 5 * i + 5)));
}

const group = (octets: Uint8Array): string => {
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return String(value % 100_000).padStart(5, "0");
};

const sha512 = async (...parts: readonly Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-512", joined(parts)));

/** What two people compare to verify each other's keys. */
export interface Verification {
  /** 12 groups of 5 digits, the same on both sides. */
  readonly digits: readonly string[];
  /** Text of the QR code that shows the user's own key. */
  readonly ownCode: string;
  readonly ownFingerprint: string;
  readonly theirFingerprint: string;
}
