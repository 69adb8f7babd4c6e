// What anybody can do who may open a message: pass on what was signed, signature and all, in another seal.
import { openpgp } from "../openpgp";

/** `message`: armored. Certificates as in `seal`. Armored. */
export async function sealAnew(
  message: string,
  opener: openpgp.PrivateKey,
  readers: readonly Uint8Array[],
  date: Date,
): Promise<string> {
  const opened = await (await openpgp.readMessage({ armoredMessage: message })).decrypt([opener]);
  const inner = opened.unwrapCompressed();
  // Not yet among its packets: what stands behind the data is left in a stream.
  for (const { signature } of await inner.verify([])) inner.packets.push(...(await signature).packets);
  const encryptionKeys = await Promise.all(readers.map((binaryKey) => openpgp.readKey({ binaryKey })));
  return openpgp.encrypt({ message: inner, encryptionKeys, date });
}
