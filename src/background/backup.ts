// What leaves with the user: certificate, secret key, revocation certificate, backup.
import { sealBackup, setupCode } from "../domain/pgp/backup";
import { armorCertificate, armorSecret, type SecretKey } from "../domain/pgp/secret-key";
import { fail, ok } from "../domain/result";
import type { Answers, Request } from "../messages/contract";
import { identityFor } from "./identities";
import { database, type IdentityRow } from "./store/database";
import { unlockedKey } from "./vault";

export async function exportIdentity(
  { fingerprint, what, passphrase }: Request<"identity.export">,
  now = Date.now(),
): Promise<Answers["identity.export"]> {
  const row = await database.identities.get(fingerprint);
  if (!row) return fail("unknown");
  const fileName = fileNameFor(row, what);
  if (what === "public") return ok({ text: await armorCertificate(row.certificate), fileName });
  if (what === "revocation") return ok({ text: row.revocation, fileName });
  const secret = await unlockedKey(row);
  if (!secret) return fail("locked");
  const answer = what === "backup" ? await backupOf(secret) : { text: await armorSecret(secret, passphrase || null) };
  await database.identities.update(fingerprint, { backupAt: now });
  return ok({ ...answer, fileName });
}

/** The public key to attach to mail, under the name such files have everywhere. */
export async function publicKeyFor({ account }: Request<"identity.public">): Promise<Answers["identity.public"]> {
  const row = await identityFor(account);
  if (!row) return fail("no-identity");
  const fileName = `OpenPGP_0x${row.fingerprint.slice(-16).toUpperCase()}.asc`;
  return ok({ text: await armorCertificate(row.certificate), fileName });
}

async function backupOf(secret: SecretKey): Promise<{ text: string; code: string }> {
  const code = setupCode((buffer) => crypto.getRandomValues(buffer));
  return { text: await sealBackup(await armorSecret(secret, null), code), code };
}

function fileNameFor({ addresses }: IdentityRow, what: Request<"identity.export">["what"]): string {
  const stem = (addresses[0] ?? "key").replace(/[^\w.@+-]/g, "_");
  return `${stem}-${what}.asc`;
}
