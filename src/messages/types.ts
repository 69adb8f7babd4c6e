// The nouns that cross rooms. Times are milliseconds since 1970. Fingerprints are lower-case hex.
import type { ChainLink, DnssecReason, DnssecVerdict } from "../domain/dns/proof";
import type { MessageIndex } from "../domain/privacy/index-types";
import type { TrustState } from "../domain/trust/trust-state";

export type TicketKind = "read" | "compose" | "badge";

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

export interface SecurityMark {
  readonly symbol: "anchor" | "eye" | "seal" | "leaf" | "star" | "moon";
  readonly colour: "amber" | "sky" | "moss" | "rose" | "violet" | "sand";
}

export interface Settings {
  readonly mark: SecurityMark;
  readonly language: "auto" | "en" | "fr";
  /** DoH URLs, first asked first; two operators by default. */
  readonly resolvers: readonly string[];
  readonly wkd: boolean;
  /** Asked last, in this order. */
  readonly keyServers: readonly KeyServer[];
}

/**
 * vks: keys.openpgp.org's interface, addresses confirmed by mail. mailvelope: the same promise, another interface. hkp:
 * confirms nothing, so what it has are candidates only.
 */
export interface KeyServer {
  readonly kind: "vks" | "mailvelope" | "hkp";
  /** https://host, without a path. */
  readonly origin: string;
}

/** Where a key can be asked for. dns: OPENPGPKEY. cert, pka: the older records. server: one of Settings.keyServers. */
export type LookupSource = "dns" | "cert" | "pka" | "wkd" | "server";

/**
 * server: a verifying key server. candidate: a key server that confirms nothing. autocrypt: header of a message from the
 * address. gossip: a message to several people named it. mail: attached to, or used to sign, a message.
 */
export type KeySource =
  | "dns"
  | "cert"
  | "pka"
  | "wkd"
  | "server"
  | "candidate"
  | "autocrypt"
  | "gossip"
  | "mail"
  | "import"
  | "own";

export interface Provenance {
  readonly source: KeySource;
  /** Where exactly: resolver or WKD host, file name. */
  readonly host: string;
  /** Proven here, from the root; none: no DNS answer vouches for it. Bogus and unreachable answers yield no key. */
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

export type { TrustState };

export interface RecipientState {
  readonly address: string;
  readonly state: TrustState;
  /** The key that would be sealed to; null when held or none. */
  readonly key: KeySummary | null;
  /** For changed and conflict: every key that competes, pinned first. */
  readonly rivals: readonly KeySummary[];
  readonly outcomes: readonly LookupOutcome[];
}

/** One source asked once for one address. */
export interface LookupOutcome {
  readonly source: LookupSource;
  /** The origin asked, for source "server"; null for the others. */
  readonly server: string | null;
  /** What DNSSEC says of the answer, also of a proven absence; null where no DNS answer decides. */
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
}

export interface Signer {
  readonly fingerprint: string;
  readonly name: string;
  readonly address: string;
  readonly verifiedAt: number | null;
}

/** MAIL.md "signature states"; each has one sentence in the interface. */
export type Signature =
  | {
      readonly state: "verified" | "known" | "first-contact" | "own";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /** Good signature, but the key belongs to another address than From. */
  | { readonly state: "other-address"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by another key than the one pinned for From. */
  | { readonly state: "changed-key"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the page does not tell whom the message claims to be from. */
  | { readonly state: "no-from"; readonly signer: Signer; readonly signedAt: number }
  /** Made more than a day away from the message's Date (or outside the key's life). */
  | { readonly state: "date-mismatch"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by a key its owner has withdrawn: whoever stole it could have made it, with any date. */
  | { readonly state: "revoked-key"; readonly signer: Signer; readonly signedAt: number }
  | { readonly state: "unknown-key"; readonly keyId: string }
  | { readonly state: "invalid"; readonly keyId: string }
  | { readonly state: "none" };

export interface Opened {
  readonly text: string;
  /** false: clearsigned only, readable by all. */
  readonly sealed: boolean;
  readonly signature: Signature;
  /** Key ids the message is sealed to, as hex; 0000000000000000 is a hidden recipient. */
  readonly readers: readonly string[];
  readonly index: MessageIndex;
}

export interface DraftSummary {
  readonly id: string;
  readonly place: string;
  readonly composeKey: string | null;
  readonly savedAt: number;
  readonly size: number;
}

export interface Contact {
  readonly address: string;
  readonly name: string;
  readonly state: TrustState;
  readonly key: KeySummary | null;
  readonly rivals: readonly KeySummary[];
  readonly verifiedAt: number | null;
  readonly firstUsedAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface ContactPage {
  readonly total: number;
  readonly items: readonly Contact[];
}

export interface SiteGrant {
  readonly origin: string;
  readonly builtIn: boolean;
}

/** What would help most next; `id` also names the strings step_<id>_title and step_<id>_text. */
export interface Step {
  readonly id: "make-key" | "backup" | "passphrase" | "publish" | "verify" | "try";
  readonly gain: number;
}
