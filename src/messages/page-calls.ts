// What an overlay asks its content script to do to the page, and to tell of it (messages/wire.ts).
import type { OfferedFile, Replacement } from "./channel";

/** Whom a message was sealed to and whom it was signed for, as the page's fields must name them for delivery. */
export interface SealedTo {
  /** Null where nobody told it when it was signed. */
  readonly from: string | null;
  /** To and Cc. */
  readonly open: readonly string[];
  readonly hidden: readonly string[];
}

/** What is to stand in the page's box, and nothing else. */
export interface Insert {
  readonly text: string;
  /** Of two files the page may get the second alone. */
  readonly files: readonly OfferedFile[];
  /** Null: the page's field is left as it is. */
  readonly subject: string | null;
  /** Recipients to put into the place of others before anything is sent. */
  readonly replace: readonly Replacement[];
  /** Not null: presses the page's own Send, if at that moment the box holds this and goes to these. */
  readonly send: SealedTo | null;
  /** Whether anybody may read it. Sealed files of ours never go with such a text. */
  readonly clear: boolean;
}

/** What in the page differs from what was put into it. */
export type Changed = "text" | "subject" | "files" | "recipients" | "from";

/**
 * Where it is not "inserted", nothing of it was left in the box; `left` names files that the page did not give back, or may
 * still be taking.
 */
export type InsertAnswer =
  /** sent: null, it was not to be sent; false, the page has no Send to press. */
  | { readonly is: "inserted"; readonly sent: boolean | null }
  | { readonly is: "text-refused" | "files-refused" | "cancelled"; readonly left?: readonly string[] }
  | { readonly is: "not-replaced"; readonly replacements: readonly Replacement[]; readonly left?: readonly string[] }
  | { readonly is: "changed"; readonly what: Changed; readonly left?: readonly string[] }
  /** Nothing was begun: these sealed files must first go out of the box. */
  | { readonly is: "files-left"; readonly left: readonly string[] };

interface Given<T> {
  readonly is: "given";
  readonly value: T | null;
}

/** What changes the page allows no other such call beside it, and is never done twice. */
export const EXCLUSIVE = ["insert", "attach", "setSubject", "reply", "close"] as const;

/** Each content script answers those that the overlay it has mounted may ask. */
export type PageCalls = {
  readonly insert: { readonly request: Insert; readonly answer: InsertAnswer };
  /** Attaches files that anybody may see to the mail in the page. */
  readonly attach: {
    readonly request: { readonly files: readonly OfferedFile[] };
    readonly answer: { readonly is: "attached" | "files-refused" };
  };
  readonly setSubject: {
    readonly request: { readonly subject: string };
    readonly answer: { readonly is: "set" | "no-field" };
  };
  /** Presses the page's own button for such an answer, and opens a compose overlay on draft `draftId`. */
  readonly reply: {
    readonly request: { readonly draftId: string; readonly how: "reply" | "all" | "forward" };
    readonly answer: { readonly is: "begun" };
  };
  /** The whole raw message; null where the webmail gives none, or did not answer. */
  readonly source: { readonly request: null; readonly answer: Given<Uint8Array> };
  /** An attachment by way of the page's own download link; null where there is none, or it did not answer. */
  readonly file: { readonly request: { readonly name: string }; readonly answer: Given<Uint8Array> };
  /** The raw header of the message, as the webmail keeps it; null where it gives none. */
  readonly header: { readonly request: null; readonly answer: Given<string> };
  /** Does anything of the page cover the frame now? Null: it cannot be told. */
  readonly covered: { readonly request: null; readonly answer: Given<boolean> };
  /** The focus has gone from the overlay. Has the page it, and how long ago did the user press anywhere there, in ms? */
  readonly focus: {
    readonly request: null;
    readonly answer: { readonly is: "told"; readonly here: boolean; readonly pressed: number };
  };
  /** Ends the overlay. `restore` gives the page its own text back, never beside a sealed file. */
  readonly close: {
    readonly request: { readonly restore: boolean };
    readonly answer: { readonly is: "closed" } | { readonly is: "files-left"; readonly left: readonly string[] };
  };
};
