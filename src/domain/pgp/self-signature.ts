// What a key says of itself (RFC 9580 10.1): read, and said anew.
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

type Signature = openpgp.SignaturePacket;

/** openpgp.js takes null for "whenever"; its types know that only in part. */
export const ANY_TIME = null as unknown as Date;

/** The newest of our own that holds, whenever it was made. */
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

/** openpgp.js adds it against fault attacks, and wants it gone before it signs again. */
const SALT = "salt@notations.openpgpjs.org";

/** One of the key's own signatures made anew over `data`, with all it said but for `change`, and SHA-512. */
export async function signedAnew(
  old: Signature,
  signer: SecretKey["keyPacket"],
  data: object,
  now: number,
  change: object,
): Promise<Signature> {
  const fresh = new openpgp.SignaturePacket() as Signature & { salt: Uint8Array | null };
  // The types have a promise for what some packets wait for; signatures do not.
  void fresh.read(old.write() as Uint8Array);
  Object.assign(fresh, {
    ...change,
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
