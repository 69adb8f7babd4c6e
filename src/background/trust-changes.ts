// When trust last became less, or other, than it was. One time for all contacts: such changes are rare, and a list that
// forgets its badges says nothing wrong, while a good badge on mail of a sender whose key has changed since would.
import type { ContactEvent } from "../messages/types";
import { database } from "./store/database";

/** A first pin, another signed day, a verification: none of them makes a grade too good that was given before. */
export const UNSETTLING: ReadonlySet<ContactEvent["kind"]> = new Set([
  "changed",
  "replaced",
  "chosen",
  "rejected",
  "unverified",
  "expired",
  "revoked",
]);

/** Runs inside the caller's transaction on trustChanges, if there is one. */
export async function noteTrustChange(): Promise<void> {
  await database.trustChanges.put({ id: "last", at: Date.now() });
}

/** Grades that are not younger no longer stand. */
export const lastTrustChange = async (): Promise<number> => (await database.trustChanges.get("last"))?.at ?? 0;
