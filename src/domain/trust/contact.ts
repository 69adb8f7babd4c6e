// What is known about a correspondent: as a recipient, as a contact, and over time. Times are milliseconds since 1970.
import type { Absence } from "../discovery/absence";
import type { KeySummary, LookupOutcome } from "../discovery/lookup";
import type { StrongState } from "../discovery/strong-address";
import type { ReplacedKey, TrustState } from "./trust-state";

export interface RecipientState {
  readonly address: string;
  readonly state: TrustState;
  /** The key that would be sealed to; null when held or none. */
  readonly key: KeySummary | null;
  /** For changed and conflict: every key that competes, pinned first. */
  readonly rivals: readonly KeySummary[];
  /** Fingerprints among the rivals that the pinned key certifies for this address. */
  readonly vouched: readonly string[];
  readonly outcomes: readonly LookupOutcome[];
  /** A replacement of the key without the user, until dismissed. */
  readonly notice: ReplacedKey | null;
  /** How the key fits a binding label in the address; null for an ordinary address. */
  readonly strong: StrongState | null;
  /**
   * Why nothing is sealed yet to a key that only messages name. due: its domain was not asked lately. failed: it was asked
   * and did not answer; choosing the key accepts it anyway. Left out: it does not apply.
   */
  readonly unchecked?: "due" | "failed";
  /**
   * Only if there is no key to seal to: whether all sources have said that there is none. failed: a source did not answer.
   * due: not all were asked lately. Only "none" means that the contact has no key.
   */
  readonly absence?: Absence;
  /** Why part of this could not be stored and is known only for now. Left out: all of it is stored. */
  readonly unkept?: "full" | "unreadable";
}

export interface Contact {
  readonly address: string;
  readonly name: string;
  readonly state: TrustState;
  readonly key: KeySummary | null;
  readonly rivals: readonly KeySummary[];
  /** As in RecipientState. */
  readonly vouched: readonly string[];
  readonly notice: ReplacedKey | null;
  readonly verifiedAt: number | null;
  readonly firstUsedAt: number | null;
  readonly lastUsedAt: number | null;
  /** Number of days on which they signed with the key, and on which something was sealed to it. */
  readonly days: { readonly signed: number; readonly sealed: number };
}

export interface ContactPage {
  readonly total: number;
  readonly items: readonly Contact[];
}

/** One line of a contact's history. */
export interface ContactEvent {
  readonly at: number;
  /**
   * found: at a source (`detail`: a KeySource). pinned: first use. sealed-day, signed-day: the first time on that day.
   * changed: another key turned up and is held. replaced: by succession (`detail`: ReplacedKey.because). chosen, rejected,
   * verified, unverified: by the user. expired, revoked: the pinned key. refreshed: looked up again. brought-back: missing
   * here, and restored from its second place.
   */
  readonly kind:
    | "found"
    | "pinned"
    | "sealed-day"
    | "signed-day"
    | "changed"
    | "replaced"
    | "chosen"
    | "rejected"
    | "verified"
    | "unverified"
    | "expired"
    | "revoked"
    | "refreshed"
    | "brought-back";
  readonly fingerprint: string;
  readonly detail?: string;
}
