// Storage buckets (Chromium): each a folder of its own, so that they fail apart. The database begins in the one that every
// extension has. Where that cannot be read nobody but the browser can empty it, so the user may have the database go on in a
// bucket of its own, and in another one should that fail, too.

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

/** Null: the one that every extension has. */
let home: Bucket | null = null;
let isKnown = false;
let failure: unknown = null;

/** Which of them it is need not be asked where there are none. */
export const isHomeKnown = (): boolean => isKnown || !buckets();

/** Looks where the database is. Never rejects: what fails here fails the opening that follows. */
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

/** 0: it never left the first one. */
async function lastHome(own: Buckets): Promise<number> {
  const numbers = (await own.keys()).map((name) => Number(/^database-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** Of the database; throws where nobody could say which bucket it is in. */
export function factoryAtHome(): IDBFactory {
  if (failure !== null) throw failure;
  return home?.indexedDB ?? indexedDB;
}

/** From the next opening on the database is in a bucket that is new. */
export async function moveHome(): Promise<void> {
  const own = buckets()!;
  const last = await lastHome(own);
  home = await own.open(nameOf(last + 1), KEPT);
  [isKnown, failure] = [true, null];
  // No copy of the key stays under a lock of before where that can be helped.
  if (last > 0) await own.delete(nameOf(last)).catch(() => {});
}
