// What the disk did not take, known for this worker's life and written as soon as there is room: a key that was found is
// used although it could not be stored, and what a message said of its sender is not forgotten while it is read. Only what
// comes of asking and reading is kept so; what the user does is stored or refused.
import type { Table } from "dexie";
import {
  type ContactRow,
  database,
  type EventRow,
  type FoundKeyRow,
  type KeyRow,
  type LookupRow,
  type PeerRow,
  type TrustChangeRow,
  type UnsignedPinRow,
} from "./database";
import { inTransaction, withHandle } from "./handle";
import { oneByOne } from "./one-by-one";
import { type StoreTrouble, troubleOf } from "./trouble";

interface Rows {
  readonly contacts: ContactRow;
  readonly keys: KeyRow;
  readonly finds: FoundKeyRow;
  readonly lookups: LookupRow;
  readonly events: EventRow;
  readonly peers: PeerRow;
  readonly unsignedPins: UnsignedPinRow;
  readonly trustChanges: TrustChangeRow;
}
type Name = keyof Rows;

/** Where a change is written: what it is made of is the same in both places. */
export interface Pen {
  put<N extends Name>(table: N, row: Rows[N]): Promise<unknown>;
}

const NAMES: readonly Name[] = [
  "contacts",
  "keys",
  "finds",
  "lookups",
  "events",
  "peers",
  "unsignedPins",
  "trustChanges",
];
const memory = Object.fromEntries(NAMES.map((name) => [name, new Map()])) as {
  readonly [N in Name]: Map<string, Rows[N]>;
};
let why: StoreTrouble = "full";
let numbered = 0;

const table = (name: Name): Table => database[name] as unknown as Table;

/** Inside the caller's transaction, if there is one. */
export const onDisk: Pen = { put: (name, row) => table(name).put(row) };

const inMemory: Pen = {
  async put(name, row) {
    const { id, fingerprint } = row as { readonly id?: string; readonly fingerprint?: string };
    // Events are numbered when they are written, and keys have no other name.
    memory[name].set(name === "events" ? `${numbered++}` : (id ?? fingerprint!), row);
  },
};

/** The rows that wait to be written. */
export const unkept = <N extends Name>(name: N): ReadonlyMap<string, Rows[N]> => memory[name];

/** Why what is known of this contact is not stored; null: it is. */
export function unkeptOf(contact: string): StoreTrouble | null {
  const waits = memory.contacts.has(contact) || [...memory.finds.values()].some((find) => find.contact === contact);
  return waits ? why : null;
}

const waits = (): boolean => NAMES.some((name) => memory[name].size > 0);

/** Writes what waits. Rejects where it still cannot be written. */
async function flush(): Promise<void> {
  if (!waits()) return;
  const rows = NAMES.map((name) => [name, [...memory[name]] as [string, Rows[Name]][]] as const);
  await inTransaction(NAMES.map(table), async () => {
    for (const [name, waiting] of rows) await table(name).bulkPut(waiting.map(([, row]) => row));
  });
  for (const [name, waiting] of rows)
    for (const [id, row] of waiting) if (memory[name].get(id) === row) memory[name].delete(id);
}

const underWay = new Set<Promise<unknown>>();

/** For what must be stored to have happened. What waits goes first, so that it never overwrites what is newer. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  const running = flush().then(work);
  underWay.add(running);
  return running.finally(() => underWay.delete(running));
}

/** Each begins from what the one before it left. */
const inTurn = oneByOne();

/** A write that never ends keeps nobody from what is known. */
const PATIENCE = 1000;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/**
 * `work` writes with the pen it is given: to the disk, inside `within`, or where that fails to memory. A disk that cannot even
 * be read fails in both.
 */
export async function storedOrKnown<T>(
  work: (pen: Pen) => Promise<T>,
  within: (work: () => Promise<T>) => Promise<T> = (inside) => inside(),
): Promise<T> {
  try {
    return await withHandle(() => stored(() => within(() => work(onDisk))));
  } catch (error) {
    const reason = troubleOf(error);
    if (!reason) throw error;
    why = reason;
    return inTurn(async () => {
      // After those that may still reach the disk.
      await Promise.race([Promise.allSettled(underWay), pause()]);
      return work(inMemory);
    });
  }
}

/** What was answered under other settings is no answer any more. */
export const forgetUnkeptLookups = (): void => memory.lookups.clear();

/** A new worker, for tests. */
export function forgetUnkept(): void {
  for (const name of NAMES) memory[name].clear();
  underWay.clear();
}
