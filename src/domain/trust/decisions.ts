// What each event does to the record of an address. Pure: the caller stores the result. docs/decisions/0006 gives the
// reasons.
import { addDay, dayOf, dayOfMail } from "./history";
import { type KeySource, PUBLISHES, sourceWeight } from "./sources";
import type { TrustRecord } from "./trust-state";

/** A usable key found for an address, as far as trust is concerned. */
export interface FoundKey {
  readonly fingerprint: string;
  readonly source: KeySource;
  readonly dnssec: "secure" | "insecure" | "none";
  /** The pinned key certifies the address on this one. */
  readonly crossSigned: boolean;
  /** Fingerprints of the other keys in the same answer. */
  readonly alongside: readonly string[];
}

/**
 * The effect of a found key. nothing: it is only noted. held: nothing is sealed until the user chooses. published,
 * cross-signed: the key replaces the pinned one, with a notice or silently.
 */
export type Consequence = "nothing" | "held" | "published" | "cross-signed";

interface View {
  readonly record: TrustRecord;
  readonly found: FoundKey;
}

/**
 * Blind trust before verification; the first row that holds wins. Until a key of the contact has been verified, the contact's
 * own domain (by DNSSEC) and the pinned key itself may name a successor; afterwards only the user may.
 */
const ON_FOUND_KEY: readonly { readonly consequence: Consequence; readonly when: (view: View) => boolean }[] = [
  { consequence: "nothing", when: ({ record }) => record.pinned === null },
  { consequence: "nothing", when: ({ record, found }) => found.fingerprint === record.pinned },
  { consequence: "nothing", when: ({ record, found }) => record.rejected.includes(found.fingerprint) },
  { consequence: "nothing", when: ({ record, found }) => record.retired.includes(found.fingerprint) },
  { consequence: "cross-signed", when: ({ record, found }) => found.crossSigned && !record.everVerified },
  { consequence: "held", when: ({ found }) => found.crossSigned },
  // A source that still publishes the pinned key stands by it, whatever it publishes beside it.
  { consequence: "nothing", when: ({ record, found }) => found.alongside.includes(record.pinned!) },
  { consequence: "published", when: ({ record, found }) => isPublished(found) && !record.everVerified },
  // A message may name any key, so it has no effect here, except for a key that the user imported from a message.
  { consequence: "nothing", when: ({ found }) => found.source !== "mail" && sourceWeight([found.source]) !== "full" },
  { consequence: "held", when: () => true },
];

const isPublished = (found: FoundKey): boolean => found.dnssec === "secure" && PUBLISHES.includes(found.source);

export const consequenceOf = (record: TrustRecord, found: FoundKey): Consequence =>
  ON_FOUND_KEY.find((row) => row.when({ record, found }))!.consequence;

/** A usable key was found for the address, at `now` (milliseconds). */
export function afterFoundKey<R extends TrustRecord>(record: R, found: FoundKey, now: number): R {
  const consequence = consequenceOf(record, found);
  if (consequence === "nothing") return record;
  return consequence === "held" ? heldBy(record, found) : succeededBy(record, found.fingerprint, consequence, now);
}

function heldBy<R extends TrustRecord>(record: R, { fingerprint, crossSigned }: FoundKey): R {
  const vouched =
    crossSigned && !record.vouched.includes(fingerprint) ? [...record.vouched, fingerprint] : record.vouched;
  if (record.held === fingerprint && vouched === record.vouched) return record;
  return { ...record, held: fingerprint, vouched };
}

/** History belongs to a key and is passed on only if that key itself certifies the next one. */
function succeededBy<R extends TrustRecord>(
  record: R,
  to: string,
  because: "published" | "cross-signed",
  now: number,
): R {
  const from = record.pinned!;
  const next = {
    ...record,
    pinned: to,
    held: record.held === to ? null : record.held,
    retired: [...record.retired, from],
    vouched: [],
    verifiedAt: null,
  };
  if (because === "cross-signed") return { ...next, notice: null };
  return { ...next, sealedDays: [], signedDays: [], notice: { kind: "replaced", from, to, at: now, because } };
}

/** First use, or an import by the user: pins the key if none is pinned. */
export function afterPin<R extends TrustRecord>(record: R, fingerprint: string): R {
  if (record.pinned !== null) return record;
  return { ...record, pinned: fingerprint, held: null, ...without(record, fingerprint) };
}

/**
 * The user chose among the keys of the address; the others are rejected. Verification and history belong to a key, so they
 * stay only if the chosen key was pinned already.
 */
export function afterChoice<R extends TrustRecord>(record: R, fingerprint: string, others: readonly string[]): R {
  const { rejected, retired } = without(record, fingerprint);
  const turnedDown = [...new Set([...rejected, ...others.filter((other) => other !== fingerprint)])];
  const kept = { ...record, pinned: fingerprint, held: null, rejected: turnedDown, retired, vouched: [], notice: null };
  return record.pinned === fingerprint ? kept : { ...kept, verifiedAt: null, sealedDays: [], signedDays: [] };
}

const without = (record: TrustRecord, fingerprint: string): Pick<TrustRecord, "rejected" | "retired"> => ({
  rejected: record.rejected.filter((other) => other !== fingerprint),
  retired: record.retired.filter((other) => other !== fingerprint),
});

/** The user verified the pinned key (or takes that back). Null if no key is pinned. */
export function afterVerification<R extends TrustRecord>(record: R, verified: boolean, now: number): R | null {
  if (record.pinned === null) return null;
  if (!verified) return { ...record, verifiedAt: null };
  return { ...record, verifiedAt: record.verifiedAt ?? now, everVerified: true, notice: null };
}

/** Mail was sealed to the pinned key, or seen with a signature by it. `sent`: when that mail was written; null if unknown. */
export function afterUse<R extends TrustRecord>(
  record: R,
  use: "sealed" | "signed",
  now: number,
  sent: number | null = null,
): R {
  return use === "sealed"
    ? { ...record, sealedDays: addDay(record.sealedDays, dayOf(now)) }
    : { ...record, signedDays: addDay(record.signedDays, dayOfMail(record, sent, now)) };
}

/**
 * The user rejects a key without choosing another. `remaining` are the other undecided keys; the first of them is held
 * instead. Null for the pinned key, which only a choice replaces.
 */
export function afterRejection<R extends TrustRecord>(
  record: R,
  fingerprint: string,
  remaining: readonly string[],
): R | null {
  if (record.pinned === fingerprint) return null;
  const held = record.held === fingerprint ? (remaining[0] ?? null) : record.held;
  const rejected = record.rejected.includes(fingerprint) ? record.rejected : [...record.rejected, fingerprint];
  return { ...record, held, rejected, vouched: record.vouched.filter((other) => other !== fingerprint) };
}

/** What a saved copy of the pin table says about a contact. */
export type SavedPin = Pick<TrustRecord, "pinned" | "rejected" | "retired" | "verifiedAt" | "everVerified">;

/** The effect of a saved copy: it fills empty records, and a key other than the pinned one is held. */
export type Restoration = "taken" | "held" | "rejected";

export function restorationOf(record: TrustRecord, saved: SavedPin): Restoration {
  if (saved.pinned === null || saved.pinned === record.pinned) return "taken";
  if (record.rejected.includes(saved.pinned)) return "rejected";
  return record.pinned === null ? "taken" : "held";
}

/** The user restored a saved copy that their own key signed. */
export function afterRestoration<R extends TrustRecord>(record: R, saved: SavedPin): R {
  const restoration = restorationOf(record, saved);
  if (restoration === "rejected") return record;
  if (restoration === "held") return { ...record, held: saved.pinned };
  const pinned = record.pinned ?? saved.pinned;
  const union = (here: readonly string[], there: readonly string[]): string[] =>
    [...new Set([...here, ...there])].filter((fingerprint) => fingerprint !== pinned);
  return {
    ...record,
    pinned,
    rejected: union(record.rejected, saved.rejected),
    retired: union(record.retired, saved.retired),
    verifiedAt: record.verifiedAt ?? (saved.pinned === pinned ? saved.verifiedAt : null),
    everVerified: record.everVerified || saved.everVerified,
  };
}
