// Chromium keeps large values in separate files beside the database. A lost file must neither hide the intact rows nor
// pass for a row that never existed.
import { database } from "./database";
import { troubleOf } from "./trouble";

export interface WholeRows<T> {
  readonly rows: T[];
  /** Names of those whose content is lost. */
  readonly lost: string[];
}

interface Table<T> {
  get(id: string): PromiseLike<T | undefined>;
}

interface Chosen<T> {
  toArray(): PromiseLike<T[]>;
  primaryKeys(): PromiseLike<string[]>;
}

/** The chosen rows of a table, read one by one if they cannot be read together. */
export async function wholeRows<T>(table: Table<T>, choose: () => Chosen<T>): Promise<WholeRows<T>> {
  try {
    return { rows: await choose().toArray(), lost: [] };
  } catch (error) {
    if (troubleOf(error) !== "unreadable") throw error;
    // Rejects if no table can be read: then this is not the loss of single rows.
    await database.settings.toArray();
    const rows: T[] = [];
    const lost: string[] = [];
    for (const id of await choose().primaryKeys()) {
      const row = await rowOrLost(() => table.get(id));
      if (row === "lost") lost.push(id);
      else if (row) rows.push(row);
    }
    return { rows, lost };
  }
}

export async function rowOrLost<T>(read: () => PromiseLike<T>): Promise<T | "lost"> {
  try {
    return await read();
  } catch (error) {
    if (troubleOf(error) !== "unreadable") throw error;
    return "lost";
  }
}
