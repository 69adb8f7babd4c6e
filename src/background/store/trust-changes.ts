// When trust last fell or changed. One time for all contacts: such changes are rare, and a list without badges says
// nothing wrong, while a good badge on mail of a sender whose key has changed since would.
import { isAhead } from "../../domain/stamps";
import type { ContactEvent } from "../../domain/trust/contact";
import { database } from "./database";
import { onDisk, storedOrKnown, unkept } from "./unkept";

/** A first pin, another signed day and a verification do not make an earlier grade too good. */
export const UNSETTLING: ReadonlySet<ContactEvent["kind"]> = new Set([
  "changed",
  "replaced",
  "chosen",
  "rejected",
  "unverified",
  "expired",
  "revoked",
  "brought-back",
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

/**
 * Grades must be younger than this to be valid. A time in the future was noted while the clock ran ahead: it is replaced by now,
 * since otherwise no grade would be valid until then.
 */
export async function lastTrustChange(now = Date.now()): Promise<number> {
  const { at: kept = 0 } = (await database.trustChanges.get("last")) ?? {};
  const at = Math.max(kept, unkept("trustChanges").get("last")?.at ?? 0);
  if (!isAhead(at, now)) return at;
  await storedOrKnown((pen) => pen.put("trustChanges", { id: "last", at: now }));
  return now;
}
