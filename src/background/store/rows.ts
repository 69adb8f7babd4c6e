// Contacts, their keys and cached answers as currently known: pending writes take the place of rows on disk. A failed
// read rejects and is never an empty answer.
import { type ContactRow, database, type EventRow, type FoundKeyRow, type KeyRow, type LookupRow } from "./database";
import { troubleOf } from "./trouble";
import { forgetUnkeptLookups, unkept } from "./unkept";

export async function contactRows(ids: readonly string[]): Promise<(ContactRow | undefined)[]> {
  const rows = await database.contacts.bulkGet([...ids]);
  return rows.map((row, i) => unkept("contacts").get(ids[i]!) ?? row);
}

export const contactRow = async (id: string): Promise<ContactRow | undefined> => (await contactRows([id]))[0];

export async function allContacts(): Promise<ContactRow[]> {
  return over(await database.contacts.toArray(), unkept("contacts"), ({ id }) => id);
}

export async function keyRows(fingerprints: readonly string[]): Promise<KeyRow[]> {
  const rows = await database.keys.bulkGet([...fingerprints]);
  return rows.map((row, i) => unkept("keys").get(fingerprints[i]!) ?? row).filter((row) => row !== undefined);
}

export const keyRow = async (fingerprint: string): Promise<KeyRow | undefined> => (await keyRows([fingerprint]))[0];

/** Keys with any of these ids (16 hex digits, lower case). */
export async function keysWithIds(keyIds: readonly string[]): Promise<KeyRow[]> {
  const rows = await database.keys.where("keyIds").anyOf(keyIds).distinct().toArray();
  const waiting = [...unkept("keys").values()].filter((row) => row.keyIds.some((id) => keyIds.includes(id)));
  return over(rows, new Map(waiting.map((row) => [row.fingerprint, row])), ({ fingerprint }) => fingerprint);
}

type FindOwner = "contact" | "fingerprint";

/** The finds of any of these contacts or keys. */
export async function findsBy(owner: FindOwner, values: readonly string[]): Promise<FoundKeyRow[]> {
  const rows = await database.finds.where(owner).anyOf(values).toArray();
  const waiting = [...unkept("finds")].filter(([, find]) => values.includes(find[owner]));
  return over(rows, new Map(waiting), ({ id }) => id);
}

export async function lookupsOf(contacts: readonly string[]): Promise<LookupRow[]> {
  const rows = await database.lookups.where("contact").anyOf(contacts).toArray();
  const waiting = [...unkept("lookups")].filter(([, { contact }]) => contacts.includes(contact));
  return over(rows, new Map(waiting), ({ id }) => id).filter(counts);
}

export async function lookupRow(id: string): Promise<LookupRow | undefined> {
  const row = unkept("lookups").get(id) ?? (await database.lookups.get(id));
  return row && counts(row) ? row : undefined;
}

/** While the disk cannot delete old answers, they are ignored. */
let forgotten = 0;
const counts = ({ outcome }: LookupRow): boolean => outcome.at >= forgotten;

/** Forgets answers given under other settings. */
export async function forgetLookups(): Promise<void> {
  forgotten = Date.now();
  forgetUnkeptLookups();
  try {
    await database.lookups.clear();
    // Compared with the clock no longer than needed: after the clock was set back, new answers would be ignored, too.
    forgotten = 0;
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  }
}

/** The oldest first. */
export async function eventRows(contact: string): Promise<EventRow[]> {
  const all = database.events.where("[contact+at]");
  const span: [[string, number], [string, number]] = [
    [contact, Number.NEGATIVE_INFINITY],
    [contact, Number.POSITIVE_INFINITY],
  ];
  const rows = await all.between(...span, true, true).toArray();
  return [...rows, ...[...unkept("events").values()].filter((event) => event.contact === contact)];
}

/** Pending rows in place of those on disk, then the remaining ones. */
function over<R>(rows: readonly R[], waiting: ReadonlyMap<string, R>, idOf: (row: R) => string): R[] {
  const known = new Set(rows.map(idOf));
  const others = [...waiting].filter(([id]) => !known.has(id)).map(([, row]) => row);
  return [...rows.map((row) => waiting.get(idOf(row)) ?? row), ...others];
}
