// What a signature proves by itself, before any question of trust (RFC 9580 5.2).
import { intendedBy } from "./intended";
import { openpgp } from "./openpgp";

/**
 * unknown: none of the keys at hand made it. invalid: made by this key for other data, or not allowed to stand for a
 * message. good: `inLife` is false when it was made outside the life of the key, or has itself expired.
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
      /** Primary fingerprints of those it says to be for, lower-case hex; empty: it does not say. */
      readonly intended: readonly string[];
    };

/** Signed data and the signatures over it. */
export interface Signed {
  readonly literal: openpgp.LiteralDataPacket;
  readonly packets: readonly openpgp.SignaturePacket[];
  readonly detached: boolean;
}

/** Checks every message signature (RFC 9580 5.2.1.1 and .2) against every key that could have made it. */
export async function checkSignatures(
  signed: Signed,
  certificates: readonly Uint8Array[],
  now: number,
): Promise<RawSignature[]> {
  const keys = await Promise.all(certificates.map((bytes) => openpgp.readKey({ binaryKey: bytes })));
  return Promise.all(signed.packets.map((packet) => checkOne(packet, signed, keys, now)));
}

async function checkOne(
  packet: openpgp.SignaturePacket,
  { literal, detached }: Signed,
  keys: readonly openpgp.Key[],
  now: number,
): Promise<RawSignature> {
  const keyId = packet.issuerKeyID.toHex();
  const intended = intendedBy(packet);
  let verdict: RawSignature = { state: "unknown", keyId };
  // Several keys can share a key id; one of them having made it is enough.
  for (const key of keys) {
    const [part] = key.getKeys(packet.issuerKeyID);
    if (!part || packet.issuerKeyID.toHex() === WILDCARD) continue;
    const fingerprint = key.getFingerprint();
    const intact = await succeeds(packet.verify(part.keyPacket, packet.signatureType!, literal, ANY_TIME, detached));
    if (!intact || !(await maySign(key, part))) {
      verdict = { state: "invalid", keyId, fingerprint };
      continue;
    }
    const created = packet.created!;
    const inLife =
      !packet.isExpired(new Date(Math.max(now, created.getTime()))) &&
      part.getCreationTime() <= created &&
      (await succeeds(key.getSigningKey(part.getKeyID(), created)));
    return { state: "good", keyId, fingerprint, signedAt: created.getTime(), inLife, intended };
  }
  return verdict;
}

const WILDCARD = "0000000000000000";
const ANY_TIME = null as unknown as Date;

/** Whether this part of the key is for signing at all; a revoked key was, and then it is a question of its life. */
async function maySign(key: openpgp.Key, part: openpgp.Key | openpgp.Subkey): Promise<boolean> {
  if (await succeeds(key.getSigningKey(part.getKeyID(), ANY_TIME))) return true;
  if (await key.isRevoked(undefined, undefined, ANY_TIME)) return true;
  return "mainKey" in part && part.revocationSignatures.length > 0 && part.bindingSignatures.some(isSigningBinding);
}

const SIGN_FLAG = 0x02;

const isSigningBinding = (binding: openpgp.SignaturePacket): boolean =>
  ((binding.keyFlags?.[0] ?? 0) & SIGN_FLAG) !== 0 && binding.embeddedSignature !== null;

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );
