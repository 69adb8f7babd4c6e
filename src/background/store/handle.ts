// The open handle to the database: moved, opened anew where it failed, and its transactions.
import type { Table } from "dexie";
import { moveHome } from "./buckets";
import { database } from "./database";
import { troubleOf } from "./trouble";

let handle = 0;

/** The number of this handle: a new number means the files were reopened and may hold less than before. */
export const handleNow = (): number => handle;

/** Goes on with an empty database; the unreadable one stays where it is. */
export async function moveDatabase(): Promise<void> {
  await moveHome();
  handle++;
  database.close({ disableAutoOpen: false });
}

/**
 * Runs work on the database; if the handle has failed, runs it once more with a new one. The work must be repeatable, as every
 * call is.
 */
export async function withHandle<T>(work: () => Promise<T>): Promise<T> {
  const used = handle;
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    // If the handle is sound, the disk would be full the second time, too.
    if (trouble === null || (trouble === "full" && database.isOpen())) throw error;
    // Another call with the same failure may already have opened a new one.
    if (used === handle) {
      handle++;
      database.close({ disableAutoOpen: false });
    }
    return work();
  }
}

/**
 * Dexie keeps a transaction open across awaits of our functions only if given an async function. A transaction aborted by the
 * browser for lack of room fails at its next call, with an error that does not mention the cause.
 */
export async function inTransaction<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  let ended: () => unknown = () => null;
  try {
    return await database.transaction("rw", [...tables], async (transaction) => {
      // Read late, as the IndexedDB transaction begins only with the first call in it.
      ended = () => (transaction.idbtrans as IDBTransaction | null)?.error;
      return work();
    });
  } catch (error) {
    throw troubleOf(error) === null && troubleOf(ended()) !== null ? ended() : error;
  }
}
