// Adds an address to the user's own key: one more user ID, certified with the preferences, key flags and expiry the key
// already has (RFC 9580 5.2.1.4 to .7). Whoever gets the whole key then sees all its addresses together.
import { minimise } from "./certificate";
import { openpgp } from "./openpgp";
import type { OwnKey, SecretKey } from "./secret-key";
import { ANY_TIME, latestOf, signedAnew } from "./self-signature";

/**
 * `secret` is not changed. `atRest`, the same key as stored, gets the user ID under its present protection: a user ID is
 * public, so no passphrase is needed. Null: the key has no valid self-certification to copy.
 */
export async function addUserId(
  secret: SecretKey,
  atRest: Uint8Array,
  { name, address }: { readonly name: string; readonly address: string },
  now: number,
): Promise<(Pick<OwnKey, "secret" | "info"> & { readonly atRest: Uint8Array }) | null> {
  const key = await openpgp.readPrivateKey({ binaryKey: secret.write() });
  const said = await latestUserCertification(key);
  if (!said) return null;
  const userID = openpgp.UserIDPacket.fromObject(name === "" ? { email: address } : { name, email: address });
  const data = { userID, userAttribute: null, key: key.keyPacket };
  // The first address stays the first.
  const certification = await signedAnew(said, key.keyPacket, data, now, { isPrimaryUserID: null });
  const kept = await openpgp.readPrivateKey({ binaryKey: atRest });
  for (const copy of [key, kept]) copy.users.push(userOf(userID, certification, copy));
  return { secret: key, info: await minimise(key), atRest: kept.write() };
}

/** The latest valid self-certification, the primary user ID's if it has one. */
async function latestUserCertification(key: SecretKey): Promise<openpgp.SignaturePacket | null> {
  const primary = await key.getPrimaryUser(ANY_TIME).catch(() => null);
  const users = primary ? [primary.user, ...key.users] : key.users;
  for (const { userID, userAttribute, selfCertifications } of users) {
    const latest = await latestOf(selfCertifications, key, { userID, userAttribute, key: key.keyPacket });
    if (latest) return latest;
  }
  return null;
}

function userOf(userID: openpgp.UserIDPacket, certification: openpgp.SignaturePacket, key: SecretKey): openpgp.User {
  const list = new openpgp.PacketList<openpgp.AnyPacket>();
  list.push(key.keyPacket as never, userID as never, certification as never);
  return new openpgp.PrivateKey(list as never).users[0]!;
}
