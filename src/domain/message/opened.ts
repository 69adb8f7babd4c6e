// The input and the result of opening a message.
import type { Mailbox } from "../address";
import type { MimeCode, Span } from "../mime/tree";
import type { DecryptFailure, ParseCode } from "../pgp/open";
import type { MessageFacts } from "../privacy/message-index";
import type { Result } from "../result";
import type { Signature } from "../trust/signature";

/** The most addresses in the From fields of one message. Honest ones have a few at most. */
export const MOST_SENDERS = 100;

/**
 * What a message claims about itself: as the page shows it (null: not shown) and, if its source was seen, as the source has
 * it.
 */
export interface Claims {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly date: number | null;
  readonly account: string | null;
  /** Every address of the source's own From fields, one character per octet. Left out: no source was seen. */
  readonly sourceFrom?: readonly string[] | undefined;
  /**
   * The source's own Date, which takes precedence over what the page shows; null if it has no readable one. Left out: no
   * source was seen.
   */
  readonly sourceDate?: number | null | undefined;
  /** The reader's provider found the message to be from the domain in From (DKIM or DMARC). Left out: it says nothing. */
  readonly vouched?: boolean | undefined;
}

/**
 * Names the reading of a message that a call belongs to, and the number of layers around the one opened. All calls of one
 * reading share one work budget (background/mail/work-budget.ts).
 */
export interface Work {
  readonly id: string;
  readonly layer: number;
}

/** The key that must be unlocked first, by its fingerprint. */
export interface Locked {
  readonly code: "locked";
  readonly fingerprint: string;
}

export type OpenFailure =
  | ParseCode
  | DecryptFailure
  | Locked
  /** `missing`: addresses of own keys that have been lost. */
  | { readonly code: "no-identity"; readonly missing: readonly string[] }
  | "too-deep"
  | "too-much";

/** The failure reported for a message that cannot be parsed as MIME. */
export const MIME_FAILURES: Readonly<Record<MimeCode, "too-large" | "too-deep" | "damaged">> = {
  "too-large": "too-large",
  "too-deep": "too-deep",
  "too-many-parts": "too-large",
  malformed: "damaged",
};

/** The one status of a message, and the facts for its privacy index. */
export interface Opened {
  /** It had no integrity protection: shown as plain text, after the user asked for it. */
  readonly unprotected: boolean;
  /** false: clearsigned only, readable by all. */
  readonly sealed: boolean;
  readonly signature: Signature;
  /** Fingerprints of the user's keys among those it is sealed to by name. */
  readonly mine: readonly string[];
  /** Key ids the message is sealed to, as hex; 0000000000000000 is a hidden recipient. */
  readonly readers: readonly string[];
  /** The facts for its privacy index; the overlay adds the path. */
  readonly facts: MessageFacts;
  /** Why what it says about its sender could not be stored; the answer is not affected. Left out: it was stored. */
  readonly unnoted?: "full" | "unreadable";
}

/** One layer of a message, decrypted or verified. */
export interface Decrypted extends Opened {
  /** Null if octets were requested or a detached signature was checked. */
  readonly text: string | null;
  /** Some characters of the text may be wrong, because its charset was not declared. The mail around it may declare it. */
  readonly guessed: boolean;
  /** The content, if octets were requested: a MIME entity, a file, a text in some charset. */
  readonly entity: Uint8Array | null;
}

/**
 * Armor in a text, or a message in octets, armored or not. `as`: the form in which the content is wanted. An entity may name
 * its own sender; octets are only passed on.
 */
export interface DecryptRequest extends Claims {
  readonly armored?: string | undefined;
  readonly sealed?: Uint8Array | undefined;
  readonly as?: "text" | "entity" | "octets" | undefined;
  /** The user wants to see old mail without integrity protection; it is shown as text, never as proof and never as HTML. */
  readonly unprotected?: boolean | undefined;
  readonly work?: Work | undefined;
}

/** A detached signature (RFC 3156 5, a file's .sig); `signed` exactly as it arrived. */
export interface VerifyRequest extends Claims {
  readonly signed: Uint8Array;
  readonly signature: string | Uint8Array;
  readonly work?: Work | undefined;
}

/** Decrypts or verifies one layer; implemented by the code that has keys and contacts. */
export interface Openers {
  decrypt(request: DecryptRequest): Promise<Result<Decrypted, OpenFailure>>;
  verify(request: VerifyRequest): Promise<Result<Decrypted, OpenFailure>>;
}

/** Octets not backed by a shared buffer, as calls require. */
type Octets = Uint8Array<ArrayBuffer>;

/** The input to be read, in one of the forms that a page hands over. */
export type Given =
  /** A whole message, or a MIME entity in its place. `forwarded`: its own header makes the claims. */
  | { readonly source: Octets; readonly forwarded?: boolean | undefined }
  /** Armor in a text; or in octets, if only the mail around it declares their `charset`. */
  | { readonly armored: string | Octets; readonly charset?: string | undefined }
  /** A sealed file and the name of its content. Null: the file is the message. */
  | { readonly file: Octets; readonly name: string | null }
  /** A file and its purported signature. */
  | { readonly signed: Octets; readonly signature: Octets };

/** What is inside all layers, to be drawn. */
export type Content =
  | { readonly is: "text"; readonly text: string; readonly guessed: boolean }
  /**
   * octets: the content of the innermost encrypted layer; null if there was none, and the input is meant. part: where in
   * these octets the signed entity is; null: they are the entity.
   */
  | { readonly is: "entity"; readonly octets: Uint8Array | null; readonly part: Span | null }
  | { readonly is: "file"; readonly octets: Uint8Array; readonly name: string }
  /** The signature of a file was checked; the file stays where it is. */
  | { readonly is: "checked" };

/** A message that was read. */
export interface ReadMail {
  readonly content: Content;
  readonly opened: Opened;
  /** Recipients named by the header of its source; null if it cannot be read or there was no source. */
  readonly addressed: readonly string[] | null;
  /** The sender named by a forwarded message itself, with whom its signatures were compared. */
  readonly claimed: Mailbox | null;
}
