import { type History, isKnown } from "./history";

/**
 * none: no key known. candidate: only a directory that confirms nothing has a key; the user must say so before it is
 * used. new: found, not used yet (pinned on first seal). first-contact: pinned by first use. known: pinned
 * with history. verified: the user compared. own: the user's own address. Held, so nothing is sealed: changed (another key
 * than the pinned one turned up), conflict (several keys, none pinned). expired, revoked: the pinned key is unusable.
 */
export type TrustState =
  | "none"
  | "candidate"
  | "new"
  | "first-contact"
  | "known"
  | "verified"
  | "own"
  | "changed"
  | "conflict"
  | "expired"
  | "revoked";

/** What trust needs of a key: whether mail can be sealed to it now. */
export interface Candidate {
  readonly fingerprint: string;
  readonly expiresAt: number | null;
  readonly revoked: boolean;
}

/** What is remembered about one address. */
export interface TrustRecord extends History {
  /** The key mail is sealed to. */
  readonly pinned: string | null;
  /** Another key that turned up after the pin; while set nothing is sealed. */
  readonly held: string | null;
  /** Keys the user turned down for this address; finding them again says nothing new. */
  readonly rejected: readonly string[];
  readonly verifiedAt: number | null;
}

export const STRANGER: TrustRecord = {
  pinned: null,
  held: null,
  rejected: [],
  verifiedAt: null,
  sealedDays: [],
  signedDays: [],
};

/** "revoked" outranks "expired": a revocation is a statement by its owner, an expiry only time passing. */
export function keyStatus(key: Candidate, now: number): "good" | "expired" | "revoked" {
  if (key.revoked) return "revoked";
  return key.expiresAt !== null && key.expiresAt <= now ? "expired" : "good";
}

/** The keys that compete for an address: usable, not turned down; the pinned one always, first. */
export function competingKeys<K extends Candidate>(record: TrustRecord, found: readonly K[], now: number): K[] {
  const pinned = found.filter((key) => key.fingerprint === record.pinned);
  const others = found.filter(
    (key) =>
      key.fingerprint !== record.pinned && !record.rejected.includes(key.fingerprint) && keyStatus(key, now) === "good",
  );
  return [...pinned, ...others];
}

interface View {
  readonly own: boolean;
  readonly record: TrustRecord;
  /** Status of the pinned key; null when nothing is pinned. */
  readonly pinnedStatus: "good" | "expired" | "revoked" | null;
  /** The held key is still usable and not turned down. */
  readonly rivalHeld: boolean;
  /** Usable keys, none of them pinned. */
  readonly loose: number;
  /** Keys that could be used if they were neither expired nor revoked. */
  readonly stale: "expired" | "revoked" | null;
}

/**
 * The states of an address, first row that holds wins. A held rival comes before an unusable pin: both stop sealing, but
 * the rival is what the user can act on.
 */
const TRUST_TABLE: readonly { readonly state: TrustState; readonly when: (view: View) => boolean }[] = [
  { state: "own", when: (v) => v.own },
  { state: "changed", when: (v) => v.pinnedStatus !== null && v.rivalHeld },
  { state: "revoked", when: (v) => v.pinnedStatus === "revoked" },
  { state: "expired", when: (v) => v.pinnedStatus === "expired" },
  { state: "verified", when: (v) => v.pinnedStatus !== null && v.record.verifiedAt !== null },
  { state: "known", when: (v) => v.pinnedStatus !== null && isKnown(v.record) },
  { state: "first-contact", when: (v) => v.pinnedStatus !== null },
  { state: "conflict", when: (v) => v.loose > 1 },
  { state: "new", when: (v) => v.loose === 1 },
  { state: "revoked", when: (v) => v.stale === "revoked" },
  { state: "expired", when: (v) => v.stale === "expired" },
  { state: "none", when: () => true },
];

/** States in which mail may be sealed to the address. */
export const SEALABLE: readonly TrustState[] = ["new", "first-contact", "known", "verified", "own"];

/**
 * The trust state of an address. `found` is every key known for it, the pinned one included; a pin whose key is missing
 * from `found` counts as revoked, since there is nothing to seal to.
 */
export function trustStateOf(record: TrustRecord, found: readonly Candidate[], now: number, own = false): TrustState {
  const pinnedKey = found.find((key) => key.fingerprint === record.pinned);
  const competing = competingKeys(record, found, now);
  const unusable = found.filter((key) => !record.rejected.includes(key.fingerprint)).map((key) => keyStatus(key, now));
  const view: View = {
    own,
    record,
    pinnedStatus: record.pinned === null ? null : pinnedKey ? keyStatus(pinnedKey, now) : "revoked",
    rivalHeld: record.held !== null && competing.some((key) => key.fingerprint === record.held),
    loose: record.pinned === null ? competing.length : 0,
    stale: unusable.includes("expired") ? "expired" : unusable.includes("revoked") ? "revoked" : null,
  };
  return TRUST_TABLE.find((row) => row.when(view))!.state;
}
