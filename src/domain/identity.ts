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
  /** device: opens by itself on this computer. passphrase: asked once per browser session. */
  readonly protection: "device" | "passphrase";
  readonly locked: boolean;
  readonly backupAt: number | null;
}

/** What is known of own keys that are missing. Times in milliseconds; null when there is nothing to report. */
export interface KeptKeys {
  /** Were here, and are not: end of the fingerprint, and the address, shortened in some browsers. */
  readonly missing: readonly { readonly id: string; readonly address: string }[];
  /** A key was missing in one of its two places and came back from the other. */
  readonly renewed: number | null;
  /** The browser found its files damaged and began anew without them. */
  readonly lost: number | null;
  /** Of how many people what was decided about their keys was missing, and came back from its second place. */
  readonly back: number;
  /** Some of that is in neither place any more. */
  readonly gone: number | null;
}

/** What every page shows at once, whatever its purpose. */
export interface StoreState extends KeptKeys {
  /** What is wrong with this computer's clock, so that what is said of times may be false. */
  readonly clockFault: ClockFault | null;
}
