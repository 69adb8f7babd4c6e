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
 * Runs what needs the database; when the handle to it has failed, runs it once more with a new one. Everything done here may
 * be repeated, as every call may be.
 */
export async function withHandle<T>(work: () => Promise<T>): Promise<T> {
  const used = handle;
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error);
    // With a sound handle a full disk is full the second time, too.
    if (trouble === null || (trouble === "full" && database.isOpen())) throw error;
    // Others who met the same failure may have a new one already.
    if (used === handle) {
      handle++;
      database.close({ disableAutoOpen: false });
    }
    return work();
  }
}

/**
 * Dexie keeps a transaction open over awaits of our own functions only where it is given an async one. A transaction that the
 * browser ended for want of room fails at the next call in it, with an error that says nothing of that.
 */
export async function inTransaction<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  let ended: () => unknown = () => null;
  try {
    return await database.transaction("rw", [...tables], async (transaction) => {
      // Begun with the first call in it only.
      ended = () => (transaction.idbtrans as IDBTransaction | null)?.error;
      return work();
    });
  } catch (error) {
    throw troubleOf(error) === null && troubleOf(ended()) !== null ? ended() : error;
  }
}
