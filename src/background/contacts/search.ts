// Search over all contacts. The searchable words of every contact are held in memory, sorted once, so that a keystroke is
// one pass over short strings and the store is asked only for the rows shown. A write drops the list; the next search
// reads it again.
import { allContacts } from "../store/rows";

interface Entry {
  readonly id: string;
  readonly words: string;
}

let sorted: Promise<readonly Entry[]> | null = null;

const listeners: (() => void)[] = [];

/** Every writer of contacts calls this. */
export function contactsWritten(): void {
  sorted = null;
  for (const listener of listeners) listener();
}

/** Calls `listener` after every write, for the life of the worker. */
export function whenContactsWritten(listener: () => void): void {
  listeners.push(listener);
}

/** Lower case without accents, so that "chloe" finds "Chloé". */
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

async function read(): Promise<readonly Entry[]> {
  const rows = await allContacts();
  const order = new Intl.Collator();
  return rows
    .map((row) => ({ id: row.id, at: row.lastUsedAt ?? 0, label: row.name || row.address, row }))
    .sort((a, b) => b.at - a.at || order.compare(a.label, b.label))
    .map(({ id, row }) => ({ id, words: fold(`${row.name} ${row.address}`) }));
}

/** Ids of the contacts whose name and address hold every word of the query; last used first, then by name. */
export async function searchIds(
  query: string,
  offset: number,
  limit: number,
): Promise<{ readonly total: number; readonly ids: readonly string[] }> {
  sorted ??= read();
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const hits = (await sorted).filter((entry) => wanted.every((word) => entry.words.includes(word)));
  const from = Math.max(0, Math.trunc(offset));
  return { total: hits.length, ids: hits.slice(from, from + Math.max(0, Math.trunc(limit))).map((entry) => entry.id) };
}
