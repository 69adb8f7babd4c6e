// The signature algorithms of DNSSEC (IANA "DNS Security Algorithm Numbers") that we verify.
import { ed448 } from "@noble/curves/ed448.js";
import { joined, toBase64Url } from "../octets";

type Octets = Uint8Array<ArrayBuffer>;
type Verify = (publicKey: Octets, signature: Octets, data: Octets) => Promise<boolean>;

/** RSA/SHA-1 (5, 7) is left out on purpose: a zone signed by nothing better counts as unsigned (RFC 9905). */
const ALGORITHMS: Readonly<Record<number, Verify>> = {
  8: rsa("SHA-256"), // RFC 5702
  10: rsa("SHA-512"), // RFC 5702
  13: ecdsa("P-256", "SHA-256", 32), // RFC 6605
  14: ecdsa("P-384", "SHA-384", 48), // RFC 6605
  15: ed25519, // RFC 8080
  16: async (publicKey, signature, data) => ed448.verify(signature, data, publicKey), // RFC 8080; not in WebCrypto
};

export const isAlgorithmSupported = (algorithm: number): boolean => algorithm in ALGORITHMS;

/** Whether the signature holds. A key or signature of the wrong size or form does not. Never throws. */
export async function verifySignature(
  algorithm: number,
  publicKey: Octets,
  signature: Octets,
  data: Octets,
): Promise<boolean> {
  try {
    return (await ALGORITHMS[algorithm]?.(publicKey, signature, data)) ?? false;
  } catch {
    return false;
  }
}

function rsa(hash: string): Verify {
  const name = "RSASSA-PKCS1-v1_5";
  return async (publicKey, signature, data) => {
    const parts = rsaParts(publicKey);
    if (!parts) return false;
    const [e, n] = parts.map(toBase64Url);
    const key = await crypto.subtle.importKey("jwk", { kty: "RSA", e, n }, { name, hash }, false, ["verify"]);
    return crypto.subtle.verify(name, key, signature, data);
  };
}

/** Exponent and modulus (RFC 3110 2); null when the exponent does not fit, or the modulus is over 4096 bits. */
function rsaParts(key: Octets): [Octets, Octets] | null {
  const isLong = key[0] === 0;
  const length = isLong ? (key[1] ?? 0) * 256 + (key[2] ?? 0) : (key[0] ?? 0);
  const start = isLong ? 3 : 1;
  const modulus = withoutLeadingZeros(key.subarray(start + length));
  const isSane = length > 0 && modulus.length >= 64 && modulus.length <= 512;
  return isSane ? [withoutLeadingZeros(key.subarray(start, start + length)), modulus] : null;
}

const withoutLeadingZeros = (octets: Octets): Octets => {
  const first = octets.findIndex((octet) => octet > 0);
  return octets.subarray(first < 0 ? octets.length : first);
};

/** RFC 6605 4: key x | y without the octet 4 of an uncompressed point, signature r | s, as WebCrypto wants it. */
function ecdsa(namedCurve: string, hash: string, size: number): Verify {
  return async (publicKey, signature, data) => {
    if (publicKey.length !== 2 * size || signature.length !== 2 * size) return false;
    const point = joined([Uint8Array.of(4), publicKey]);
    const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash }, key, signature, data);
  };
}

async function ed25519(publicKey: Octets, signature: Octets, data: Octets): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, data);
}
