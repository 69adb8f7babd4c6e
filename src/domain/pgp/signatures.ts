// What a signature proves by itself, regardless of trust (RFC 9580 5.2).
import { intendedBy } from "./intended";
import { openpgp } from "./openpgp";

/**
 * unknown: none of the known keys made it; a certificate that cannot show that a subkey is its own does not count. invalid:
 * made by this key for other data, or by a key that may not sign. good: `inLife` is false when it was made outside the life
 * of the key or has itself expired.
 */
export type RawSignature =
  | { readonly state: "unknown"; readonly keyId: string }
  | { readonly state: "invalid"; readonly keyId: string; readonly fingerprint: string }
  | {
      readonly state: "good";
      readonly keyId: string;
      /** Of the signer's primary key. */
      readonly fingerprint: string;
      /** Milliseconds, as the signer claims. */
      readonly signedAt: number;
      readonly inLife: boolean;
      /** Primary fingerprints of the intended recipients, lower-case hex; empty: it names none. */
      readonly intended: readonly string[];
    };

/** Signed data and the signatures over it. */
export interface Signed {
  readonly literal: openpgp.LiteralDataPacket;
  readonly packets: readonly openpgp.SignaturePacket[];
  readonly detached: boolean;
}

/**
 * Checks every message signature (RFC 9580 5.2.1.1 and .2) against every key that could have made it. Two certificates may
 * share a subkey; then a signature is good once for each, and which of them is the sender's is decided elsewhere.
 */
export async function checkSignatures(
  signed: Signed,
  certificates: readonly Uint8Array[],
  now: number,
): Promise<RawSignature[]> {
  const keys = await Promise.all(certificates.map((bytes) => openpgp.readKey({ binaryKey: bytes })));
  return (await Promise.all(signed.packets.map((packet) => checkOne(packet, signed, keys, now)))).flat();
}

async function checkOne(
  packet: openpgp.SignaturePacket,
  { literal, detached }: Signed,
  keys: readonly openpgp.Key[],
  now: number,
): Promise<RawSignature[]> {
  const keyId = packet.issuerKeyID.toHex();
  const intended = intendedBy(packet);
  const good: RawSignature[] = [];
  const invalid: RawSignature[] = [];
  // Several keys can share a key id; one of them having made it is enough.
  for (const key of keys) {
    const [part] = key.getKeys(packet.issuerKeyID);
    if (!part || packet.issuerKeyID.toHex() === WILDCARD) continue;
    if (!(await holds(key, part))) continue;
    const fingerprint = key.getFingerprint();
    const intact = await succeeds(packet.verify(part.keyPacket, packet.signatureType!, literal, ANY_TIME, detached));
    if (!intact || !(await maySign(key, part))) {
      invalid.push({ state: "invalid", keyId, fingerprint });
      continue;
    }
    const created = packet.created!;
    const inLife =
      !packet.isExpired(new Date(Math.max(now, created.getTime()))) &&
      part.getCreationTime() <= created &&
      (await succeeds(key.getSigningKey(part.getKeyID(), created)));
    good.push({ state: "good", keyId, fingerprint, signedAt: created.getTime(), inLife, intended });
  }
  if (good.length > 0) return good;
  return invalid.length > 0 ? invalid : [{ state: "unknown", keyId }];
}

const WILDCARD = "0000000000000000";
const ANY_TIME = null as unknown as Date;

/**
 * Whether the key can show that this part is its own and for signing, at any time and despite later revocations. Anybody can
 * bind another's subkey to their own key, but cannot make the subkey's own signature (5.2.1.9).
 */
async function holds(key: openpgp.Key, part: openpgp.Key | openpgp.Subkey): Promise<boolean> {
  if (!("mainKey" in part)) return true;
  const data = { key: key.keyPacket, bind: part.keyPacket };
  const { keyBinding, subkeyBinding } = openpgp.enums.signature;
  for (const binding of part.bindingSignatures) {
    const { embeddedSignature: word } = binding;
    if (!word || !isForSigning(binding)) continue;
    const bound = await succeeds(binding.verify(key.keyPacket, subkeyBinding, data, ANY_TIME, false));
    if (bound && (await succeeds(word.verify(part.keyPacket, keyBinding, data, ANY_TIME, false)))) return true;
  }
  return false;
}

/**
 * Whether this part of the key is for signing at all. A revoked one was; whether it still was at the time is a matter of its
 * life.
 */
async function maySign(key: openpgp.Key, part: openpgp.Key | openpgp.Subkey): Promise<boolean> {
  if (await succeeds(key.getSigningKey(part.getKeyID(), ANY_TIME))) return true;
  if (await key.isRevoked(undefined, undefined, ANY_TIME)) return true;
  return "mainKey" in part && part.revocationSignatures.length > 0;
}

const SIGN_FLAG = 0x02;

const isForSigning = (binding: openpgp.SignaturePacket): boolean => ((binding.keyFlags?.[0] ?? 0) & SIGN_FLAG) !== 0;

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );
