// What each event does to the record of an address. Pure: the caller stores what comes back.
import { addDay, dayOf } from "./history";
import type { TrustRecord } from "./trust-state";

/**
 * A usable key was found for the address. Another key than the pinned one is held, unless the user turned it down
 * before; a directory never replaces a key by itself.
 */
export function afterFind<R extends TrustRecord>(record: R, fingerprint: string): R {
  if (record.pinned === null || record.pinned === fingerprint) return record;
  return record.rejected.includes(fingerprint) ? record : { ...record, held: fingerprint };
}

/** First use, or an import by hand: pins when nothing is pinned; otherwise the same as finding the key. */
export function afterPin<R extends TrustRecord>(record: R, fingerprint: string): R {
  if (record.pinned !== null) return afterFind(record, fingerprint);
  return { ...record, pinned: fingerprint, held: null, rejected: record.rejected.filter((f) => f !== fingerprint) };
}

/**
 * The user chose among the keys of the address. The others are turned down. Verification and history belong to a key,
 * so they stay only when the choice is the key that was pinned already.
 */
export function afterChoice<R extends TrustRecord>(record: R, fingerprint: string, others: readonly string[]): R {
  const rejected = new Set([...record.rejected, ...others]);
  rejected.delete(fingerprint);
  const kept = { ...record, pinned: fingerprint, held: null, rejected: [...rejected] };
  return record.pinned === fingerprint ? kept : { ...kept, verifiedAt: null, sealedDays: [], signedDays: [] };
}

/** The user compared the pinned key (or takes that back). Null when there is no pinned key to speak of. */
export function afterVerification<R extends TrustRecord>(record: R, verified: boolean, now: number): R | null {
  return record.pinned === null ? null : { ...record, verifiedAt: verified ? (record.verifiedAt ?? now) : null };
}

/** Mail was sealed to, or seen signed by, the pinned key. */
export function afterUse<R extends TrustRecord>(record: R, use: "sealed" | "signed", now: number): R {
  const day = dayOf(now);
  return use === "sealed"
    ? { ...record, sealedDays: addDay(record.sealedDays, day) }
    : { ...record, signedDays: addDay(record.signedDays, day) };
}
