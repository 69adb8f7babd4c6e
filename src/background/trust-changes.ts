// When trust last became less, or other, than it was. One time for all contacts: such changes are rare, and a list that
// forgets its badges says nothing wrong, while a good badge on mail of a sender whose key has changed since would.
import type { ContactEvent } from "../domain/trust/contact";
import { database } from "./store/database";
import { onDisk, unkept } from "./store/unkept";

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

const listeners: (() => void)[] = [];

/** Calls `listener` after every such change, for the life of the worker. */
export function whenTrustChanges(listener: () => void): void {
  listeners.push(listener);
}

/** Runs inside the caller's transaction on trustChanges, if there is one. */
export async function noteTrustChange(pen = onDisk): Promise<void> {
  await pen.put("trustChanges", { id: "last", at: Date.now() });
  // Whoever asks now waits for the transaction to end.
  for (const listener of listeners) listener();
}

/** Grades that are not younger no longer stand. */
export async function lastTrustChange(): Promise<number> {
  const { at = 0 } = (await database.trustChanges.get("last")) ?? {};
  return Math.max(at, unkept("trustChanges").get("last")?.at ?? 0);
}
