import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

/** Clearsigned text (RFC 9580 7): readable without any key. `now` in milliseconds. */
export async function clearsign(text: string, signer: SecretKey, now: number): Promise<string> {
  const message = await openpgp.createCleartextMessage({ text });
  const signed = await openpgp.sign({ message, signingKeys: signer, date: new Date(now) });
  return signed.replace(/\r\n/g, "\n");
}
