// Extends the life of the user's key: rewrites it with a new expiry, under the same passphrase.
import { extendKey } from "../../domain/pgp/extend";
import { writeSecret } from "../../domain/pgp/secret-key";
import { fail, ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { database } from "../store/database";
import { changeOwnKey } from "./at-rest";
import { toIdentity } from "./identities";
import { forget, keepUnlocked, openAtRest } from "./vault";

/** Asks for the passphrase even while the key is unlocked, because rewriting the key needs it. */
export async function extendIdentity(
  { fingerprint, passphrase }: Request<"identity.extend">,
  now = Date.now(),
): Promise<Answers["identity.extend"]> {
  const row = await database.identities.get(fingerprint);
  if (!row) return fail("unknown");
  const protectedBy = row.protection === "passphrase" ? passphrase : null;
  const opened = await openAtRest(fingerprint, protectedBy);
  if (!opened.ok) return opened;
  const { secret, info } = await extendKey(opened.value, now);
  const change = { certificate: info.certificate, expiresAt: info.expiresAt };
  const atRest = await writeSecret(secret, protectedBy);
  if (!(await changeOwnKey(fingerprint, { atRest, identity: change }))) return fail("unknown");
  await forget(fingerprint);
  if (protectedBy !== null) await keepUnlocked(fingerprint, secret);
  return ok(await toIdentity({ ...row, ...change }));
}
