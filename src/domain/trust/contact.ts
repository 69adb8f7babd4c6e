// What is known of a correspondent: as a recipient, as a contact, and over time. Times are milliseconds since 1970.
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
  /** What happened to the key without the user, until dismissed. */
  readonly notice: ReplacedKey | null;
  /** What a binding label in the address asks for; null for an ordinary address. */
  readonly strong: StrongState | null;
  /**
   * Why nothing is sealed yet to a key that messages alone name. due: its domain was not asked lately. failed: it was, and did
   * not answer; choosing the key takes it as it is. Left out: nothing of the kind.
   */
  readonly unchecked?: "due" | "failed";
  /**
   * Only where there is no key to seal to: whether everybody who could know has said that there is none. failed: somebody did
   * not answer. due: not all were asked lately. Nothing but "none" means that they have no key.
   */
  readonly absence?: Absence;
  /** Something of this was not stored, so it is known for now only, and why. Left out: it is stored. */
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
  /** On how many days they signed with the key, and on how many something was sealed to it. */
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
   * changed: another key turned up and is held. replaced: by succession (`detail`: ReplacedKey.because). chosen,
   * rejected, verified, unverified: by the user. expired, revoked: the pinned key. refreshed: asked for again. brought-back: it was missing here, and
   * came back from its second place.
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
