import { type History, isKnown } from "./history";
import { isByMail, type SourceWeight } from "./sources";

/**
 * none: no key known. candidate: only a directory that confirms nothing has a key; the user must choose it before it is used.
 * mail-only: only messages name the key, pinned or not, however long it was used; nothing is sealed to it before its domain
 * was asked. new: found, not used yet (pinned on first seal). first-contact: pinned by first use. known: pinned with history.
 * verified: the user compared it. own: the user's own address. Held, so nothing is sealed: changed (a key other than the
 * pinned one turned up), conflict (several keys, none pinned). expired, revoked: the pinned key is unusable. lost: the pinned
 * key's fingerprint is known, but the key itself is missing.
 */
export type TrustState =
  | "none"
  | "candidate"
  | "mail-only"
  | "new"
  | "first-contact"
  | "known"
  | "verified"
  | "own"
  | "changed"
  | "conflict"
  | "expired"
  | "revoked"
  | "lost";

/**
 * The facts about a key that trust depends on: how far its sources speak for the address, and whether mail can be sealed to
 * it now.
 */
export interface TrustKey {
  readonly fingerprint: string;
  readonly weight: SourceWeight;
  readonly expiresAt: number | null;
  readonly revoked: boolean;
}

/**
 * Another key replaced the previous one without the user: `published` by the contact's domain with DNSSEC proof,
 * `cross-signed` by the previous key, or found at a `better-source` than the messages that had named the previous one, to
 * which nothing had been sealed. `brought-back`: no replacement; the stored record was missing and was restored from its
 * second place.
 */
export interface ReplacedKey {
  readonly kind: "replaced";
  /** Fingerprints. */
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly because: "published" | "cross-signed" | "better-source" | "brought-back";
}

/** What is remembered about one address. */
export interface TrustRecord extends History {
  /** The key mail is sealed to. */
  readonly pinned: string | null;
  /** Another key that turned up after the pin; while it is set nothing is sealed. */
  readonly held: string | null;
  /** Keys the user rejected for this address; finding them again has no effect. */
  readonly rejected: readonly string[];
  /** Keys replaced by succession; finding one again has no effect. */
  readonly retired: readonly string[];
  /** Keys that the pinned key certifies for this address, but that are held all the same. */
  readonly vouched: readonly string[];
  readonly verifiedAt: number | null;
  /** A key of this contact has been verified at some time, even if that was later taken back. */
  readonly everVerified: boolean;
  /** A replacement without the user, until the user has seen it. */
  readonly notice: ReplacedKey | null;
}

export const STRANGER: TrustRecord = {
  pinned: null,
  held: null,
  rejected: [],
  retired: [],
  vouched: [],
  verifiedAt: null,
  everVerified: false,
  notice: null,
  sealedDays: [],
  signedDays: [],
};

/** "revoked" outranks "expired": a revocation is its owner's statement, an expiry is only the passing of time. */
export function keyStatus(key: Pick<TrustKey, "expiresAt" | "revoked">, now: number): "good" | "expired" | "revoked" {
  if (key.revoked) return "revoked";
  return key.expiresAt !== null && key.expiresAt <= now ? "expired" : "good";
}

/**
 * The keys that compete for an address: usable, neither rejected nor retired, and no worse sourced than the others. The
 * pinned one is always included, first; the held one whatever its source.
 */
export function competingKeys<K extends TrustKey>(record: TrustRecord, found: readonly K[], now: number): K[] {
  const pinned = found.filter((key) => key.fingerprint === record.pinned);
  const others = looseKeys(record, found).filter((key) => keyStatus(key, now) === "good");
  const full = others.filter((key) => key.weight === "full" || key.fingerprint === record.held);
  if (full.length > 0 || record.pinned !== null) return [...pinned, ...full];
  const sent = others.filter((key) => key.weight === "mail");
  return sent.length > 0 ? sent : others.filter((key) => key.weight === "hearsay");
}

/** Usable keys that only messages name, and that are neither pinned, rejected nor retired. */
export const keysByMail = <K extends TrustKey>(record: TrustRecord, found: readonly K[], now: number): K[] =>
  looseKeys(record, found).filter((key) => isByMail(key.weight) && keyStatus(key, now) === "good");

/** Keys neither pinned, rejected nor retired. */
function looseKeys<K extends TrustKey>(record: TrustRecord, found: readonly K[]): K[] {
  const aside = [record.pinned, ...record.rejected, ...record.retired];
  return found.filter((key) => !aside.includes(key.fingerprint));
}

/** Usable keys, not rejected, that only a directory that confirms nothing has; the user may choose one. */
export function claimedKeys<K extends TrustKey>(record: TrustRecord, found: readonly K[], now: number): K[] {
  return looseKeys(record, found).filter((key) => key.weight === "claim" && keyStatus(key, now) === "good");
}

interface View {
  readonly own: boolean;
  readonly record: TrustRecord;
  /** Status of the pinned key; null when nothing is pinned. */
  readonly pinnedStatus: "good" | "expired" | "revoked" | "lost" | null;
  /** The held key is still usable and not rejected, or it is missing here and may be the right one. */
  readonly rivalHeld: boolean;
  /** Only messages name the pinned key or, if none is pinned, those that compete. */
  readonly byMail: boolean;
  /** Usable keys, none of them pinned. */
  readonly loose: number;
  /** Why the unpinned keys cannot be used, if there are any expired or revoked ones. */
  readonly stale: "expired" | "revoked" | null;
  /** Usable keys that a directory merely claims. */
  readonly claimed: number;
}

/**
 * The states of an address; the first row that holds wins. A held rival comes before an unusable pin: both stop sealing, but
 * the rival is the one the user can act on.
 */
const TRUST_TABLE: readonly { readonly state: TrustState; readonly when: (view: View) => boolean }[] = [
  { state: "own", when: (v) => v.own },
  { state: "changed", when: (v) => v.pinnedStatus !== null && v.rivalHeld },
  { state: "revoked", when: (v) => v.pinnedStatus === "revoked" },
  { state: "expired", when: (v) => v.pinnedStatus === "expired" },
  { state: "lost", when: (v) => v.pinnedStatus === "lost" },
  { state: "verified", when: (v) => v.pinnedStatus !== null && v.record.verifiedAt !== null },
  { state: "mail-only", when: (v) => v.pinnedStatus !== null && v.byMail },
  { state: "known", when: (v) => v.pinnedStatus !== null && isKnown(v.record) },
  { state: "first-contact", when: (v) => v.pinnedStatus !== null },
  { state: "conflict", when: (v) => v.loose > 1 },
  { state: "mail-only", when: (v) => v.loose === 1 && v.byMail },
  { state: "new", when: (v) => v.loose === 1 },
  { state: "revoked", when: (v) => v.stale === "revoked" },
  { state: "expired", when: (v) => v.stale === "expired" },
  { state: "candidate", when: (v) => v.claimed > 0 },
  { state: "none", when: () => true },
];

/** States without a key to seal to, and without a decision to make before there is one. */
export const KEYLESS: readonly TrustState[] = ["none", "candidate", "expired", "revoked", "lost"];

/** States in which mail may be sealed to the address; in "mail-only" not before its domain was asked once. */
export const SEALABLE: readonly TrustState[] = ["mail-only", "new", "first-contact", "known", "verified", "own"];

/**
 * The trust state of an address. `found` is every key known for it, the pinned one included; if the pinned key is missing
 * there is nothing to seal to, and no other key replaces it.
 */
export function trustStateOf(record: TrustRecord, found: readonly TrustKey[], now: number, own = false): TrustState {
  const pinnedKey = found.find((key) => key.fingerprint === record.pinned);
  const competing = competingKeys(record, found, now);
  const claimed = claimedKeys(record, found, now).length;
  // An unusable key that is merely claimed must not hide a usable claimed one.
  const unusable = looseKeys(record, found)
    .filter((key) => claimed === 0 || key.weight !== "claim")
    .map((key) => keyStatus(key, now));
  const view: View = {
    own,
    record,
    pinnedStatus: record.pinned === null ? null : pinnedKey ? keyStatus(pinnedKey, now) : "lost",
    rivalHeld:
      competing.some((key) => key.fingerprint === record.held) ||
      (record.held !== null && pinnedKey !== undefined && !found.some((key) => key.fingerprint === record.held)),
    byMail: isByMail((pinnedKey ?? competing[0])?.weight ?? "claim"),
    loose: record.pinned === null ? competing.length : 0,
    stale: unusable.includes("expired") ? "expired" : unusable.includes("revoked") ? "revoked" : null,
    claimed,
  };
  return TRUST_TABLE.find((row) => row.when(view))!.state;
}
