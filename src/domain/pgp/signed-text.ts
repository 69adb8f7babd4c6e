// A text that the user's own key signs for the user alone: inline-signed (RFC 9580 10.3), not encrypted.
import { fail, ok, type Result } from "../result";
import { openMessage, parseMessage } from "./open";
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

/** Armored. `now` in milliseconds. */
export async function signText(text: string, signer: SecretKey, now: number): Promise<string> {
  const date = new Date(now);
  const message = await openpgp.createMessage({ text, date });
  return openpgp.sign({ message, signingKeys: signer, date });
}

/**
 * The text, and the fingerprints among `certificates` whose signatures on it are good. Signatures by a key that has since
 * expired count.
 */
export async function readSignedText(
  armored: string,
  certificates: readonly Uint8Array[],
  now: number,
): Promise<Result<{ text: string; signers: string[] }, "not-signed">> {
  const parsed = await parseMessage(armored);
  if (!parsed.ok || parsed.value.form === "sealed") return fail("not-signed");
  const opened = await openMessage(parsed.value, [], async () => certificates, now);
  if (!opened.ok) return fail("not-signed");
  const { text, signatures } = opened.value;
  const good = signatures.flatMap((signature) => (signature.state === "good" ? signature.fingerprint : []));
  return signatures.length > 0 ? ok({ text, signers: good }) : fail("not-signed");
}
