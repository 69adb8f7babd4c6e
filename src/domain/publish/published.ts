import type { LookupOutcome } from "../discovery/lookup";

/** The part of the user's own key that is published for one address: no other address, no signatures by others. */
export interface PublishedKey {
  readonly fingerprint: string;
  readonly address: string;
  /** Transferable public key, binary. */
  readonly certificate: Uint8Array;
  readonly armored: string;
  readonly fileName: string;
}

/**
 * What others find when they look for the user's own key. reachable-proven, reachable-unproven: in the DNS, with or without
 * DNSSEC. reachable: from a host that only TLS vouches for. older-copy: the same key with another expiry or other subkeys.
 * unreadable: there is something, but no key of this address.
 */
export interface PublishCheck {
  readonly result:
    | "reachable-proven"
    | "reachable-unproven"
    | "reachable"
    | "other-key"
    | "older-copy"
    | "not-found"
    | "bogus"
    | "disagree"
    | "unreadable"
    | "unreachable"
    | "blocked"
    | "off";
  /** The server asked last: resolver, web host, key server. */
  readonly host: string;
  readonly dnssec: LookupOutcome["dnssec"];
  readonly at: number;
}

/** A provider that accepts keys by mail (draft-koch-openpgp-webkey-service 4), and the message for it. */
export interface Submission {
  readonly to: string;
  /** The whole message, to be sent as it is. */
  readonly mail: string;
  readonly fileName: string;
  /** The provider will send an encrypted confirmation request that must be answered before it publishes. */
  readonly asksBack: boolean;
}
