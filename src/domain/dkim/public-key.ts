// Public keys of key records, and signatures checked with them by WebCrypto.
import type { KeyRecord } from "./key-record";
import type { Algorithm } from "./signature";

/** RFC 8301 3.2: below 1024 bits nothing counts, and signers should have 2048. Above 8192 it would only cost time. */
const LEAST_BITS = 1024;
const FAIR_BITS = 2048;
const MOST_BITS = 8192;

export type CheckedKey =
  /** weak: an RSA key that counts, but below what signers should have. */
  | { readonly holds: boolean; readonly weak: boolean }
  /** short: below what counts. unusable: damaged, too long, or not of the algorithm's kind. */
  | "short"
  | "unusable";

const OF_TYPE: Readonly<Record<Algorithm, KeyRecord["type"]>> = { "rsa-sha256": "rsa", "ed25519-sha256": "ed25519" };

/** Whether `signature` was made over `signed` with the secret half of the key. */
export async function checkSignature(
  record: Pick<KeyRecord, "type" | "key">,
  algorithm: Algorithm,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<CheckedKey> {
  if (OF_TYPE[algorithm] !== record.type) return "unusable";
  if (record.type === "ed25519") {
    // RFC 8463 3: what Ed25519 signs is the SHA-256 of the header.
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", signed));
    const key = await imported("raw", record.key, "Ed25519");
    return key ? { holds: await crypto.subtle.verify("Ed25519", key, signature, digest), weak: false } : "unusable";
  }
  const spki = subjectPublicKeyInfo(record.key);
  const key = spki && (await imported("spki", spki, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }));
  const bits = key ? (key.algorithm as KeyAlgorithm & { modulusLength: number }).modulusLength : 0;
  if (!key || bits > MOST_BITS) return "unusable";
  if (bits < LEAST_BITS) return "short";
  const holds = await crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature, signed);
  return { holds, weak: bits < FAIR_BITS };
}

const imported = (
  format: "raw" | "spki",
  key: Uint8Array<ArrayBuffer>,
  algorithm: "Ed25519" | RsaHashedImportParams,
): Promise<CryptoKey | null> => crypto.subtle.importKey(format, key, algorithm, false, ["verify"]).catch(() => null);

const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** AlgorithmIdentifier of rsaEncryption (RFC 3279 2.3.1), and the BIT STRING's octet of unused bits. */
const RSA_ENCRYPTION = [SEQUENCE, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/**
 * RFC 6376 3.6.1 says RSAPublicKey, its examples and everybody else have SubjectPublicKeyInfo around it, which is what
 * WebCrypto takes. Null when it is neither, or longer than any key that is taken.
 */
function subjectPublicKeyInfo(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (der.length > 2 * (MOST_BITS / 8) || der[0] !== SEQUENCE) return null;
  const content = der[1]! < 0x80 ? 2 : 2 + (der[1]! & 0x7f);
  if (der[content] === SEQUENCE) return der;
  if (der[content] !== INTEGER) return null;
  return element(SEQUENCE, [...RSA_ENCRYPTION, ...element(0x03, [0, ...der])]);
}

/** One element in DER (X.690 8.1): tag, length, content of at most 65535 octets. */
function element(tag: number, content: readonly number[]): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.of(tag, ...size, ...content);
}
