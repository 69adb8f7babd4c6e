// Another address on the user's own key: one more user ID, which the key certifies with the preferences, uses and end it
// has (RFC 9580 5.2.1.3). Everybody who gets the whole key then sees all its addresses together.
import { minimise } from "./certificate";
import { openpgp } from "./openpgp";
import type { OwnKey, SecretKey } from "./secret-key";
import { ANY_TIME, latestOf, signedAnew } from "./self-signature";

/**
 * `secret` is left as it is. `atRest`, the same key as it is kept, gets the user ID under the protection it has: no
 * passphrase is asked for what is public. Null: the key says nothing of itself that could be said again.
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

/** What holds of the key's own words on its user IDs, the primary one's first. */
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
