// Exports of the user's own key: certificate, secret key, revocation certificate, backup.
import { sealBackup, setupCode } from "../../domain/pgp/backup";
import { armorCertificate, armorSecret, type SecretKey } from "../../domain/pgp/secret-key";
import { fail, ok } from "../../domain/result";
import { spokenAddress } from "../../domain/speaker";
import type { Answers, Request } from "../../messages/calls";
import { database } from "../store/database";
import { apart } from "../store/noting";
import { speakingIdentity } from "./identities";
import { ownCertificate } from "./own-certificate";
import { openAtRest } from "./vault";

export async function exportIdentity(
  { fingerprint, what, passphrase, current, address }: Request<"identity.export">,
  now = Date.now(),
): Promise<Answers["identity.export"]> {
  const row = await database.identities.get(fingerprint);
  if (!row) return fail("unknown");
  const fileName = fileNameFor(address ?? row.addresses[0], what);
  if (what === "public") {
    const cut = address === undefined ? null : await ownCertificate({ fingerprint, address }, now);
    if (cut && !cut.ok) return cut;
    return ok({ text: await armorCertificate(cut?.value.info.certificate ?? row.certificate), fileName });
  }
  if (what === "revocation") return ok({ text: row.revocation, fileName });
  // The passphrase is required even while the key is unlocked, as for every change: the person at the computer may not be its
  // owner.
  const opened = await openAtRest(fingerprint, row.protection === "passphrase" ? (current ?? null) : null);
  if (!opened.ok) return opened;
  const { value: secret } = opened;
  const answer = what === "backup" ? await backupOf(secret) : { text: await armorSecret(secret, passphrase || null) };
  // Especially on a full disk, exporting the key must work.
  await apart("the backup", () => database.identities.update(fingerprint, { backupAt: now }));
  return ok({ ...answer, fileName });
}

/** The public key to attach to mail, under the usual file name. */
export async function publicKeyFor(
  { from, as }: Request<"identity.public">,
  now = Date.now(),
): Promise<Answers["identity.public"]> {
  const speaking = await speakingIdentity({ from, as }, now);
  if (!speaking.ok) return speaking;
  const { fingerprint } = speaking.value;
  const cut = await ownCertificate({ fingerprint, address: spokenAddress(speaking.value, from) }, now);
  if (!cut.ok) return fail("no-identity");
  const fileName = `OpenPGP_0x${fingerprint.slice(-16).toUpperCase()}.asc`;
  return ok({ text: await armorCertificate(cut.value.info.certificate), fileName });
}

async function backupOf(secret: SecretKey): Promise<{ text: string; code: string }> {
  const code = setupCode((buffer) => crypto.getRandomValues(buffer));
  return { text: await sealBackup(await armorSecret(secret, null), code), code };
}

function fileNameFor(address: string | undefined, what: Request<"identity.export">["what"]): string {
  const stem = (address ?? "key").replace(/[^\w.@+-]/g, "_");
  return `${stem}-${what}.asc`;
}
