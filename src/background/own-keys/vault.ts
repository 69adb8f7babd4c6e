// Where the user's secret keys are: at rest in IndexedDB, wrapped by a non-extractable key; unlocked in this worker's memory
// and, wrapped by the same key, in storage.session, so that the worker's death does not lock them.
// storage.session is closed to content scripts; storage.local, which they can read, never sees a key.
import { isWeaklyProtected, readSecret, type SecretKey, writeSecret } from "../../domain/pgp/secret-key";
import { ok, type Result } from "../../domain/result";
import browser from "../../platform/browser";
import { database, type IdentityRow, type SecretRow } from "../store/database";
import { unwrap, wrap } from "../store/wrapped";
import { changeOwnKey } from "./at-rest";

const unlocked = new Map<string, SecretKey>();
/** Counts locks: an unlock begun before a lock must not take effect after it. */
let locks = 0;

const sessionKey = (fingerprint: string): string => `vault:${fingerprint}`;

const unwrapSecret = (row: SecretRow): Promise<Uint8Array> => unwrap(database, row);

/** The unlocked key, or null while it is locked. A key under protection "device" opens by itself. */
export async function unlockedKey(identity: IdentityRow): Promise<SecretKey | null> {
  const { fingerprint, protection } = identity;
  const held = unlocked.get(fingerprint);
  if (held) return held;
  const before = locks;
  const row = protection === "device" ? await database.secrets.get(fingerprint) : await sessionRow(fingerprint);
  if (!row) return null;
  const read = await readSecret(await unwrapSecret(row), null);
  if (!read.ok || locks !== before) return null;
  unlocked.set(fingerprint, read.value);
  return read.value;
}

export async function isLocked({ fingerprint, protection }: IdentityRow): Promise<boolean> {
  if (protection === "device" || unlocked.has(fingerprint)) return false;
  return (await sessionRow(fingerprint)) === null;
}

/** Decrypts the stored key without keeping it unlocked. */
export async function openAtRest(
  fingerprint: string,
  passphrase: string | null,
): Promise<Result<SecretKey, "wrong-passphrase">> {
  return readSecret(await readAtRest(fingerprint), passphrase);
}

/** The stored key, still under its passphrase if it has one. */
export async function readAtRest(fingerprint: string): Promise<Uint8Array> {
  const row = await database.secrets.get(fingerprint);
  if (!row) throw new Error("identity without its secret key");
  return unwrapSecret(row);
}

/** Decrypts the stored key and keeps it unlocked until the browser session ends or `lock`. */
export async function unlock(fingerprint: string, passphrase: string): Promise<Result<null, "wrong-passphrase">> {
  const before = locks;
  const opened = await openAtRest(fingerprint, passphrase);
  if (!opened.ok) return opened;
  if (locks === before) await keepUnlocked(fingerprint, opened.value);
  // The format of an earlier version stays readable, so a failed rewrite must not prevent unlocking.
  await strengthen(fingerprint, opened.value, passphrase).catch(() => {});
  return ok(null);
}

/** Rewrites the key in this version's format, which needs the passphrase that is only now available. */
async function strengthen(fingerprint: string, secret: SecretKey, passphrase: string): Promise<void> {
  const row = await database.secrets.get(fingerprint);
  if (!row || !(await isWeaklyProtected(await unwrapSecret(row)))) return;
  // `instead`: a key deleted or given another passphrase in the meantime is not restored.
  await changeOwnKey(fingerprint, { atRest: await writeSecret(secret, passphrase), instead: row });
}

export async function keepUnlocked(fingerprint: string, secret: SecretKey): Promise<void> {
  unlocked.set(fingerprint, secret);
  const { iv, sealed } = await wrap(database, fingerprint, await writeSecret(secret, null));
  // Strings: Chrome's storage turns typed arrays into objects.
  await browser.storage.session.set({ [sessionKey(fingerprint)]: [toBase64(iv), toBase64(sealed)] });
}

/** Forgets the unlocked form of every key. Keys under protection "device" unlock again by themselves. */
export async function lock(): Promise<void> {
  locks++;
  unlocked.clear();
  const rows = await database.identities.toArray();
  await browser.storage.session.remove(rows.map(({ fingerprint }) => sessionKey(fingerprint)));
}

/** Forgets the unlocked form of one key, which is being deleted or whose protection changes. */
export async function forget(fingerprint: string): Promise<void> {
  locks++;
  unlocked.delete(fingerprint);
  await browser.storage.session.remove(sessionKey(fingerprint));
}

async function sessionRow(fingerprint: string): Promise<SecretRow | null> {
  const key = sessionKey(fingerprint);
  const stored = (await browser.storage.session.get(key))[key] as [string, string] | undefined;
  return stored ? { fingerprint, iv: fromBase64(stored[0]), sealed: fromBase64(stored[1]) } : null;
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Asks the browser not to evict our database. Not awaited, since a browser may ask the user first, and a refusal has no
 * consequence here. Chrome's workers lack the call: unlimitedStorage does the same there.
 */
export function askToPersist(): void {
  const storage = globalThis.navigator?.storage as (StorageManager & { persist?(): Promise<boolean> }) | undefined;
  storage?.persist?.().catch(() => false);
}
