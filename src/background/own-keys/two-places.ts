// Reconciles the two places of the user's keys after a worker was killed between them, or after one was lost or
// damaged. Only a deletion that the user began is ever completed here.

import { database, type IdentityRow, type SecretRow } from "../store/database";
import type { CopyRow } from "../store/places";
import { troubleOf } from "../store/trouble";
import { unwrap, wrap } from "../store/wrapped";
import { dropCopy, inOrder, markInStep, openCopy, putCopy, readCopies, tellOfChange } from "./at-rest";

export interface Steps {
  /** Keys that were missing or damaged in the database, and came back from the second place. */
  readonly broughtBack: readonly string[];
  /** Keys that were missing or damaged in the second place. */
  readonly renewed: readonly string[];
}

interface Found {
  readonly identity: IdentityRow;
  readonly edition: number;
  readonly atRest: Uint8Array;
}

export function bringIntoStep(): Promise<Steps> {
  return inOrder(async () => {
    const [identities, secrets, copies] = await Promise.all([
      database.identities.toArray(),
      database.secrets.toArray(),
      readCopies(),
    ]);
    const broughtBack: string[] = [];
    const renewed: string[] = [];
    for (const fingerprint of new Set([...identities, ...copies].map((row) => row.fingerprint))) {
      const byPrint = (row: { readonly fingerprint: string }) => row.fingerprint === fingerprint;
      const copy = copies.find(byPrint);
      const row = identities.find(byPrint);
      if (copy?.identity === null) await finishDeleting(fingerprint);
      else {
        const done = await inStep(await here(row, secrets.find(byPrint)), await there(copy));
        if (done === "brought-back") broughtBack.push(fingerprint);
        if (done === "renewed") renewed.push(fingerprint);
      }
    }
    await tellOfChange();
    return { broughtBack, renewed };
  });
}

async function inStep(
  own: Found | null,
  copy: Found | null,
): Promise<"brought-back" | "renewed" | "taken-over" | null> {
  // A key damaged in both places is left untouched: the user is told, and nothing is deleted.
  const newest = (copy?.edition ?? -1) > (own?.edition ?? -1) ? copy : own;
  if (!newest) return null;
  const { identity, edition, atRest } = newest;
  const { fingerprint } = identity;
  if (newest === copy) await putHere(newest);
  else if (!copy || copy.edition < edition || !isSame(copy, newest)) await putCopy(identity, edition, atRest);
  await markInStep(fingerprint, edition);
  if (newest === copy) return own ? "taken-over" : "brought-back";
  return copy ? null : "renewed";
}

const isSame = (one: Found, other: Found): boolean =>
  String(one.atRest) === String(other.atRest) && factsOf(one.identity) === factsOf(other.identity);

/** Times of backup and publication, which change independently of the key. */
const factsOf = ({ backupAt, publishedAt, publishedEnds }: IdentityRow): string =>
  JSON.stringify([backupAt, publishedAt, publishedEnds]);

async function putHere({ identity, edition, atRest }: Found): Promise<void> {
  const sealed = await wrap(database, identity.fingerprint, atRest);
  await database.transaction("rw", database.identities, database.secrets, async () => {
    await database.identities.put(identity);
    await database.secrets.put({ ...sealed, edition, twin: null });
  });
}

async function finishDeleting(fingerprint: string): Promise<void> {
  await database.transaction("rw", database.identities, database.secrets, async () => {
    await database.identities.delete(fingerprint);
    await database.secrets.delete(fingerprint);
  });
  await tellOfChange([fingerprint]);
  await dropCopy(fingerprint);
}

const here = (identity: IdentityRow | undefined, row: SecretRow | undefined): Promise<Found | null> =>
  sound(async () =>
    identity && row ? { identity, edition: row.edition ?? 0, atRest: await unwrap(database, row) } : null,
  );

const there = (copy: CopyRow | undefined): Promise<Found | null> =>
  sound(async () =>
    copy?.identity ? { identity: copy.identity, edition: copy.edition, atRest: await openCopy(copy) } : null,
  );

/** Null if the copy does not decrypt. Rejects if the store cannot be read, which says nothing about its content. */
async function sound(read: () => Promise<Found | null>): Promise<Found | null> {
  try {
    return await read();
  } catch (error) {
    if (troubleOf(error)) throw error;
    return null;
  }
}
