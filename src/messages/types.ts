// The nouns that cross rooms. Times are milliseconds since 1970. Fingerprints are lower-case hex.
import type { PolicyState, Way } from "../domain/delivery/way";
import type { Absence } from "../domain/discovery/absence";
import type { ChainLink, DnssecReason, DnssecVerdict } from "../domain/dns/proof";
import type { AccountIndex } from "../domain/privacy/account-index";
import type { DeviceIndex } from "../domain/privacy/device-index";
import type { SentMix, Week } from "../domain/privacy/history";
import type { MessageFacts } from "../domain/privacy/message-index";
import type { Finished, StepId } from "../domain/privacy/steps";
import type { MessageClass } from "../domain/trust/message-class";
import type { KeySource } from "../domain/trust/sources";
import type { ReplacedKey, TrustState } from "../domain/trust/trust-state";

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

/** Where messages are written: as it suits each time, or always in a window of the extension's own. */
export const COMPOSE_WINDOW = ["choose", "always"] as const;

export interface Settings {
  readonly mark: SecurityMark;
  readonly language: "auto" | "en" | "fr";
  /** DoH URLs, first asked first; two operators by default. */
  readonly resolvers: readonly string[];
  readonly wkd: boolean;
  /** Asked last, in this order. */
  readonly keyServers: readonly KeyServer[];
  /** Whether delivery policies (MTA-STS) are read from the recipients' domains. */
  readonly mtaSts: boolean;
  readonly composeWindow: (typeof COMPOSE_WINDOW)[number];
  /** What of this is not the user's choice, and what else an organisation asks for. */
  readonly managed: Managed;
}

/** What an organisation that manages the browser has fixed. */
export interface Managed {
  /** Its own, in lower case; empty: it names none, and nobody is outside. */
  readonly domains: readonly string[];
  /** The least every recipient of every message must have. */
  readonly least: MessageClass;
  readonly fixed: Partial<Pick<Settings, "resolvers" | "keyServers" | "mtaSts" | "composeWindow">>;
  /** Fields of the policy that could not be read and do not count. */
  readonly ignored: readonly string[];
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

/** How mail to the recipients of one domain will travel. */
export interface Delivery {
  /** In A-labels. */
  readonly domain: string;
  /** Those asked about whose mail goes there. */
  readonly addresses: readonly string[];
  readonly way: Way;
  /** Who takes the mail, as any of the resolvers says; first tried first. */
  readonly hosts: readonly string[];
  readonly policy: PolicyState;
}

/** Where a key can be asked for. dns: OPENPGPKEY. cert, pka: the older records. server: one of Settings.keyServers. */
export type LookupSource = "dns" | "cert" | "pka" | "wkd" | "server";

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

export type { KeySource, ReplacedKey, TrustState };

/** One line of a contact's history. */
export interface ContactEvent {
  readonly at: number;
  /**
   * found: at a source (`detail`: a KeySource). pinned: first use. sealed-day, signed-day: the first time on that day.
   * changed: another key turned up and is held. replaced: by succession (`detail`: ReplacedKey.because). chosen,
   * rejected, verified, unverified: by the user. expired, revoked: the pinned key. refreshed: asked for again.
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
    | "refreshed";
  readonly fingerprint: string;
  readonly detail?: string;
}

/** What two people compare to verify each other's keys. */
export interface Verification {
  /** 12 groups of 5 digits, the same on both sides. */
  readonly digits: readonly string[];
  /** Text of the QR code that shows the user's own key. */
  readonly ownCode: string;
  readonly ownFingerprint: string;
  readonly theirFingerprint: string;
}

/**
 * Whether the pins are those the user's own key signed. unsigned: not signed yet. altered: something else than Cachet changed the
 * pins of `addresses`; an empty list where the signature itself is broken.
 */
export interface PinCheck {
  readonly state: "good" | "unsigned" | "altered";
  readonly addresses: readonly string[];
}

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

/**
 * How the key of a strong address (domain/discovery/strong-address.ts) fits its label. match, mismatch: the key that would
 * be sealed to. none: no key to compare yet. weak, malformed: the label binds to nothing. Sealing needs "match", and such
 * an address is never written to in clear.
 */
export interface StrongState {
  /** The name of the key, as the label spells it. */
  readonly wanted: string;
  readonly status: "match" | "mismatch" | "none" | "weak" | "malformed";
  /** The address without its label; null when the label cannot be read. */
  readonly deliverTo: string | null;
}

/** A public key found in the text of a message. */
export interface MailKey {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly addresses: readonly string[];
  readonly createdAt: number;
  /** usable: mail can be sealed to it. */
  readonly status: "usable" | "expired" | "revoked" | "cannot-seal";
  /** Of the sender's address, if the key names it, else the first it names; null when it names none. */
  readonly address: string | null;
  /** That address is the one the page says the message is from. */
  readonly sender: boolean;
  /** new: no key known for the address. same: this one. different: another one. own: the user's own key. */
  readonly standing: "new" | "same" | "different" | "own";
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
  /** With "unreachable": the source asked not to be asked again before. */
  readonly retryAt?: number;
}

/** What of the user's own key is handed out for one of its addresses: no other address, no signatures by others. */
export interface PublishedKey {
  readonly fingerprint: string;
  readonly address: string;
  /** Transferable public key, binary. */
  readonly certificate: Uint8Array;
  readonly armored: string;
  readonly fileName: string;
}

/**
 * What others find of the user's own key. reachable-proven, reachable-unproven: in the DNS, with or without DNSSEC.
 * reachable: from a host that only TLS vouches for. older-copy: the same key with another expiry or other subkeys.
 * unreadable: something is there, but no key of this address.
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
  /** Who was asked last: resolver, web host, key server. */
  readonly host: string;
  readonly dnssec: LookupOutcome["dnssec"];
  readonly at: number;
}

/** A provider that takes keys by mail (draft-koch-openpgp-webkey-service 4), and the message for it. */
export interface Submission {
  readonly to: string;
  /** The whole message, to be sent as it is. */
  readonly mail: string;
  readonly fileName: string;
  /** The provider will send a sealed question that must be answered before it publishes. */
  readonly asksBack: boolean;
}

/** A key server's word on an upload; `token` asks for confirmation mails later. */
export interface UploadState {
  readonly state: "unpublished" | "pending" | "published" | "revoked";
  readonly token: string;
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
  /** The same, but nothing tells when the message was sent: it may be an old one sent again. `standing`: as it would be. */
  | {
      readonly state: "undated";
      readonly standing: "verified" | "known" | "first-contact";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /** Good signature by a key that nobody but messages names, and nobody says that this message is from there. */
  | { readonly state: "not-checked"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the key belongs to another address than From. */
  | { readonly state: "other-address"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by another key than the one pinned for From. */
  | { readonly state: "changed-key"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the page does not tell whom the message claims to be from. */
  | { readonly state: "no-from"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the message says in several places, and differently, whom it is from. `told`: beside the page's From. */
  | {
      readonly state: "from-mismatch";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly told: readonly string[];
    }
  /**
   * Good signature, but it names whom it is for, and none of these is the user. `intended`: the addresses of those the user
   * knows.
   */
  | {
      readonly state: "for-others";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly intended: readonly string[];
    }
  /** Made more than a day away from the message's Date (or outside the key's life). */
  | { readonly state: "date-mismatch"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by a key its owner has withdrawn: whoever stole it could have made it, with any date. */
  | { readonly state: "revoked-key"; readonly signer: Signer; readonly signedAt: number }
  | { readonly state: "unknown-key"; readonly keyId: string }
  | { readonly state: "invalid"; readonly keyId: string }
  | { readonly state: "none" };

export interface Opened {
  /** Null when octets were asked for, and when a detached signature was checked. */
  readonly text: string | null;
  /** Some letters of the text may be wrong: its charset was not told. The mail around it may know. */
  readonly guessed: boolean;
  /** What was inside, asked for as octets: a MIME entity, the content of a file, a text in some charset. */
  readonly entity: Uint8Array | null;
  /** Nothing protected it against change on the way: shown as plain text, after the user asked for it. */
  readonly unprotected: boolean;
  /** false: clearsigned only, readable by all. */
  readonly sealed: boolean;
  readonly signature: Signature;
  /** Fingerprints of the user's keys among those it is sealed to by name. */
  readonly mine: readonly string[];
  /** Key ids the message is sealed to, as hex; 0000000000000000 is a hidden recipient. */
  readonly readers: readonly string[];
  /** What its privacy index is made of; the overlay adds the path. */
  readonly facts: MessageFacts;
  /** What it says of its sender could not be stored, and why; the answer is the same. Left out: it was. */
  readonly unnoted?: "full" | "unreadable";
}

export interface DraftSummary {
  readonly id: string;
  readonly place: string;
  readonly composeKey: string | null;
  readonly savedAt: number;
  /** Octets as stored. */
  readonly size: number;
  readonly files: number;
  /** The user asked in the popup to go on with this one. */
  readonly wanted: boolean;
  /** When it was sealed into the page; null: it is a draft. */
  readonly placedAt: number | null;
  /** When it may have gone out already; null: it surely has not. */
  readonly leftAt: number | null;
  /** The tab in which it is being written now; null: in none. */
  readonly openIn: number | null;
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

export interface SiteGrant {
  readonly origin: string;
  readonly builtIn: boolean;
}

/** What would help most next; `id` also names the strings step_<id>_title and step_<id>_text. */
export interface Step {
  readonly id: StepId;
  /** What the account's score rises by once it is done. */
  readonly gain: number;
  /** Fingerprint of the own key to begin with; null where the step is about no key in particular. */
  readonly key: string | null;
  /** Whom to verify. */
  readonly contact: { readonly name: string; readonly address: string } | null;
}

/** Where the user stands, for the first page of the options. */
export interface Home {
  /** Null without a key. With several, of the weakest. */
  readonly standing: {
    readonly account: AccountIndex;
    readonly device: DeviceIndex;
    /** Fingerprint of the key it is about. */
    readonly key: string;
  } | null;
  /** Three at most, most gain first. */
  readonly steps: readonly Step[];
  /** Open, but put off or dismissed. */
  readonly putAside: readonly StepId[];
  /** Finished since the user last looked; strings done_<what>, people by their number. */
  readonly finished: readonly Finished[];
  /** The last twelve weeks, oldest first, the present one last. */
  readonly weeks: readonly Week[];
  /** The last sealed messages sent, ten at most, and how many of them were private (B) or better. */
  readonly sent: SentMix;
}

/** What became of one key of a file with many. */
export interface KeyringEntry {
  /** The first name on the key; empty when it could not be read. */
  readonly name: string;
  readonly fingerprint: string | null;
  /** Addresses it was taken for. */
  readonly addresses: readonly string[];
  readonly result: KeyringResult;
}

/**
 * held: stored, but another key is in use for one of its addresses, and the user has to choose. own: the user's. obsolete:
 * version 3 and older. many-addresses: names more people than a person's key does. Nothing is stored but for taken and held.
 */
export type KeyringResult =
  | "taken"
  | "held"
  | "own"
  | "no-address"
  | "many-addresses"
  | "no-encryption"
  | "expired"
  | "revoked"
  | "obsolete"
  | "unsupported"
  | "too-large"
  | "damaged";

/** What is known of own keys besides those that are here. Times in milliseconds; null: nothing to tell. */
export interface KeptKeys {
  /** Were here, and are not: end of the fingerprint, and the address, shortened in some browsers. */
  readonly missing: readonly { readonly id: string; readonly address: string }[];
  /** A key was missing in one of its two places and came back from the other. */
  readonly renewed: number | null;
  /** The browser found its files damaged and began anew without them. */
  readonly lost: number | null;
}
