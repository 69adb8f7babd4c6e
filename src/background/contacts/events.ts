// The history of a contact's keys, and the part of it that the signed pin table does not cover yet. It is written in
// the transaction that changes the contact, so a worker that dies leaves both or neither.
import { addressKey } from "../../domain/address";
import { ok } from "../../domain/result";
import type { ContactEvent } from "../../domain/trust/contact";
import type { Answers } from "../../messages/calls";
import { type ContactRow, database } from "../store/database";
import { eventRows } from "../store/rows";
import { noteTrustChange, UNSETTLING } from "../store/trust-changes";
import { onDisk } from "../store/unkept";

/** Events kept per contact; the oldest go. */
const MAX_EVENTS = 500;

/** Why the pinned key changed. */
export type Cause = "chosen" | "brought-back" | { readonly replaced: "published" | "cross-signed" };

/** The events that a change of a row amounts to, in order. */
export function eventsOf(before: ContactRow, after: ContactRow, now: number, cause: Cause | null): ContactEvent[] {
  const events: ContactEvent[] = [];
  const add = (kind: ContactEvent["kind"], fingerprint: string | null, detail?: string): void => {
    if (fingerprint !== null) events.push({ at: now, kind, fingerprint, ...(detail === undefined ? {} : { detail }) });
  };
  // A restored row: none of its history happened now.
  if (cause === "brought-back") {
    add("brought-back", after.pinned);
    return events;
  }
  if (after.held !== null && after.held !== before.held) add("changed", after.held);
  for (const fingerprint of after.rejected) if (!before.rejected.includes(fingerprint)) add("rejected", fingerprint);
  if (cause === "chosen") add("chosen", after.pinned);
  else if (cause !== null) add("replaced", after.pinned, cause.replaced);
  else if (after.pinned !== before.pinned) add("pinned", after.pinned);
  const isNew = (days: "sealedDays" | "signedDays"): boolean => after[days].some((day) => !before[days].includes(day));
  if (isNew("sealedDays")) add("sealed-day", after.pinned);
  if (isNew("signedDays")) add("signed-day", after.pinned);
  if (after.verifiedAt !== null && before.verifiedAt === null) add("verified", after.pinned);
  if (after.verifiedAt === null && before.verifiedAt !== null && after.pinned === before.pinned)
    add("unverified", after.pinned);
  return events;
}

const span = (contact: string): [[string, number], [string, number]] => [
  [contact, Number.NEGATIVE_INFINITY],
  [contact, Number.POSITIVE_INFINITY],
];

/** Adds events of a contact. Runs inside the caller's transaction on events and trustChanges. */
export async function addEvents(contact: string, events: readonly ContactEvent[], pen = onDisk): Promise<void> {
  if (events.length === 0) return;
  if (events.some(({ kind }) => UNSETTLING.has(kind))) await noteTrustChange(pen);
  for (const event of events) await pen.put("events", { ...event, contact });
  if (pen === onDisk) await dropSurplus(contact);
}

async function dropSurplus(contact: string): Promise<void> {
  const all = database.events.where("[contact+at]").between(...span(contact), true, true);
  const surplus = (await all.count()) - MAX_EVENTS;
  if (surplus > 0) await database.events.bulkDelete(await all.limit(surplus).primaryKeys());
}

/** Deletes the events of a contact. Runs inside the caller's transaction on events and trustChanges. */
export async function forgetEvents(contact: string): Promise<void> {
  await noteTrustChange();
  await database.events
    .where("[contact+at]")
    .between(...span(contact), true, true)
    .delete();
}

export async function historyOf(address: string): Promise<Answers["contact.history"]> {
  const rows = await eventRows(addressKey(address));
  // Newest first. Of events at the same time, the last written comes first, and unwritten ones come last.
  rows.reverse().sort((a, b) => b.at - a.at);
  return ok(
    rows.map(({ at, kind, fingerprint, detail }) => ({
      at,
      kind,
      fingerprint,
      ...(detail === undefined ? {} : { detail }),
    })),
  );
}
