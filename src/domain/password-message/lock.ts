// Derives the key of a password message from a passphrase. WebCrypto has PBKDF2 but no memory-hard function (Argon2, scrypt),
// and the message must open in any browser without other programs: hence many rounds of PBKDF2-SHA-256, and a strong
// passphrase.
import { CHECK_LENGTH, type FormatHeader } from "./format";

export interface PassphraseLock {
  readonly key: CryptoKey;
  readonly check: Uint8Array<ArrayBuffer>;
}

const ascii = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Normalises a passphrase, however a keyboard composes its accents and whatever space was typed around its words. */
const typedAlike = (passphrase: string): string => passphrase.normalize("NFKC").trim().replace(/\s+/g, " ");

/** About half a second of work in 2026, which slows guessing down. */
export async function lockOf(
  passphrase: string,
  { salt, rounds }: Pick<FormatHeader, "salt" | "rounds">,
): Promise<PassphraseLock> {
  const secret = await crypto.subtle.importKey("raw", ascii(typedAlike(passphrase)), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    secret,
    256,
  );
  const root = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey", "deriveBits"]);
  const branch = (info: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: ascii(info) });
  const [key, check] = await Promise.all([
    crypto.subtle.deriveKey(branch("cachet.letter key"), root, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
    crypto.subtle.deriveBits(branch("cachet.letter check"), root, CHECK_LENGTH * 8),
  ]);
  return { key, check: new Uint8Array(check) };
}
