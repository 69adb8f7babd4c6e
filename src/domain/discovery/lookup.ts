// Types of a key look-up: whom to ask, the outcome, and the description of a found key. Times are milliseconds since 1970.
import type { ChainLink, DnssecReason, DnssecVerdict } from "../dns/proof";
import type { KeySource } from "../trust/sources";

/**
 * vks: the interface of keys.openpgp.org, addresses confirmed by mail. mailvelope: also confirmed by mail, another interface.
 * hkp: confirms nothing, so its keys are only candidates.
 */
export const KEY_SERVER_KINDS = ["vks", "mailvelope", "hkp"] as const;

export interface KeyServer {
  readonly kind: (typeof KEY_SERVER_KINDS)[number];
  /** https://host, without a path. */
  readonly origin: string;
}

/** Sources of keys. dns: OPENPGPKEY. cert, pka: the older records. server: one of Settings.keyServers. */
export const LOOKUP_SOURCES = ["dns", "cert", "pka", "wkd", "server"] as const;

export type LookupSource = (typeof LOOKUP_SOURCES)[number];

/** One query to one source for one address. */
export interface LookupOutcome {
  readonly source: LookupSource;
  /** The origin queried, for source "server"; null for the others. */
  readonly server: string | null;
  /** What DNSSEC says about the answer, including a proven absence; null if no DNS answer decides. */
  readonly dnssec: {
    readonly verdict: DnssecVerdict;
    readonly reason: DnssecReason;
    readonly chain: readonly ChainLink[];
  } | null;
  /** blocked: the browser refused (no permission, no CORS). disagree: two resolvers gave different answers. */
  readonly result: "found" | "none" | "timeout" | "unreachable" | "blocked" | "bogus" | "bad-key" | "disagree" | "off";
  readonly host: string;
  readonly at: number;
  readonly cached: boolean;
  /** With "unreachable": the source asked not to be queried again before this time. */
  readonly retryAt?: number;
}

export interface Provenance {
  readonly source: KeySource;
  /** The exact place: resolver or WKD host, file name. */
  readonly host: string;
  /**
   * The verdict of Cachet's own validation from the root; none: no DNS answer vouches for the key. Bogus and unreachable
   * answers yield no key.
   */
  readonly dnssec: "secure" | "insecure" | "none";
  /** Root first, the record last; empty where dnssec is "none". */
  readonly chain: readonly ChainLink[];
  readonly at: number;
}

export interface KeySummary {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly algorithm: string;
  readonly status: "good" | "expired" | "revoked";
  readonly sources: readonly Provenance[];
}
