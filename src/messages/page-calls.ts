// What an overlay asks its content script to do in the page, or to report about it (messages/wire.ts).
import type { OfferedFile, Replacement } from "./channel";

/** The sender a message was signed as and the recipients it was sealed to, as the page's fields must name them. */
export interface SealedTo {
  /** Null where it was unknown at signing. */
  readonly from: string | null;
  /** To and Cc. */
  readonly open: readonly string[];
  readonly hidden: readonly string[];
  /**
   * Where the writer named the recipients because the page's cannot all be read: who and what else the page may have. Left
   * out: it must have those above and nobody else.
   */
  readonly beside?: { readonly people: readonly string[]; readonly unreadable: readonly string[] };
}

/** A sealed entity that the page's own server sends as multipart/encrypted, and whom it was sealed to. */
export interface SealedEntity {
  readonly armored: string;
  readonly to: SealedTo;
}

/** The whole content to put into the page's box. */
export interface Insert {
  readonly text: string;
  /** May be inserted separately: of two files, the page may end up with only the second. */
  readonly files: readonly OfferedFile[];
  /** Sent by the page's server in place of the text, which then only tells the user so. Left out: text and files are sent. */
  readonly entity?: SealedEntity;
  /** Null: leaves the page's field as it is. */
  readonly subject: string | null;
  /** Recipients to replace before anything is sent. */
  readonly replace: readonly Replacement[];
  /** Not null: presses the page's own Send, if at that moment the box holds this content for these people. */
  readonly send: SealedTo | null;
  /** Whether the text goes in clear. Sealed files of ours never go with such a text. */
  readonly clear: boolean;
}

/** What in the page differs from what was inserted. */
export type Changed = "text" | "subject" | "files" | "recipients" | "from";

/**
 * Unless "inserted", nothing is left in the box; `left` names files that could not be removed from the page, or that it may
 * still be attaching.
 */
export type InsertAnswer =
  /** sent: null, sending was not asked for; false, the page has no Send to press. */
  | { readonly is: "inserted"; readonly sent: boolean | null }
  | {
      readonly is: "text-refused" | "files-refused" | "entity-refused" | "cancelled";
      readonly left?: readonly string[];
    }
  | { readonly is: "not-replaced"; readonly replacements: readonly Replacement[]; readonly left?: readonly string[] }
  | { readonly is: "changed"; readonly what: Changed; readonly left?: readonly string[] }
  /** Nothing was begun: these sealed files must first be removed from the box. */
  | { readonly is: "files-left"; readonly left: readonly string[] };

/** What was asked for; null: the page has none. */
export interface FromPage<T> {
  readonly is: "given";
  readonly value: T | null;
}

/** Calls that change the page: only one of them runs at a time, and none is ever done twice. */
export const EXCLUSIVE = ["insert", "attach", "setSubject", "reply", "close"] as const;

/** Each content script answers only those that the overlay it mounted may ask. */
export type PageCalls = {
  readonly insert: { readonly request: Insert; readonly answer: InsertAnswer };
  /** Attaches public files, such as the user's key, to the mail in the page. */
  readonly attach: {
    readonly request: { readonly files: readonly OfferedFile[] };
    readonly answer: { readonly is: "attached" | "files-refused" };
  };
  readonly setSubject: {
    readonly request: { readonly subject: string };
    readonly answer: { readonly is: "set" | "no-field" };
  };
  /**
   * Presses the page's own button for `how`, and opens a compose overlay on draft `draftId`. new-mail: the page has no such
   * button here, and a new mail was opened instead. no-button: it has neither, and nothing was done.
   */
  readonly reply: {
    readonly request: { readonly draftId: string; readonly how: "reply" | "all" | "forward" };
    readonly answer: { readonly is: "begun" | "new-mail" | "no-button" };
  };
  /** The whole raw message; null where the webmail offers none or did not answer. */
  readonly source: { readonly request: null; readonly answer: FromPage<Uint8Array> };
  /** An attachment, through the page's own download link; null where there is none or it did not answer. */
  readonly file: { readonly request: { readonly name: string }; readonly answer: FromPage<Uint8Array> };
  /** The raw header of the message, as the webmail stores it; null where it offers none. */
  readonly header: { readonly request: null; readonly answer: FromPage<string> };
  /** Whether anything in the page covers the frame now. Null: unknown. */
  readonly covered: { readonly request: null; readonly answer: FromPage<boolean> };
  /** After the overlay lost the focus: whether the page has it, and how long ago the user last clicked there, in ms. */
  readonly focus: {
    readonly request: null;
    readonly answer: { readonly is: "told"; readonly here: boolean; readonly pressed: number };
  };
  /** Ends the overlay. `restore` returns the page's own text, but never beside a sealed file. */
  readonly close: {
    readonly request: { readonly restore: boolean };
    readonly answer: { readonly is: "closed" } | { readonly is: "files-left"; readonly left: readonly string[] };
  };
};
