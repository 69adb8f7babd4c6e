import type { MessageFacts } from "../privacy/message-index";
import type { Signature } from "../trust/signature";

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
