// A longer life for the user's own key. Its self-signatures are made anew with all they said, but for the end they name
// (RFC 9580 5.2.3.13); openpgp.js's reformatKey would give subkeys other uses than they had.
import { factsOf, minimise } from "./certificate";
import { openpgp } from "./openpgp";
import { type OwnKey, type SecretKey, TWO_YEARS } from "./secret-key";

type Signature = openpgp.SignaturePacket;

const DAY = 24 * 60 * 60 * 1000;
/** openpgp.js takes null for "whenever"; its types know that only in part. */
const ANY_TIME = null as unknown as Date;

/**
 * The key with an end two years after `now` (milliseconds), `secret` left as it is. Its primary key gets one only if it
 * had one, and so does every subkey that lasted as long as the key; one that ended before was meant to.
 */
export async function extendKey(secret: SecretKey, now: number): Promise<Pick<OwnKey, "secret" | "info">> {
  const key = await openpgp.readPrivateKey({ binaryKey: secret.write() });
  const { expiresAt } = await factsOf(key.toPublic());
  const renew = (old: Signature, data: object, of: { readonly created: Date }): Promise<Signature> =>
    renewed(old, key.keyPacket, data, Math.round((now + TWO_YEARS * 1000 - of.created.getTime()) / 1000), now);
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

/** The end of a primary key stands on its user IDs, and in version 6 on the key itself (RFC 9580 10.1.1). */
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

/** The newest of our own that holds, whenever it was made. */
async function latestOf(signatures: readonly Signature[], key: SecretKey, data: object): Promise<Signature | null> {
  const newestFirst = signatures.toSorted((a, b) => b.created!.getTime() - a.created!.getTime());
  for (const signature of newestFirst) {
    const holds = await signature.verify(key.keyPacket, signature.signatureType!, data, ANY_TIME, false).then(
      () => true,
      () => false,
    );
    if (holds) return signature;
  }
  return null;
}

/** openpgp.js adds it against fault attacks, and wants it gone before it signs again. */
const SALT = "salt@notations.openpgpjs.org";

async function renewed(
  old: Signature,
  signer: SecretKey["keyPacket"],
  data: object,
  seconds: number,
  now: number,
): Promise<Signature> {
  const fresh = new openpgp.SignaturePacket() as Signature & { salt: Uint8Array | null };
  fresh.read(old.write() as Uint8Array);
  Object.assign(fresh, {
    keyExpirationTime: seconds,
    keyNeverExpires: false,
    signatureExpirationTime: null,
    signatureNeverExpires: true,
    hashAlgorithm: openpgp.enums.hash.sha512,
    rawNotations: fresh.rawNotations.filter(({ name }) => name !== SALT),
    salt: null,
  });
  // Later than the one it replaces, or readers would go by that: a clock may have been set back.
  const date = new Date(Math.max(now, old.created!.getTime() + 1000));
  const sign = fresh.sign as (...of: readonly unknown[]) => Promise<void>;
  await sign.call(fresh, signer, data, date, false, openpgp.config);
  return fresh;
}
