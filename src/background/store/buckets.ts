// Storage buckets (Chromium). Each is a folder of its own, so they fail independently. The database begins in the
// default bucket. If that cannot be read, only the browser can empty it, so the user may move the database to a bucket
// of its own, and to another should that fail, too.

interface Bucket {
  readonly indexedDB: IDBFactory;
}

interface Buckets {
  open(name: string, options: object): Promise<Bucket>;
  keys(): Promise<string[]>;
  delete(name: string): Promise<void>;
}

export const buckets = (): Buckets | undefined =>
  (globalThis.navigator as (typeof navigator & { storageBuckets?: Buckets }) | undefined)?.storageBuckets;

const KEPT = { persisted: true };
const nameOf = (home: number): string => `database-${home}`;

/** Null: the default bucket. */
let home: Bucket | null = null;
let isKnown = false;
let failure: unknown = null;

/** Skips the look-up in browsers without buckets. */
export const isHomeKnown = (): boolean => isKnown || !buckets();

/** Finds the database's bucket. Never rejects: a failure here fails the opening that follows. */
export async function findHome(): Promise<void> {
  failure = null;
  try {
    const own = buckets()!;
    const last = await lastHome(own);
    if (last > 0) home ??= await own.open(nameOf(last), KEPT);
    isKnown = true;
  } catch (error) {
    failure = error;
  }
}

/** 0: it never left the default bucket. */
async function lastHome(own: Buckets): Promise<number> {
  const numbers = (await own.keys()).map((name) => Number(/^database-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** The database's factory; throws if its bucket is unknown. */
export function factoryAtHome(): IDBFactory {
  if (failure !== null) throw failure;
  return home?.indexedDB ?? indexedDB;
}

/** From the next opening on, the database is in a new bucket. */
export async function moveHome(): Promise<void> {
  const own = buckets()!;
  const last = await lastHome(own);
  home = await own.open(nameOf(last + 1), KEPT);
  [isKnown, failure] = [true, null];
  // If possible, no copy of the key survives under an old passphrase.
  if (last > 0) await own.delete(nameOf(last)).catch(() => {});
}
