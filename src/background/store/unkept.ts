// Writes the disk refused, held for this worker's life and retried as soon as there is room. So a found key is used
// although it could not be stored, and what a message said of its sender is not forgotten while it is read. Only
// results of look-ups and reading are held like this; what the user does is stored or refused.
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

/** Where a change is written, to disk or to memory; the change is the same. */
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

/** Writes inside the caller's transaction, if there is one. */
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

/** Why what is known of this contact is not stored; null if it is. */
export function unkeptOf(contact: string): StoreTrouble | null {
  const waits = memory.contacts.has(contact) || [...memory.finds.values()].some((find) => find.contact === contact);
  return waits ? why : null;
}

const waits = (): boolean => NAMES.some((name) => memory[name].size > 0);

/** Writes the pending rows. Rejects if that still fails. */
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

/** For writes that must reach the disk. Pending rows go first, so that they never overwrite newer ones. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  const running = flush().then(work);
  underWay.add(running);
  return running.finally(() => underWay.delete(running));
}

/** Serialised, so that each change begins from the last one's result. */
const inTurn = oneByOne();

/** A write that never ends must not block access to what is known. */
const PATIENCE = 1000;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/**
 * `work` writes with the given pen: to the disk, inside `within`, or if that fails, to memory. If the disk cannot even be read,
 * both fail.
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
      // After writes that may still reach the disk.
      await Promise.race([Promise.allSettled(underWay), pause()]);
      return work(inMemory);
    });
  }
}

/** Forgets answers given under other settings. */
export const forgetUnkeptLookups = (): void => memory.lookups.clear();

/** Simulates a new worker, for tests. */
export function forgetUnkept(): void {
  for (const name of NAMES) memory[name].clear();
  underWay.clear();
}
