// Self-signatures of a key (RFC 9580 10.1): reads them and makes them again.
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

type Signature = openpgp.SignaturePacket;

/** openpgp.js takes null for "at any time"; its types allow that only in part. */
export const ANY_TIME = null as unknown as Date;

/** The newest valid self-signature, whenever it was made. */
export async function latestOf(
  signatures: readonly Signature[],
  key: SecretKey,
  data: object,
): Promise<Signature | null> {
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

/** openpgp.js adds this notation against fault attacks, and it must be removed before signing again. */
const SALT = "salt@notations.openpgpjs.org";

/** Makes one of the key's own signatures again over `data`, unchanged except for `change`, with SHA-512. */
export async function signedAnew(
  old: Signature,
  signer: SecretKey["keyPacket"],
  data: object,
  now: number,
  change: object,
): Promise<Signature> {
  const fresh = new openpgp.SignaturePacket() as Signature & { salt: Uint8Array | null };
  // The type is a promise because some packets are read asynchronously; signatures are not.
  void fresh.read(old.write() as Uint8Array);
  Object.assign(fresh, {
    ...change,
    signatureExpirationTime: null,
    signatureNeverExpires: true,
    hashAlgorithm: openpgp.enums.hash.sha512,
    rawNotations: fresh.rawNotations.filter(({ name }) => name !== SALT),
    salt: null,
  });
  // Later than the one it replaces, even if the clock was set back; otherwise readers would use the old one.
  const date = new Date(Math.max(now, old.created!.getTime() + 1000));
  const sign = fresh.sign as (...of: readonly unknown[]) => Promise<void>;
  await sign.call(fresh, signer, data, date, false, openpgp.config);
  return fresh;
}
