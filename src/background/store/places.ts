// Stores that fail independently of the database. In Chromium all databases of one bucket share files, so each place is
// a bucket of its own; in Firefox each database is a file of its own. A place is open only while in use, because a full
// disk does not damage closed files.
import Dexie, { type EntityTable } from "dexie";
import { buckets } from "./buckets";
import type { IdentityRow, SecretRow, WrappingRow } from "./database";

/** own-key: a second copy of the user's keys. people: the decisions about other people's keys (pin-tally.ts). */
export type PlaceName = "own-key" | "people";

/**
 * The key with its certificate. Under `identity: null` it is being deleted, and its secret is erased already. In "people" one
 * such row holds the list.
 */
export interface CopyRow extends Omit<SecretRow, "twin"> {
  readonly edition: number;
  readonly identity: IdentityRow | null;
}

export class Place extends Dexie {
  declare readonly keys: EntityTable<CopyRow, "fingerprint">;
  declare readonly wrapping: EntityTable<WrappingRow, "id">;

  constructor(name: string, factory: IDBFactory) {
    super(name, { indexedDB: factory, IDBKeyRange, chromeTransactionDurability: "strict" });
    this.version(1).stores({ keys: "fingerprint", wrapping: "id" });
  }
}

const databaseOf = (name: PlaceName): string => `cachet-${name}`;

/** Whether anything was ever stored there, without opening it. */
async function exists(name: PlaceName): Promise<boolean> {
  const own = buckets();
  if (own) return (await own.keys()).includes(name);
  return (await indexedDB.databases()).some((one) => one.name === databaseOf(name));
}

async function open(name: PlaceName): Promise<Place> {
  const bucket = await buckets()?.open(name, { persisted: true, durability: "strict" });
  return new Place(databaseOf(name), bucket?.indexedDB ?? indexedDB);
}

/** Runs `work` in a place, creating it if needed. */
export async function inPlace<T>(name: PlaceName, work: (place: Place) => Promise<T>): Promise<T> {
  const place = await open(name);
  try {
    return await work(place);
  } finally {
    place.close();
  }
}

/** The same if the place exists; otherwise returns `none`. */
export const ifPlace = async <T>(name: PlaceName, none: T, work: (place: Place) => Promise<T>): Promise<T> =>
  (await exists(name)) ? inPlace(name, work) : none;

/** Deletes a place and everything in it. */
export async function dropPlace(name: PlaceName): Promise<void> {
  const own = buckets();
  if (own) return own.delete(name);
  await new Dexie(databaseOf(name)).delete();
}
