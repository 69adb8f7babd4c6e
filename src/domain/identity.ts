// The user's own keys without their secret parts. Times are milliseconds since 1970, fingerprints lower-case hex.
import type { ClockFault } from "./clock";

/** The user's own key. */
export interface Identity {
  readonly fingerprint: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly algorithm: string;
  /** device: opens by itself on this computer. passphrase: asked for once per browser session. */
  readonly protection: "device" | "passphrase";
  readonly locked: boolean;
  readonly backupAt: number | null;
}

/** Losses of own keys and of key decisions. Times are in milliseconds, null when there is nothing to report. */
export interface KeptKeys {
  /** Keys that have been lost: end of the fingerprint, and the address, shortened in some browsers. */
  readonly missing: readonly { readonly id: string; readonly address: string }[];
  /** When a key was missing in one of its two places and was restored from the other. */
  readonly renewed: number | null;
  /** When the browser found its files damaged and started again without them. */
  readonly lost: number | null;
  /** The number of people whose record of key decisions was missing and was restored from its second place. */
  readonly back: number;
  /** When some of these records were missing in both places. */
  readonly gone: number | null;
}

/** What every page shows immediately, whatever its purpose. */
export interface StoreState extends KeptKeys {
  /** What is wrong with this computer's clock, since statements about time may then be false. */
  readonly clockFault: ClockFault | null;
}
