// The user's keys at rest, each in two places that fail apart: the database, and a place of its own (store/places.ts), which
// has a wrapping key of its own. Every change of a key goes through here, one after another.
//
// A change is written to the second place first and read back; if that fails, nothing has changed. Only then does the
// database follow. From before the first write until after the last, the row's `twin` marks the two as out of step, so
// that the next worker reconciles them if this one is killed (two-places.ts): the higher edition is the newer. A new
// key is written to the database first, so that a copy the user never heard of cannot turn up later.
import { database, type IdentityRow, type SecretRow } from "../store/database";
import { oneByOne } from "../store/one-by-one";
import { type CopyRow, dropPlace, ifPlace, inPlace, type Place } from "../store/places";
import { troubleNow } from "../store/stored";
import { unwrap, wrap } from "../store/wrapped";

/** Serialises changes: two writers would overtake each other between the places. */
export const inOrder = oneByOne();

type Listener = (deleted: readonly string[]) => Promise<void>;
const listeners: Listener[] = [];

/** Calls and awaits `listener` after every change of the set of keys, with those the user deleted. */
export function whenOwnKeysChange(listener: Listener): void {
  listeners.push(listener);
}

/** A listener that fails does no harm to the key. */
export const tellOfChange = (deleted: readonly string[] = []): Promise<unknown> =>
  Promise.allSettled(listeners.map((listener) => listener(deleted)));

/** Adds a key, unless `isTaken` objects given the existing ones. */
export function addOwnKey(
  identity: IdentityRow,
  atRest: Uint8Array,
  isTaken: (others: readonly IdentityRow[]) => boolean,
): Promise<boolean> {
  const { fingerprint } = identity;
  return inOrder(async () => {
    const copy = await readCopy(fingerprint).catch(() => null);
    const edition = (copy?.edition ?? 0) + 1;
    const row: SecretRow = { ...(await wrap(database, fingerprint, atRest)), edition, twin: null };
    const added = await database.transaction("rw", database.identities, database.secrets, async () => {
      if (isTaken(await database.identities.toArray())) return false;
      await database.identities.add(identity);
      await database.secrets.put(row);
      return true;
    });
    if (!added) return false;
    await assertKept(database, await database.secrets.get(fingerprint), atRest);
    // The key exists now: if the second place fails, the next start tries again.
    await putCopy(identity, edition, atRest).then(
      () => markInStep(fingerprint, edition),
      (error) => console.warn("cachet: a new key is in one of its two places", (error as Error).name),
    );
    await tellOfChange();
    return true;
  });
}

interface Change {
  readonly atRest: Uint8Array;
  readonly identity?: Partial<IdentityRow>;
  /** The row to be replaced; if another is there by now, nothing is changed. */
  readonly instead?: SecretRow;
}

/** Rewrites a key with another lock, expiry or user ID. False: it is gone or was changed meanwhile. */
export function changeOwnKey(fingerprint: string, { atRest, identity, instead }: Change): Promise<boolean> {
  return inOrder(async () => {
    const [before, row] = await Promise.all([database.secrets.get(fingerprint), database.identities.get(fingerprint)]);
    if (!before || !row || (instead && String(before.iv) !== String(instead.iv))) return false;
    const copy = await readCopy(fingerprint).catch(() => null);
    const edition = Math.max(before.edition ?? 0, copy?.edition ?? 0) + 1;
    await database.secrets.update(fingerprint, { twin: null });
    await replacing(() => putCopy({ ...row, ...identity }, edition, atRest));
    try {
      const sealed = await wrap(database, fingerprint, atRest);
      const done = await database.transaction("rw", database.identities, database.secrets, async () => {
        const lies = await database.secrets.get(fingerprint);
        if (String(lies?.iv) !== String(before.iv)) return false;
        if (identity) await database.identities.update(fingerprint, identity);
        await database.secrets.put({ ...sealed, edition, twin: null });
        return true;
      });
      if (!done) {
        await dropCopy(fingerprint);
        return false;
      }
    } catch (error) {
      // Restores the old copy; if that fails, the next start takes over the newer one.
      const old = await unwrap(database, before).catch(() => null);
      if (old) await putCopy(row, before.edition ?? 0, old).catch(() => {});
      throw error;
    }
    await assertKept(database, await database.secrets.get(fingerprint), atRest);
    await markInStep(fingerprint, edition);
    await tellOfChange();
    return true;
  });
}

/** Deletes a key from both places. False: there was no such key. */
export function deleteOwnKey(fingerprint: string): Promise<boolean> {
  return inOrder(async () => {
    const [before, row] = await Promise.all([database.secrets.get(fingerprint), database.identities.get(fingerprint)]);
    await replacing(() => buryCopy(fingerprint, (before?.edition ?? 0) + 1));
    await database.transaction("rw", database.identities, database.secrets, async () => {
      await database.identities.delete(fingerprint);
      await database.secrets.delete(fingerprint);
    });
    await tellOfChange([fingerprint]);
    await dropCopy(fingerprint).catch(() => {});
    return row !== undefined;
  });
}

/**
 * Replaces a copy in the second place that must not survive, as it would still open with the old passphrase. If it cannot be
 * overwritten, the whole place is deleted, and the next start copies the other keys there again.
 */
async function replacing(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((await troubleNow(error)) === "full") throw error;
    await database.secrets.toCollection().modify({ twin: null });
    await dropPlace("own-key");
    await write();
  }
}

export const readCopies = (): Promise<CopyRow[]> => ifPlace("own-key", [], (place) => place.keys.toArray());

const readCopy = (fingerprint: string): Promise<CopyRow | null> =>
  ifPlace("own-key", null, async (place) => (await place.keys.get(fingerprint)) ?? null);

/** Writes a key to the second place and reads it back to verify. */
export async function putCopy(identity: IdentityRow, edition: number, atRest: Uint8Array): Promise<void> {
  const { fingerprint } = identity;
  await inPlace("own-key", async (place) =>
    place.keys.put({ ...(await wrap(place, fingerprint, atRest)), edition, identity }),
  );
  await inPlace("own-key", async (place) => assertKept(place, await place.keys.get(fingerprint), atRest));
}

/** Erases the secret and leaves a mark that this key is being deleted, until it is. */
function buryCopy(fingerprint: string, edition: number): Promise<void> {
  const nothing = new Uint8Array();
  return ifPlace("own-key", undefined, async (place) => {
    const copy = await place.keys.get(fingerprint);
    if (!copy) return;
    const grave = { fingerprint, iv: nothing, sealed: nothing, identity: null };
    await place.keys.put({ ...grave, edition: Math.max(edition, copy.edition + 1) });
  });
}

/** Deleting the last key deletes the place and its wrapping key. */
export async function dropCopy(fingerprint: string): Promise<void> {
  const left = await ifPlace("own-key", null, async (place) => {
    await place.keys.delete(fingerprint);
    return place.keys.count();
  });
  if (left === 0) await dropPlace("own-key");
}

export const openCopy = (copy: CopyRow): Promise<Uint8Array> => inPlace("own-key", (place) => unwrap(place, copy));

/** Clears what the next start would have reported about it. */
export const markInStep = (fingerprint: string, edition: number): Promise<unknown> =>
  database.secrets.update(fingerprint, { edition, twin: edition });

async function assertKept(
  store: Place | typeof database,
  row: SecretRow | undefined,
  bytes: Uint8Array,
): Promise<void> {
  const kept = row && (await unwrap(store, row));
  if (kept?.length !== bytes.length || kept.some((octet, i) => octet !== bytes[i]))
    throw Object.assign(new Error("the database did not keep what was written"), { name: "UnknownError" });
}
