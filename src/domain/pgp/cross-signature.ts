// Whether one key certifies another (RFC 9580 5.2.1.4 to .7). Third-party signatures are not stored with certificates; those
// that a roll-over needs are carried beside a certificate until they are checked against the key before it.
import { addressKey, parsePerson } from "../address";
import { openpgp } from "./openpgp";

/** A signature by another key on a user ID, as received: nothing about it is proven. */
export interface Certification {
  /** Key id of the claimed issuer; 16 lower-case hex digits. */
  readonly keyId: string;
  readonly userId: string;
  /** One signature packet with its header. */
  readonly packet: Uint8Array;
}

/** Limits, because anybody can attach signatures to a certificate. MAX_PACKET is in octets. */
const MAX_CERTIFICATIONS = 200;
const MAX_PACKET = 2048;

/** Certifications by others on a user ID, and their revocations (RFC 9580 5.2.1.13). */
export function certificationsOn(user: openpgp.User, key: openpgp.Key): Certification[] {
  const foreign = [...user.otherCertifications, ...user.revocationSignatures].filter(
    (signature) => !signature.issuerKeyID.equals(key.getKeyID()),
  );
  return foreign.slice(0, MAX_CERTIFICATIONS).flatMap((signature) => {
    const packet = packetOf(signature);
    const { userID } = user;
    if (packet.length > MAX_PACKET || !userID) return [];
    return { keyId: signature.issuerKeyID.toHex(), userId: userID.userID, packet };
  });
}

function packetOf(signature: openpgp.SignaturePacket): Uint8Array {
  const packets = new openpgp.PacketList<openpgp.SignaturePacket>();
  packets.push(signature);
  return packets.write();
}

/**
 * Whether the certificate `old` certifies that `next` belongs to the address. A certification counts when it was made within
 * the life of the old primary key and is valid at `now` (milliseconds): neither it nor the old key has expired or been
 * revoked.
 */
export async function certifies(
  old: Uint8Array,
  next: { readonly certificate: Uint8Array; readonly certifications?: readonly Certification[] },
  address: string,
  now: number,
): Promise<boolean> {
  if (!next.certifications?.length) return false;
  const read = await Promise.all([readKey(old), readKey(next.certificate)]);
  const [before, after] = read;
  if (!before || !after || before.getFingerprint() === after.getFingerprint()) return false;
  const date = new Date(now);
  if (!(await succeeds(before.verifyPrimaryKey(date)))) return false;
  const keyId = before.getKeyID().toHex();
  for (const user of after.users) {
    const { userID } = user;
    if (!userID || addressKey(parsePerson(userID.userID)?.address ?? "") !== addressKey(address)) continue;
    const own = next.certifications.filter((one) => one.keyId === keyId && one.userId === userID.userID);
    const signatures = (await Promise.all(own.map(({ packet }) => readSignature(packet)))).filter(
      (one) => one !== null,
    );
    if (await stands(signatures, before, { userID, key: after.keyPacket }, date)) return true;
  }
  return false;
}

type Certified = { readonly userID: openpgp.UserIDPacket; readonly key: openpgp.Key["keyPacket"] };

/** Whether the old key has certified this user ID and never revoked that, whichever came last. */
async function stands(
  signatures: readonly openpgp.SignaturePacket[],
  old: openpgp.Key,
  certified: Certified,
  date: Date,
): Promise<boolean> {
  const { certGeneric, certPersona, certCasual, certPositive, certRevocation } = openpgp.enums.signature;
  const valid = await Promise.all(
    signatures.map(async (signature) => {
      const type = signature.signatureType!;
      const isRevocation = type === certRevocation;
      if (!isRevocation && ![certGeneric, certPersona, certCasual, certPositive].includes(type)) return null;
      const made = signature.created!;
      if (made < old.getCreationTime()) return null;
      const intact = await succeeds(
        signature.verify(old.keyPacket, isRevocation ? certRevocation : certGeneric, certified, date, false),
      );
      return intact ? { made: made.getTime(), isRevocation } : null;
    }),
  );
  const words = valid.filter((word) => word !== null);
  if (words.some((word) => word.isRevocation)) return false;
  return words.length > 0;
}

const readKey = (bytes: Uint8Array): Promise<openpgp.Key | null> =>
  openpgp.readKey({ binaryKey: bytes }).catch(() => null);

async function readSignature(packet: Uint8Array): Promise<openpgp.SignaturePacket | null> {
  const read = await openpgp.readSignature({ binarySignature: packet }).catch(() => null);
  return (read?.packets[0] as openpgp.SignaturePacket | undefined) ?? null;
}

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );
