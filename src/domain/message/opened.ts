// What opening a message takes, and what comes of it.
import type { Mailbox } from "../address";
import type { MimeCode, Span } from "../mime/tree";
import type { DecryptFailure, ParseCode } from "../pgp/open";
import type { MessageFacts } from "../privacy/message-index";
import type { Result } from "../result";
import type { Signature } from "../trust/signature";

/** Addresses that the From fields of one message may name. No honest one has more than a few. */
export const MOST_SENDERS = 100;

/** What a message says of itself: as the page shows it (null: it does not tell) and, where seen, as its source has it. */
export interface Claims {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly date: number | null;
  readonly account: string | null;
  /** Every address of the source's own From fields, one character an octet. Left out: no source was seen. */
  readonly sourceFrom?: readonly string[] | undefined;
  /** The source's own Date, before what the page shows; null where it has none that can be read. Left out: no source was seen. */
  readonly sourceDate?: number | null | undefined;
  /** The reader's provider found the message to be from the domain in From (DKIM or DMARC). Left out: nobody says so. */
  readonly vouched?: boolean | undefined;
}

/**
 * Which reading of a message this is a part of, and how many layers are around what is opened. All calls of one reading share
 * what a message may cost (background/mail/work-budget.ts).
 */
export interface Work {
  readonly id: string;
  readonly layer: number;
}

/** The key that would have to be opened first, by its fingerprint. */
export interface Locked {
  readonly code: "locked";
  readonly fingerprint: string;
}

export type OpenFailure =
  | ParseCode
  | DecryptFailure
  | Locked
  /** `missing`: addresses of keys that were here and are not. */
  | { readonly code: "no-identity"; readonly missing: readonly string[] }
  | "too-deep"
  | "too-much";

/** How a message that is no MIME to us is told to the reader. */
export const MIME_FAILURES: Readonly<Record<MimeCode, "too-large" | "too-deep" | "damaged">> = {
  "too-large": "too-large",
  "too-deep": "too-deep",
  "too-many-parts": "too-large",
  malformed: "damaged",
};

/** The one status of a message, and what its privacy index is made of. */
export interface Opened {
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

/** One layer of a message, undone. */
export interface Decrypted extends Opened {
  /** Null when octets were asked for, and when a detached signature was checked. */
  readonly text: string | null;
  /** Some letters of the text may be wrong: its charset was not told. The mail around it may know. */
  readonly guessed: boolean;
  /** What was inside, asked for as octets: a MIME entity, the content of a file, a text in some charset. */
  readonly entity: Uint8Array | null;
}

/**
 * Armor in a text, or a message in octets, armored or not. `as`: as what its content is wanted. An entity may name its sender
 * itself; octets are only passed on.
 */
export interface DecryptRequest extends Claims {
  readonly armored?: string | undefined;
  readonly sealed?: Uint8Array | undefined;
  readonly as?: "text" | "entity" | "octets" | undefined;
  /** The user wants to see old mail that nothing protects against change; it is text to read, never proof and never HTML. */
  readonly unprotected?: boolean | undefined;
  readonly work?: Work | undefined;
}

/** A detached signature (RFC 3156 5, a file's .sig); `signed` exactly as it arrived. */
export interface VerifyRequest extends Claims {
  readonly signed: Uint8Array;
  readonly signature: string | Uint8Array;
  readonly work?: Work | undefined;
}

/** How one layer is undone. Whoever has the keys and the contacts gives these. */
export interface Openers {
  decrypt(request: DecryptRequest): Promise<Result<Decrypted, OpenFailure>>;
  verify(request: VerifyRequest): Promise<Result<Decrypted, OpenFailure>>;
}

/** Of no buffer that is shared, as a call carries them. */
type Octets = Uint8Array<ArrayBuffer>;

/** What is to be read, in one of the forms that a page hands over. */
export type Given =
  /** A whole message, or a MIME entity that stands for one. `forwarded`: its own header makes the claims. */
  | { readonly source: Octets; readonly forwarded?: boolean | undefined }
  /** Armor in a text; in octets, where only the mail around it tells their `charset`. */
  | { readonly armored: string | Octets; readonly charset?: string | undefined }
  /** A sealed file, by the name that its content has. Null: the file stands for the message. */
  | { readonly file: Octets; readonly name: string | null }
  /** A file and what is said to be its signature. */
  | { readonly signed: Octets; readonly signature: Octets };

/** What lies within all layers, to be drawn. */
export type Content =
  | { readonly is: "text"; readonly text: string; readonly guessed: boolean }
  /**
   * octets: what was inside the last seal; null where there was none, and it is what was given. part: where in these octets
   * the signed entity lies; null: they are the entity.
   */
  | { readonly is: "entity"; readonly octets: Uint8Array | null; readonly part: Span | null }
  | { readonly is: "file"; readonly octets: Uint8Array; readonly name: string }
  /** A signature was checked over a file, which is where it was. */
  | { readonly is: "checked" };

/** A message that was read. */
export interface ReadMail {
  readonly content: Content;
  readonly opened: Opened;
  /** Whom the header of its source names as recipients; null where that cannot be read, or there was no source. */
  readonly addressed: readonly string[] | null;
  /** The sender that a forwarded message names itself, and signatures in it were compared with. */
  readonly claimed: Mailbox | null;
}
