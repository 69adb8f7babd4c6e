// Merges copies of one certificate from several places: every valid self-signature is kept, so that a newer expiry, a new
// subkey or a revocation is never lost, in whatever order the copies came (RFC 9580 10.1, 5.2.3.10). openpgp.js has
// Key.update for this, but there a later binding replaces an earlier one unchecked (6.3.2), so a forged one from a key server
// would disable a subkey.
import { type CertificateInfo, factsOf, infoOf } from "./certificate";
import { LIMITS } from "./limits";
import { openpgp } from "./openpgp";

/** Self-signatures kept per component, newest first; older ones have no effect. */
const KEPT = 8;

/**
 * `found` with everything that `stored`, a certificate of the same key, adds; `found` alone where `stored` cannot be read.
 * Null when `found` cannot be read, when they are different keys, or when together they exceed LIMITS.certificate.
 */
export async function mergeCertificates(stored: Uint8Array, found: CertificateInfo): Promise<CertificateInfo | null> {
  const copies = await Promise.all([stored, found.certificate].map(readKey));
  const [old, fresh] = copies as (WithDirect | null)[];
  if (!old) return found;
  if (!fresh || old.getFingerprint() !== fresh.getFingerprint()) return null;
  const merged = await merge(old, fresh);
  if (merged.write().length > LIMITS.certificate) return null;
  const info = await infoOf(merged);
  // A directory's copy may carry its expiry on a user ID that was not kept; then the earlier of the two counts.
  const elsewhere = found.expiresAt !== null && (await factsOf(fresh)).expiresAt !== found.expiresAt;
  const expiresAt = elsewhere ? Math.min(info.expiresAt ?? Number.POSITIVE_INFINITY, found.expiresAt!) : info.expiresAt;
  return { ...info, expiresAt, ...(found.certifications ? { certifications: found.certifications } : {}) };
}

/** The types of openpgp.js leave out direct key signatures (type 0x1F). */
type WithDirect = openpgp.Key & { directSignatures: openpgp.SignaturePacket[] };

async function merge(old: WithDirect, fresh: WithDirect): Promise<openpgp.PublicKey> {
  const whole = new openpgp.PublicKey(old.toPublic().toPacketList()) as openpgp.PublicKey & WithDirect;
  const primary = whole.keyPacket;
  const { signature } = openpgp.enums;
  const holding = (all: readonly openpgp.SignaturePacket[], type: openpgp.enums.signature, data: object) =>
    heldTogether(all, (one) => one.verify(primary, type, data, ANY_TIME, false));

  const key = { key: primary };
  whole.revocationSignatures = await holding(all([old, fresh], "revocationSignatures"), signature.keyRevocation, key);
  whole.directSignatures = await holding(all([old, fresh], "directSignatures"), signature.key, key);
  for (const user of fresh.users) if (!whole.users.some((known) => isSameUser(known, user))) whole.users.push(user);
  for (const user of whole.users) {
    const same = [old, fresh].flatMap((copy) => copy.users.filter((other) => isSameUser(other, user)));
    const data = { userID: user.userID, key: primary };
    user.selfCertifications = await holding(all(same, "selfCertifications"), signature.certGeneric, data);
    user.revocationSignatures = await holding(all(same, "revocationSignatures"), signature.certRevocation, data);
  }
  for (const part of fresh.subkeys)
    if (!whole.subkeys.some((known) => isSamePart(known, part))) whole.subkeys.push(part);
  for (const part of whole.subkeys) {
    const same = [old, fresh].flatMap((copy) => copy.subkeys.filter((other) => isSamePart(other, part)));
    const data = { key: primary, bind: part.keyPacket };
    part.bindingSignatures = await holding(all(same, "bindingSignatures"), signature.subkeyBinding, data);
    part.revocationSignatures = await holding(all(same, "revocationSignatures"), signature.subkeyRevocation, data);
  }
  whole.users = whole.users.filter((user) => user.selfCertifications.length > 0);
  whole.subkeys = whole.subkeys.filter((part) => part.bindingSignatures.length > 0);
  // Parsed again, because parts taken from the other copy still refer to its primary key.
  return openpgp.readKey({ binaryKey: whole.write() }) as Promise<openpgp.PublicKey>;
}

/** openpgp.js takes null for "at any time". */
const ANY_TIME = null as unknown as Date;

function all<K extends string>(parts: readonly { [P in K]: openpgp.SignaturePacket[] }[], kind: K) {
  return parts.flatMap((part) => part[kind]);
}

const isSameUser = (a: openpgp.User, b: openpgp.User): boolean => a.userID?.userID === b.userID?.userID;

const isSamePart = (a: openpgp.Subkey, b: openpgp.Subkey): boolean => a.getFingerprint() === b.getFingerprint();

/** The valid ones, without duplicates, newest first. */
async function heldTogether(
  signatures: readonly openpgp.SignaturePacket[],
  verify: (signature: openpgp.SignaturePacket) => Promise<unknown>,
): Promise<openpgp.SignaturePacket[]> {
  const unique = new Map(signatures.map((signature) => [String(signature.write()), signature]));
  const checked = await Promise.all(
    [...unique.values()].map((signature) =>
      verify(signature).then(
        () => signature,
        () => null,
      ),
    ),
  );
  return checked
    .filter((signature) => signature !== null)
    .sort((a, b) => b.created!.getTime() - a.created!.getTime())
    .slice(0, KEPT);
}

const readKey = (bytes: Uint8Array): Promise<openpgp.Key | null> =>
  openpgp.readKey({ binaryKey: bytes }).catch(() => null);
