// The one IndexedDB of the extension, sole importer of dexie. Rows are plain data; meaning lives in the services.
import Dexie, { type EntityTable, type Table } from "dexie";
import type { Policy } from "../../domain/delivery/mta-sts";
import type { PeerState } from "../../domain/discovery/autocrypt";
import type { LookupOutcome, Provenance } from "../../domain/discovery/lookup";
import type { Grade } from "../../domain/privacy/index-types";
import type { PathFacts } from "../../domain/privacy/path-facts";
import type { Settings } from "../../domain/settings";
import type { ContactEvent } from "../../domain/trust/contact";
import type { PinEntry } from "../../domain/trust/pin-table";
import type { KeySource } from "../../domain/trust/sources";
import type { TrustRecord } from "../../domain/trust/trust-state";
import { findHome, isHomeKnown } from "./buckets";
import { listened } from "./factory";
import { contactsWithHistory, draftsInOctets } from "./upgrades";

/** The user's own certificate; the secret part is in `secrets`. */
export interface IdentityRow {
  readonly fingerprint: string;
  readonly name: string;
  readonly addresses: readonly string[];
  /** Transferable public key (RFC 9580 10.1), binary. */
  readonly certificate: Uint8Array;
  readonly keyIds: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly algorithm: string;
  readonly protection: "device" | "passphrase";
  /** Armored revocation certificate, made with the key. */
  readonly revocation: string;
  readonly backupAt: number | null;
  /** When a check last found the key published; absent until then. */
  readonly publishedAt?: number;
  /** The expiry of the copy found then, which may be earlier than that of an extended key. */
  readonly publishedEnds?: number | null;
}

/** Transferable secret key, wrapped by the non-extractable key in `wrapping`; under `passphrase` also by its own S2K. */
export interface SecretRow {
  readonly fingerprint: string;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
  /** Counts the writes of this key; absent in rows of earlier versions. */
  readonly edition?: number;
  /** The edition verified in the second place; if it differs from `edition`, the two are out of step. */
  readonly twin?: number | null;
}

export interface WrappingRow {
  readonly id: "device";
  readonly key: CryptoKey;
}

/** One row per correspondent. `pinned` is what mail is sealed to. */
export interface ContactRow extends TrustRecord {
  /** addressKey(address) */
  readonly id: string;
  readonly address: string;
  readonly name: string;
  /** The key the user last chose by hand; absent until they do. */
  readonly chosen?: string;
  /** When the pinned key is due to be asked for again; null while nothing is pinned. */
  readonly refreshAt: number | null;
  /** When it was last refreshed, by the calendar or because it had expired. */
  readonly refreshedAt: number | null;
  readonly firstUsedAt: number | null;
  readonly lastUsedAt: number | null;
}

/** A certificate of somebody else, minimised. */
export interface KeyRow {
  readonly fingerprint: string;
  readonly certificate: Uint8Array;
  readonly keyIds: readonly string[];
  readonly userIds: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revoked: boolean;
  readonly algorithm: string;
}

/** A key that was found for an address, at one source. */
export interface FoundKeyRow extends Provenance {
  /** addressKey|fingerprint|source */
  readonly id: string;
  readonly contact: string;
  readonly fingerprint: string;
  readonly source: KeySource;
}

/** What a source last answered for an address; the cache of lookups, positive and negative. */
export interface LookupRow {
  /** addressKey|source */
  readonly id: string;
  readonly contact: string;
  readonly outcome: LookupOutcome;
  readonly until: number;
}

/** Something that happened to a contact's keys; numbered in the order written. */
export interface EventRow extends ContactEvent {
  readonly id?: number;
  /** addressKey */
  readonly contact: string;
}

/** The pin table as the user's own key signed it. */
export interface PinTableRow {
  readonly id: "table";
  /** Inline-signed OpenPGP message, armored. */
  readonly signed: string;
  /** Fingerprint of the identity that signed. */
  readonly by: string;
}

/** Beside the table: the number of writes of the list in the second place (pin-tally.ts). */
export interface PinEditionRow {
  readonly id: "edition";
  readonly edition: number;
}

/** A contact changed by us since the table was signed. */
export interface UnsignedPinRow {
  /** addressKey */
  readonly id: string;
  /** The contact's earlier entries that the second place may hold; absent once the place has the change. */
  readonly since?: readonly (PinEntry | null)[];
}

/** The state from Autocrypt headers for an address; id is addressKey(address). */
export interface PeerRow extends PeerState {
  readonly id: string;
}

/** The overlay that is writing a draft, and its frame (draft-holders.ts). */
export interface DraftHolder {
  /** Drawn by the overlay; a frame loaded anew draws another. */
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
}

export interface DraftRow {
  readonly id: string;
  readonly place: string;
  readonly composeKey: string | null;
  readonly account: string | null;
  readonly savedAt: number;
  /** The mail as one MIME entity, its files empty, sealed to the user's own key; binary. */
  readonly sealed: Uint8Array;
  /** Saved by the first version and not edited since: `sealed` is JSON of text, recipients and subject. */
  readonly early?: true;
  /** Fingerprint of that key; absent in drafts of earlier versions. */
  readonly by?: string;
  /** Content of its files, in their order; `size` as sealed, 0 while it is not here yet. */
  readonly files: readonly { readonly id: string; readonly size: number }[];
  /** The user asked for this one, so it comes back without a question. */
  readonly wanted?: boolean;
  /** Number of days on which it was found too old, and the last of them (days since 1970); absent while it is not. */
  readonly old?: { readonly days: number; readonly last: number };
  /** The overlay that writes it, or did last; absent if none has. */
  readonly holder?: DraftHolder;
  /** When the page's Send was about to be pressed without a known outcome: the message may have been sent. */
  readonly leftAt?: number;
  /** Sealed into the page: no longer a draft, but kept for an hour in case the page's Undo returns the message. */
  readonly placed?: {
    readonly at: number;
    readonly tabId: number;
    /** Digest of the text in the page's box (domain/text-digest.ts). */
    readonly digest: string;
    /** When its hour was first found to be over. */
    readonly over?: number;
  };
}

/** A draft's file, in a row of its own so that saving the text does not rewrite it. */
export interface DraftFileRow {
  readonly id: string;
  readonly draft: string;
  /** Its octets, sealed to the user's own key; binary. */
  readonly sealed: Uint8Array;
}

export interface SettingsRow extends Omit<Settings, "managed"> {
  readonly id: "settings";
  readonly dismissed: readonly string[];
  /** Postponed steps, with the end of each postponement; absent until there is one. */
  readonly later?: Readonly<Record<string, number>>;
  /** What was finished when the user last looked at their home. */
  readonly seen?: readonly string[] | null;
  /** The organisation's policy as the browser last gave it; absent until it did. */
  readonly policy?: unknown;
}

/** The badge one message got, so that lists and a second reading need not ask the webmail again. No word of the message. */
export interface VerdictRow {
  /** read: digest of place, account and the webmail's name of the message. sent: a random UUID. */
  readonly id: string;
  readonly kind: "read" | "sent";
  /** The same digest for the conversation; absent where the page names none, and for sent messages. */
  readonly thread?: string;
  readonly grade: Grade;
  /** Whether the message was sealed, which changes the words for C and D. */
  readonly sealed: boolean;
  /** Version of the index that gave the grade; grades of older versions are ignored. */
  readonly version: number;
  /** Facts from the raw header; null where the webmail gives none. */
  readonly path: PathFacts | null;
  /** First judged, and last. Milliseconds. */
  readonly seenAt: number;
  readonly usedAt: number;
}

/** A domain's MTA-STS policy, for as long as it is valid. */
export interface MailPolicyRow {
  /** The domain. */
  readonly id: string;
  /** The id in the record that announced it. */
  readonly policy: string;
  readonly read: Policy;
  readonly until: number;
}

/** When a key last changed, was revoked or came into doubt: earlier grades may be too good. */
export interface TrustChangeRow {
  readonly id: "last";
  readonly at: number;
}

class Database extends Dexie {
  declare readonly identities: EntityTable<IdentityRow, "fingerprint">;
  declare readonly secrets: EntityTable<SecretRow, "fingerprint">;
  declare readonly wrapping: EntityTable<WrappingRow, "id">;
  declare readonly contacts: EntityTable<ContactRow, "id">;
  declare readonly keys: EntityTable<KeyRow, "fingerprint">;
  declare readonly finds: Table<FoundKeyRow, string>;
  declare readonly lookups: Table<LookupRow, string>;
  declare readonly events: Table<EventRow, number>;
  declare readonly pinTable: EntityTable<PinTableRow, "id">;
  declare readonly unsignedPins: EntityTable<UnsignedPinRow, "id">;
  declare readonly peers: EntityTable<PeerRow, "id">;
  declare readonly drafts: EntityTable<DraftRow, "id">;
  declare readonly draftFiles: EntityTable<DraftFileRow, "id">;
  declare readonly settings: EntityTable<SettingsRow, "id">;
  declare readonly verdicts: EntityTable<VerdictRow, "id">;
  declare readonly mailPolicies: EntityTable<MailPolicyRow, "id">;
  declare readonly trustChanges: EntityTable<TrustChangeRow, "id">;

  constructor(name: string) {
    super(name, { indexedDB: listened, IDBKeyRange: globalThis.IDBKeyRange });
    this.version(1).stores({
      identities: "fingerprint",
      secrets: "fingerprint",
      wrapping: "id",
      contacts: "id, lastUsedAt",
      keys: "fingerprint, *keyIds",
      finds: "id, contact",
      lookups: "id, contact",
      drafts: "id, place, savedAt",
      settings: "id",
    });
    this.version(2)
      .stores({
        contacts: "id, lastUsedAt, refreshAt",
        finds: "id, contact, fingerprint",
        events: "++id, [contact+at]",
        pinTable: "id",
        unsignedPins: "id",
        peers: "id",
      })
      .upgrade(contactsWithHistory);
    this.version(3).stores({ draftFiles: "id, draft" }).upgrade(draftsInOctets);
    this.version(4).stores({ verdicts: "id, thread, seenAt, usedAt" });
    this.version(5).stores({ mailPolicies: "id" });
    this.version(6).stores({ trustChanges: "id" });
  }

  get pinEdition(): Table<PinEditionRow, string> {
    return this.table("pinTable");
  }

  /**
   * Dexie remembers a failed opening and fails every later call with it. Since a full disk may get room again, only pending calls
   * get the failure, and the next one opens the database anew.
   */
  override open(): ReturnType<Dexie["open"]> {
    const opening = isHomeKnown() ? super.open() : Dexie.Promise.resolve(findHome()).then(() => super.open());
    opening.catch(() => {
      setTimeout(() => {
        if (this.hasFailed()) this.close({ disableAutoOpen: false });
      });
    });
    return opening;
  }
}

export const database = new Database("cachet");
