// Extends the user's own key. Its self-signatures are made again unchanged except for their expiry (RFC 9580 5.2.3.13);
// openpgp.js's reformatKey would change the key flags of subkeys.
import { factsOf, minimise } from "./certificate";
import { openpgp } from "./openpgp";
import { type OwnKey, type SecretKey, TWO_YEARS } from "./secret-key";
import { ANY_TIME, latestOf, signedAnew } from "./self-signature";

type Signature = openpgp.SignaturePacket;

const DAY = 24 * 60 * 60 * 1000;

/**
 * The key, expiring two years after `now` (milliseconds); `secret` is not changed. The primary key gets an expiry only if it
 * had one. Subkeys are extended if they lasted as long as the key; an earlier expiry was intended.
 */
export async function extendKey(secret: SecretKey, now: number): Promise<Pick<OwnKey, "secret" | "info">> {
  const key = await openpgp.readPrivateKey({ binaryKey: secret.write() });
  const { expiresAt } = await factsOf(key.toPublic());
  const renew = (old: Signature, data: object, of: { readonly created: Date }): Promise<Signature> =>
    signedAnew(old, key.keyPacket, data, now, {
      keyExpirationTime: Math.round((now + TWO_YEARS * 1000 - of.created.getTime()) / 1000),
      keyNeverExpires: false,
    });
  if ((await key.getExpirationTime()) instanceof Date) await renewPrimary(key, renew);
  for (const subkey of key.subkeys) {
    const end = await subkey.getExpirationTime();
    if (expiresAt === null || !(end instanceof Date) || end.getTime() < expiresAt - DAY) continue;
    const data = { key: key.keyPacket, bind: subkey.keyPacket };
    const binding = await latestOf(subkey.bindingSignatures, key, data);
    if (!binding || (await subkey.isRevoked(binding, key.keyPacket, ANY_TIME))) continue;
    subkey.bindingSignatures = [await renew(binding, data, subkey.keyPacket)];
  }
  return { secret: key, info: await minimise(key) };
}

/** A primary key's expiry is in the certifications of its user IDs, in version 6 in a direct key signature (RFC 9580 10.1.1). */
async function renewPrimary(
  key: SecretKey,
  renew: (old: Signature, data: object, of: SecretKey["keyPacket"]) => Promise<Signature>,
): Promise<void> {
  const whole = key as SecretKey & { directSignatures: Signature[] };
  const direct = await latestOf(whole.directSignatures, key, { key: key.keyPacket });
  if (direct) whole.directSignatures = [await renew(direct, { key: key.keyPacket }, key.keyPacket)];
  if (key.keyPacket.version === 6) return;
  for (const user of key.users) {
    const data = { userID: user.userID, userAttribute: user.userAttribute, key: key.keyPacket };
    const certification = await latestOf(user.selfCertifications, key, data);
    if (!certification || (await user.isRevoked(certification, key.keyPacket, ANY_TIME))) continue;
    user.selfCertifications = [await renew(certification, data, key.keyPacket)];
  }
}
