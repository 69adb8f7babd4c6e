// Rows of contacts, and what every change entails: events, the time of the next refresh, the need to sign again.
import { addressKey } from "../../domain/address";
import { canonicalEntry, type PinEntry } from "../../domain/trust/pin-table";
import { type ContactRow, database } from "../store/database";
import { inTransaction } from "../store/handle";
import { contactRow } from "../store/rows";
import { onDisk, type Pen, stored, storedOrKnown, unkept } from "../store/unkept";
import { addEvents, type Cause, eventsOf } from "./events";
import { nextRefreshAt } from "./refresh-times";
import { contactsWritten } from "./search";
import { stranger } from "./trust-view";

/** The signed part of a row; null for a contact about whose keys nothing was decided yet. */
export function entryOf(row: ContactRow | undefined): PinEntry | null {
  if (!row || (row.pinned === null && row.rejected.length === 0)) return null;
  const { id, name, pinned, held, rejected, retired, verifiedAt, everVerified } = row;
  return { address: id, name, pinned, held, rejected, retired, verifiedAt, everVerified };
}

/** Equal entries are equal texts; empty for none. */
export const textOf = (entry: PinEntry | null | undefined): string => (entry ? canonicalEntry(entry) : "");

/**
 * Records that Cachet changes this contact, and what the second place knows of it, to distinguish a pending change from a loss.
 * Runs inside the caller's transaction on `CONTACT_TABLES`.
 */
export async function noteUnsigned(id: string, before: ContactRow | undefined, pen = onDisk): Promise<void> {
  const onDiskRow = database.unsignedPins.get(id).catch((error) => {
    if (pen === onDisk) throw error;
  });
  const noted = unkept("unsignedPins").get(id) ?? (await onDiskRow);
  const since = noted?.since ?? [entryOf(before)];
  await pen.put("unsignedPins", { id, since });
}

/** Stores a changed row and its events. Runs inside the caller's transaction on `CONTACT_TABLES`. */
export async function write(
  before: ContactRow,
  after: ContactRow,
  now: number,
  cause: Cause | null,
  pen = onDisk,
): Promise<void> {
  const refreshAt = after.pinned === null ? null : (after.refreshAt ?? nextRefreshAt(now));
  await pen.put("contacts", { ...after, refreshAt });
  await addEvents(after.id, eventsOf(before, after, now, cause), pen);
  if (textOf(entryOf(after)) !== textOf(entryOf(before))) await noteUnsigned(after.id, before, pen);
}

export const CONTACT_TABLES = [
  database.contacts,
  database.events,
  database.trustChanges,
  database.unsignedPins,
] as const;

type Change = (row: ContactRow) => ContactRow | null;

const within = <T>(work: () => Promise<T>): Promise<T> => inTransaction(CONTACT_TABLES, work);

/** Changes the row of an address in one transaction; `change` returns null to leave it as it is. */
export async function update(
  address: string,
  change: Change,
  now: number,
  cause: Cause | null = null,
): Promise<ContactRow | null> {
  const changed = await stored(() => within(() => changing(address, change, { now, cause, pen: onDisk })));
  contactsWritten();
  return changed;
}

/** The same for changes the user did not make: what the disk refuses holds for this worker's life. */
export async function note(address: string, change: Change, now: number): Promise<ContactRow | null> {
  const changed = await storedOrKnown((pen) => changing(address, change, { now, cause: null, pen }), within);
  contactsWritten();
  return changed;
}

async function changing(
  address: string,
  change: Change,
  { now, cause, pen }: { readonly now: number; readonly cause: Cause | null; readonly pen: Pen },
): Promise<ContactRow | null> {
  const row = (await contactRow(addressKey(address))) ?? stranger(address);
  const next = change(row);
  if (next && next !== row) await write(row, next, now, cause, pen);
  return next;
}

/** The name a key gives its owner: that of the user ID with this address. */
function nameIn(userIds: readonly string[], address: string): string {
  const match = userIds.find((userId) => userId.toLowerCase().includes(addressKey(address)));
  return match?.replace(/\s*<[^<>]*>\s*$/, "").trim() ?? "";
}

export function named(row: ContactRow, userIds: readonly string[]): ContactRow {
  const name = nameIn(userIds, row.address);
  return row.name !== "" || name === "" || addressKey(name) === row.id ? row : { ...row, name };
}
