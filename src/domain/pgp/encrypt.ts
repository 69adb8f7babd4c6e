// Sealing (RFC 9580 5.13, 10.3): sign, then encrypt to every valid encryption subkey of every reader.

import { joined } from "../octets";
import { armorMessage } from "./armor";
import { signFor } from "./intended";
import { openpgp } from "./openpgp";
import { Padding, paddedLength } from "./padding";
import type { SecretKey } from "./secret-key";

/** A text, or the octets of a MIME entity. */
export type SealRequest = ({ readonly text: string } | { readonly entity: Uint8Array<ArrayBuffer> }) & {
  /** The signing key; null for drafts, which only their author reads. */
  readonly signer: SecretKey | null;
  /** Certificates, binary. The author's own must be among them. */
  readonly readers: readonly Uint8Array[];
  /** Readers hidden from the others: their key ids are zeroed (RFC 9580 5.1.8). */
  readonly hiddenReaders: readonly Uint8Array[];
  /** Milliseconds: the signature's date, and the time at which the readers' keys must be valid. */
  readonly now: number;
};

/** Armored message. */
export async function seal(request: SealRequest): Promise<string> {
  const { packets, modern } = await sealed(request);
  return armorMessage(packets, !modern);
}

/** The same as octets, for messages that are not sent by mail. */
export async function sealOctets(request: SealRequest): Promise<Uint8Array> {
  return (await sealed(request)).packets;
}

/**
 * SEIPDv2 when every key announces it, else SEIPDv1; AES-256 unless a reader's key excludes it; no compression; padding where
 * all readers support it. Throws when a certificate has no valid encryption key at `now`.
 */
async function sealed(request: SealRequest): Promise<{ packets: Uint8Array; modern: boolean }> {
  const { signer, readers, hiddenReaders, now } = request;
  const content = "text" in request ? new TextEncoder().encode(request.text) : request.entity;
  const date = new Date(now);
  const open = await Promise.all(readers.map((bytes) => encryptionParts(bytes, date)));
  const hidden = await Promise.all(hiddenReaders.map((bytes) => encryptionParts(bytes, date)));
  const keys = [...open, ...hidden].map((parts) => parts[0]!.key);
  const sessionKey = await openpgp.generateSessionKey({ encryptionKeys: keys, date });
  // As binary, like GnuPG: with a text signature both ends would convert all line ends once more.
  const message = await openpgp.createMessage({ binary: content, date });
  const modern = sessionKey.aeadAlgorithm !== undefined;
  const named = nameable(keys, hidden.length > 0, modern) ? keys : [];
  const signed = signer ? await signFor(named, message, signer, date) : message;
  // RFC 9580 5.14: programs that announce SEIPDv2 support padding; GnuPG 2.2 and others of RFC 4880 fail on it.
  if (modern) signed.packets.push(new Padding(paddedLength(content.length)));
  // Only the session key is passed here: `wildcard` applies to all recipients of a call, so their packets are made below.
  const body = await openpgp.encrypt({ message: signed, sessionKey, date, format: "binary" });
  const packets = [
    await sessionKeyPackets(sessionKey, open.flat(), false, date),
    await sessionKeyPackets(sessionKey, hidden.flat(), true, date),
    body as Uint8Array,
  ];
  return { packets: joined(packets), modern };
}

/**
 * Whether the signature may name these readers: all of them or none, since a reader who is left out takes the message for a
 * forwarded one. None if there are hidden readers. No version 6 keys unless all readers are modern: older programs, Sequoia's
 * among them, take such a signature for damaged (docs/decisions/0013).
 */
const nameable = (readers: readonly openpgp.Key[], hidden: boolean, modern: boolean): boolean =>
  !hidden && (modern || readers.every(({ keyPacket }) => keyPacket.version < 6));

interface EncryptionPart {
  readonly key: openpgp.Key;
  readonly keyId: openpgp.KeyID;
}

async function encryptionParts(bytes: Uint8Array, date: Date): Promise<EncryptionPart[]> {
  const key = await openpgp.readKey({ binaryKey: bytes });
  const able: EncryptionPart[] = [];
  for (const part of key.getKeys()) {
    const keyId = part.getKeyID();
    const found = await key.getEncryptionKey(keyId, date).catch(() => null);
    if (found) able.push({ key, keyId });
  }
  if (able.length === 0) throw new Error(`no valid encryption key in ${key.getFingerprint()}`);
  return able;
}

async function sessionKeyPackets(
  sessionKey: openpgp.SessionKey,
  parts: readonly EncryptionPart[],
  wildcard: boolean,
  date: Date,
): Promise<Uint8Array> {
  if (parts.length === 0) return new Uint8Array();
  return openpgp.encryptSessionKey({
    ...sessionKey,
    encryptionKeys: parts.map(({ key }) => key),
    encryptionKeyIDs: parts.map(({ keyId }) => keyId),
    wildcard,
    date,
    format: "binary",
  });
}
