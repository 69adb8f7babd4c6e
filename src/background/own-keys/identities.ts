// The user's own keys: made, imported, protected, deleted. Their secret parts are the vault's.
import { parseAddress, parsePerson } from "../../domain/address";
import type { Identity } from "../../domain/identity";
import { generateKey, importKey, type OwnKey, type SecretKey, writeSecret } from "../../domain/pgp/secret-key";
import { fail, ok, type Result } from "../../domain/result";
import { holds, type Speaking, speakerOf } from "../../domain/speaker";
import { isWithin } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import { database, type IdentityRow } from "../store/database";
import { noteTrustChange } from "../store/trust-changes";
import { addOwnKey, changeOwnKey, deleteOwnKey } from "./at-rest";
import { askToPersist, forget, isLocked, keepUnlocked, lock, openAtRest, unlock, unlockedKey } from "./vault";

export async function toIdentity(row: IdentityRow): Promise<Identity> {
  const { fingerprint, name, addresses, createdAt, expiresAt, algorithm, protection, backupAt } = row;
  const locked = await isLocked(row);
  return { fingerprint, name, addresses, createdAt, expiresAt, algorithm, protection, locked, backupAt };
}

/** Oldest first, so that the first one stays the first. */
export async function identityRows(): Promise<IdentityRow[]> {
  const rows = await database.identities.toArray();
  return rows.sort((a, b) => a.createdAt - b.createdAt);
}

export async function allIdentities(): Promise<Identity[]> {
  return Promise.all((await identityRows()).map(toIdentity));
}

/** Loads every key that needs no passphrase into memory, for a freshly started worker. */
export async function openOwnKeys(): Promise<void> {
  await Promise.all((await identityRows()).map(unlockedKey));
}

export async function listIdentities(): Promise<Answers["identity.list"]> {
  return ok(await allIdentities());
}

/**
 * The identity for a message: the one that has its From, or the one the user chose for it. whose-key: neither. No other identity
 * is used instead, not even the only one: the editor asks, and names it.
 */
export async function speakingIdentity(
  { from, as }: Speaking,
  now = Date.now(),
): Promise<Result<IdentityRow, "no-identity" | "whose-key">> {
  const speaker = speakerOf(await identityRows(), { from, as }, now);
  if (speaker.is === "from" || speaker.is === "chosen") return ok(speaker.key);
  return fail(speaker.is === "none" ? "no-identity" : "whose-key");
}

/** A call retried because the worker died after finishing finds the key it made. */
const REPEAT_WITHIN = 2 * 60 * 1000;

export async function createIdentity(
  { name, address, passphrase }: Request<"identity.create">,
  now = Date.now(),
): Promise<Answers["identity.create"]> {
  const parsed = parseAddress(address);
  if (!parsed) return fail("bad-address");
  const existing = (await identityRows()).find((row) => holds(row, parsed));
  if (existing) {
    const repeated = existing.name === nameFor(name, parsed) && isWithin(existing.createdAt, now, REPEAT_WITHIN);
    return repeated ? ok(await toIdentity(existing)) : fail("already-there");
  }
  const key = await generateKey(cleanName(name), parsed, now);
  const row = await store(key, passphrase || null, now);
  return row ? ok(await toIdentity(row)) : fail("already-there");
}

/** User IDs are one line, `Name <address>`: characters that would end the name early are removed. */
const cleanName = (name: string): string => name.replace(/[<>\p{Cc}]/gu, "").trim();
const nameFor = (name: string, address: string): string => cleanName(name) || address;

export async function importIdentity(
  { key, passphrase }: Request<"identity.import">,
  now = Date.now(),
): Promise<Answers["identity.import"]> {
  const imported = await importKey(key, passphrase || null, now);
  if (!imported.ok) return imported;
  const keeps = imported.value.passphraseProtects ? (passphrase ?? null) : null;
  const row = await store(imported.value, keeps, now);
  return row ? ok(await toIdentity(row)) : fail("already-there");
}

/** Null when this key, or one for its address, exists already. */
async function store(key: OwnKey, passphrase: string | null, now: number): Promise<IdentityRow | null> {
  const { info, secret, revocation } = key;
  const row: IdentityRow = {
    fingerprint: info.fingerprint,
    name: parsePerson(info.userIds[0]!)?.name || info.addresses[0]!,
    addresses: info.addresses,
    certificate: info.certificate,
    keyIds: info.keyIds,
    createdAt: info.createdAt,
    expiresAt: info.expiresAt,
    algorithm: info.algorithm,
    protection: passphrase === null ? "device" : "passphrase",
    revocation,
    // An imported key exists elsewhere, which counts as a backup.
    backupAt: isWithin(info.createdAt, now, REPEAT_WITHIN) ? null : now,
  };
  const isTaken = (others: readonly IdentityRow[]): boolean =>
    others.some(
      (other) => other.fingerprint === row.fingerprint || row.addresses.every((address) => holds(other, address)),
    );
  const added = await addOwnKey(row, await writeSecret(secret, passphrase), isTaken);
  if (!added) return null;
  if (passphrase !== null) await keepUnlocked(row.fingerprint, secret);
  askToPersist();
  return row;
}

/** Sets, changes or removes the passphrase; the key stays open for this session. */
export async function protectIdentity({
  fingerprint,
  current,
  next,
}: Request<"identity.protect">): Promise<Answers["identity.protect"]> {
  const row = await database.identities.get(fingerprint);
  if (!row) return fail("unknown");
  const opened = await openForChange(row, current, next);
  if (!opened) return fail("wrong-passphrase");
  const passphrase = next || null;
  const protection = passphrase === null ? "device" : "passphrase";
  const atRest = await writeSecret(opened, passphrase);
  if (!(await changeOwnKey(fingerprint, { atRest, identity: { protection } }))) return fail("unknown");
  await forget(fingerprint);
  if (passphrase !== null) await keepUnlocked(fingerprint, opened);
  return ok(await toIdentity({ ...row, protection }));
}

/** Requires the current passphrase even while the key is unlocked: the person at the computer may not be its owner. */
async function openForChange(row: IdentityRow, current: string | null, next: string | null): Promise<SecretKey | null> {
  // `next` is already in force if the call is repeated after doing its work.
  for (const passphrase of row.protection === "device" ? [null] : [current, next]) {
    const opened = await openAtRest(row.fingerprint, passphrase);
    if (opened.ok) return opened.value;
  }
  return null;
}

export async function deleteIdentity({ fingerprint }: Request<"identity.delete">): Promise<Answers["identity.delete"]> {
  const known = await deleteOwnKey(fingerprint);
  await forget(fingerprint);
  // Mail to its addresses was the user's own, and is not any more.
  await noteTrustChange();
  return known ? ok(null) : fail("unknown");
}

/** Without a fingerprint the passphrase is tried on every locked key. */
export async function unlockIdentity({
  fingerprint,
  passphrase,
}: Request<"vault.unlock">): Promise<Answers["vault.unlock"]> {
  const rows = (await identityRows()).filter((row) => fingerprint === undefined || row.fingerprint === fingerprint);
  if (rows.length === 0) return fail("no-identity");
  const locked: IdentityRow[] = [];
  for (const row of rows) if (await isLocked(row)) locked.push(row);
  const results = await Promise.all(locked.map((row) => unlock(row.fingerprint, passphrase)));
  const opened = locked.length === 0 || results.some((result) => result.ok);
  return opened ? ok(await allIdentities()) : fail("wrong-passphrase");
}

export async function lockIdentities(): Promise<Answers["vault.lock"]> {
  await lock();
  return ok(await allIdentities());
}
