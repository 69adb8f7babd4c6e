// Encrypts a signed message again to others, signature included, as anybody who can open it can do.
import { openpgp } from "../openpgp";

/** `message`: armored. Certificates as in `seal`. Returns an armored message. */
export async function sealAnew(
  message: string,
  opener: openpgp.PrivateKey,
  readers: readonly Uint8Array[],
  date: Date,
): Promise<string> {
  const opened = await (await openpgp.readMessage({ armoredMessage: message })).decrypt([opener]);
  const inner = opened.unwrapCompressed();
  // The signatures after the data are not among its packets yet: they are left in a stream.
  for (const { signature } of await inner.verify([])) inner.packets.push(...(await signature).packets);
  const encryptionKeys = await Promise.all(readers.map((binaryKey) => openpgp.readKey({ binaryKey })));
  return openpgp.encrypt({ message: inner, encryptionKeys, date });
}
