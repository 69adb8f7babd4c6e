// Migrates rows of earlier versions of the database.
import type { Transaction } from "dexie";
import type { ContactRow, DraftRow } from "./database";

export async function contactsWithHistory(transaction: Transaction): Promise<void> {
  await transaction
    .table<ContactRow>("contacts")
    .toCollection()
    .modify((row) => {
      Object.assign(row, {
        retired: [],
        vouched: [],
        everVerified: row.verifiedAt !== null,
        notice: null,
        // Due at once; this spreads out by itself, as keys are refreshed one at a time.
        refreshAt: row.pinned === null ? null : 0,
        refreshedAt: null,
      } satisfies Partial<ContactRow>);
    });
}

/** Earlier drafts were text only. They stay encrypted as they are until edited, since the key may be locked. */
export async function draftsInOctets(transaction: Transaction): Promise<void> {
  await transaction
    .table<DraftRow & { sealed: unknown }>("drafts")
    .toCollection()
    .modify((row) => {
      const { sealed } = row;
      const octets = typeof sealed === "string" ? new TextEncoder().encode(sealed) : sealed;
      Object.assign(row, { sealed: octets, files: [], early: true } satisfies Partial<DraftRow>);
    });
}
