// Simulates disk failures under the database and everything else in IndexedDB: by table, from the nth call on, and with the
// errors of real browsers. For tests with fake-indexeddb, whose classes it patches.

export interface Fault {
  /** commit: every write succeeds, but the whole transaction fails in the end. */
  readonly what: "open" | "read" | "write" | "commit";
  /** Only these tables; left out: all. */
  readonly tables?: readonly string[];
  /** The first call to fail, counting from 1. */
  readonly from?: number;
  /** Number of calls that fail; left out: until healed. */
  readonly times?: number;
  readonly error?: () => Error;
}

export const ERRORS = {
  full: () => new DOMException("The disk is full.", "QuotaExceededError"),
  backing: () => new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError"),
  closing: () => new DOMException("The database connection is closing.", "InvalidStateError"),
} as const;

const READS = ["get", "getKey", "getAll", "getAllKeys", "count", "openCursor", "openKeyCursor"] as const;
const WRITES = ["put", "add", "delete", "clear"] as const;

interface Active extends Fault {
  met: number;
}

let active: Active[] = [];
let installed = false;

/** Activates these faults until `healed`. */
export function failing(...faults: readonly Fault[]): void {
  install();
  active = [...active, ...faults.map((fault) => ({ ...fault, met: 0 }))];
}

export function healed(): void {
  active = [];
}

/** How often all faults, or the one at this index, were met: a fault never met has tested nothing. */
export const timesMet = (at?: number): number =>
  (at === undefined ? active : active.slice(at, at + 1)).reduce((sum, { met }) => sum + met, 0);

function hit(what: Fault["what"], table: string | null): Error | null {
  for (const fault of active) {
    if (fault.what !== what || (table !== null && fault.tables && !fault.tables.includes(table))) continue;
    fault.met += 1;
    const nth = fault.met - (fault.from ?? 1);
    if (nth >= 0 && nth < (fault.times ?? Number.POSITIVE_INFINITY)) return (fault.error ?? ERRORS.full)();
  }
  return null;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

function around(
  owner: { prototype: object },
  name: string,
  before: (on: never) => Error | null,
  after: (on: never, request: IDBRequest) => void = () => {},
): void {
  const methods = owner.prototype as Record<string, Method>;
  const whole = methods[name]!;
  methods[name] = function (...given) {
    const error = before(this as never);
    if (error) throw error;
    const request = whole.apply(this, given);
    after(this as never, request as IDBRequest);
    return request;
  };
}

function install(): void {
  if (installed) return;
  installed = true;
  for (const name of READS) {
    around(IDBObjectStore, name, (store: IDBObjectStore) => hit("read", store.name));
    around(IDBIndex, name, (index: IDBIndex) => hit("read", index.objectStore.name));
  }
  for (const name of WRITES) {
    around(
      IDBObjectStore,
      name,
      (store: IDBObjectStore) => hit("write", store.name),
      (store: IDBObjectStore, request) => {
        const error = hit("commit", store.name);
        if (error) request.addEventListener("success", () => spoil(store.transaction, error));
      },
    );
  }
  around(IDBFactory, "open", () => hit("open", null));
}

/** Aborts a transaction like a browser that finds no room at the commit. */
function spoil(transaction: IDBTransaction, { name }: Error): void {
  (transaction as unknown as { _abort(name: string): void })._abort(name);
}
