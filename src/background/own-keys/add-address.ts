// Adds an address to one of the user's keys, after telling them that whoever gets the key then sees both.
import { parseAddress } from "../../domain/address";
import { addUserId } from "../../domain/pgp/add-user-id";
import { fail, ok } from "../../domain/result";
import { holds } from "../../domain/speaker";
import type { Answers, Request } from "../../messages/calls";
import { noteTrustChange } from "../store/trust-changes";
import { changeOwnKey } from "./at-rest";
import { identityRows, toIdentity } from "./identities";
import { forget, keepUnlocked, readAtRest, unlockedKey } from "./vault";

export async function addAddress(
  { fingerprint, address }: Request<"identity.addAddress">,
  now = Date.now(),
): Promise<Answers["identity.addAddress"]> {
  const parsed = parseAddress(address);
  if (!parsed) return fail("bad-address");
  const rows = await identityRows();
  const row = rows.find((one) => one.fingerprint === fingerprint);
  if (!row) return fail("unknown");
  // A repeated call, because the worker died after doing its work.
  if (holds(row, parsed)) return ok(await toIdentity(row));
  if (rows.some((other) => holds(other, parsed))) return fail("already-there");
  const secret = await unlockedKey(row);
  if (!secret) return fail({ code: "locked", fingerprint });
  const person = { name: row.name === row.addresses[0] ? "" : row.name, address: parsed };
  const added = await addUserId(secret, await readAtRest(fingerprint), person, now);
  if (!added) return fail("failed");
  const change = { certificate: added.info.certificate, addresses: added.info.addresses };
  if (!(await changeOwnKey(fingerprint, { atRest: added.atRest, identity: change }))) return fail("unknown");
  await forget(fingerprint);
  if (row.protection === "passphrase") await keepUnlocked(fingerprint, added.secret);
  // Mail from there is the user's own from now on.
  await noteTrustChange();
  return ok(await toIdentity({ ...row, ...change }));
}
