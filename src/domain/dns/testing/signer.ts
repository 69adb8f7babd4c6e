// Keys and signatures of a zone, by node:crypto: another implementation than the one under test.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { joined } from "../../octets";
import { type RRset, signedData } from "../canonical";
import { keyTag } from "../keys";
import { countLabels, nameToWire } from "../name";
import { u16, u32 } from "./write-message";

export interface SigningKey {
  readonly algorithm: number;
  /** RDATA of the DNSKEY. */
  readonly data: Uint8Array;
  readonly tag: number;
  sign(data: Uint8Array): Uint8Array;
}

export interface Validity {
  /** Seconds since 1970. */
  readonly inception: number;
  readonly expiration: number;
}

const HASH: Readonly<Record<number, string | null>> = {
  5: "sha1",
  7: "sha1",
  8: "sha256",
  10: "sha512",
  13: "sha256",
  14: "sha384",
  15: null,
  16: null,
};

/** A new key; flags 257 for one that signs keys, 256 for one that signs the rest. Unknown algorithms sign with noise. */
export function makeKey(algorithm: number, flags: number): SigningKey {
  const pair = keyPair(algorithm);
  const data = joined([u16(flags), Uint8Array.of(3, algorithm), pair ? publicOctets(pair.publicKey) : randomBytes(32)]);
  return {
    algorithm,
    data,
    tag: keyTag(data),
    sign: (octets) =>
      pair
        ? Uint8Array.from(sign(HASH[algorithm] ?? null, octets, { key: pair.privateKey, dsaEncoding: "ieee-p1363" }))
        : Uint8Array.from(randomBytes(64)),
  };
}

function keyPair(algorithm: number): { publicKey: KeyObject; privateKey: KeyObject } | null {
  if ([5, 7, 8, 10].includes(algorithm)) return generateKeyPairSync("rsa", { modulusLength: 2048 });
  if (algorithm === 13) return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (algorithm === 14) return generateKeyPairSync("ec", { namedCurve: "P-384" });
  if (algorithm === 15) return generateKeyPairSync("ed25519");
  return algorithm === 16 ? generateKeyPairSync("ed448") : null;
}

function publicOctets(key: KeyObject): Uint8Array {
  const jwk = key.export({ format: "jwk" });
  const part = (text?: string): Uint8Array => Uint8Array.from(Buffer.from(text ?? "", "base64url"));
  if (jwk.kty !== "RSA") return joined([part(jwk.x), part(jwk.y)]);
  return joined([Uint8Array.of(part(jwk.e).length), part(jwk.e), part(jwk.n)]);
}

/** RDATA of the RRSIG by `key` over `rrset`, whose owner is not yet expanded from a wildcard. */
export function signRRset(rrset: RRset, zone: string, key: SigningKey, ttl: number, validity: Validity): Uint8Array {
  const labels = countLabels(rrset.owner);
  const head = joined([
    u16(rrset.type),
    Uint8Array.of(key.algorithm, labels),
    u32(ttl),
    u32(validity.expiration),
    u32(validity.inception),
    u16(key.tag),
    nameToWire(zone)!,
  ]);
  return joined([head, key.sign(signedData(rrset, head, labels, ttl))]);
}

const DIGEST: Readonly<Record<number, string>> = { 1: "sha1", 2: "sha256", 4: "sha384" };

export function digestOf(owner: string, key: SigningKey, type: number): Uint8Array {
  const hash = createHash(DIGEST[type] ?? "sha512");
  return Uint8Array.from(hash.update(nameToWire(owner)!).update(key.data).digest());
}

/** RDATA of the DS for `key`. */
export const delegationSigner = (owner: string, key: SigningKey, type: number): Uint8Array =>
  joined([u16(key.tag), Uint8Array.of(key.algorithm, type), digestOf(owner, key, type)]);

/** RFC 5155 5. */
export function hashName(name: string, salt: Uint8Array, iterations: number): Uint8Array {
  let octets: Uint8Array = nameToWire(name)!;
  for (let i = 0; i <= iterations; i++) octets = createHash("sha1").update(octets).update(salt).digest();
  return Uint8Array.from(octets);
}

/** base32hex without padding, in lower case (RFC 5155 3.3). */
export function base32hex(octets: Uint8Array): string {
  const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2).toString(32)).join("");
}

/** Type bit maps of NSEC and NSEC3 (RFC 4034 4.1.2). */
export function typeBitMaps(types: readonly number[]): Uint8Array {
  const windows = new Map<number, Uint8Array>();
  for (const type of [...types].sort((a, b) => a - b)) {
    const bits = windows.get(type >> 8) ?? new Uint8Array(32);
    bits[(type & 255) >> 3]! |= 0x80 >> (type & 7);
    windows.set(type >> 8, bits);
  }
  return joined(
    [...windows].map(([window, bits]) => {
      const used = bits.subarray(0, bits.findLastIndex((octet) => octet > 0) + 1);
      return joined([Uint8Array.of(window, used.length), used]);
    }),
  );
}
