// The line between an overlay and the content script that mounted it: a Port the overlay opens with
// tabs.connect(tabId, {frameId, name: ticket}). The page has no way onto it, and either end learns at once when the
// other is gone (page closed, extension reloaded). Neither plaintext nor keys ever travel here, except text the
// user already typed into the page's own box (Taken) and text the user confirmed to send in clear (insert). What wants an
// answer is asked over it (page-calls.ts, wire.ts); what is here is told.
import type { Mailbox, Recipients } from "../domain/address";

export interface PageInfo {
  /** Origin of the webmail, e.g. https://mail.google.com */
  readonly place: string;
  readonly account: string | null;
  readonly dark: boolean;
}

/** As the webmail names them, null where it does not: with them the verdict on a message is found again. */
export interface MessageName {
  readonly messageKey: string | null;
  readonly threadKey: string | null;
}

export interface ReadJob extends PageInfo, MessageName {
  readonly kind: "read";
  /**
   * What the page shows. armored: inline armor or a clearsigned text. key: a public key in the text. clipped: the page cut
   * the message. files: its attachments are sealed or signed, or are those of a sealed message.
   */
  readonly content:
    | { readonly form: "armored"; readonly kind: "message" | "signed"; readonly armored: string }
    | { readonly form: "key"; readonly armored: string }
    | { readonly form: "clipped" }
    | { readonly form: "files" };
  /** Names of the attachments as the page lists them. */
  readonly files: readonly string[];
  /** The webmail gives the raw message, so its source may be asked for. */
  readonly hasSource: boolean;
  /** Nothing stands in the message beside the content: what is said of it is said of the message. */
  readonly alone: boolean;
  readonly from: { readonly address: string; readonly name: string } | null;
  readonly to: readonly string[];
  readonly date: number | null;
  readonly canReply: boolean;
}

export interface ComposeJob extends PageInfo {
  readonly kind: "compose";
  /** Stable name of the page's draft, when it has one. */
  readonly composeKey: string | null;
  /** What the user had typed into the page's box; it has been emptied. */
  readonly taken: string;
  /** A draft to start from (reply with sealed quote). */
  readonly draftId: string | null;
  /** Whom the page sends as: its From, or the account where it shows none; null where neither is told. */
  readonly from: Mailbox | null;
  /** Those the user has seen; whom the page has now is told next. */
  readonly recipients: Recipients;
  readonly subject: string;
  /** The page's subject field was emptied; false where the page has none to write in (a reply in place). */
  readonly subjectTaken: boolean;
  readonly canSend: boolean;
  /** Height in px of what the page shows of the box at once: a compose window scrolls inside itself. */
  readonly room: number;
  /** Height in px of the box it takes the place of, to fill it. */
  readonly height: number;
  /** How long ago the user opened it, in ms: the overlay may have been loaded anew since. */
  readonly opened: number;
  /** The message is written in a window of its own, and the frame holds its place. */
  readonly moved?: boolean;
  /** The user's press has just opened it, and it is not loaded anew. */
  readonly pressed?: boolean;
}

export interface BadgeJob extends PageInfo, MessageName {
  readonly kind: "badge";
  readonly from: string | null;
  readonly to: readonly string[];
}

/** A strong address in the page's field, and what it must hold for delivery. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** A file to attach to the mail in the page: sealed, or a public key. */
export interface OfferedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type Job = ReadJob | ComposeJob | BadgeJob;

export type ToOverlay =
  | { readonly event: "job"; readonly job: Job }
  /** `touched`: how long ago the user last pressed in the page's compose window, in ms. */
  | {
      readonly event: "recipientsChanged";
      readonly from: Mailbox | null;
      readonly recipients: Recipients;
      readonly subject: string;
      readonly touched: number;
    }
  /** The frame in the page asks for the message back from the window. */
  | { readonly event: "back" }
  /** Not sent: the line of a window has ended. */
  | { readonly event: "gone" }
  /** The user pressed the page's own Send while the overlay is open; it was stopped. */
  | { readonly event: "sendStopped" }
  /** How far from the left edge of its open panel the badge stands, in px: where it stood when it was pressed. */
  | { readonly event: "panelMoved"; readonly left: number }
  /** Somebody pressed beside the open panel. */
  | { readonly event: "pressedBeside" }
  | { readonly event: "themeChanged"; readonly dark: boolean };

export type ToContent =
  /** `width` only from the badge overlay, which grows when its panel opens. */
  | { readonly event: "resize"; readonly height: number; readonly width?: number }
  /**
   * A window of our own that shows `ticket` goes on in this overlay's place; the text is in the draft, where there is one.
   * Without a ticket: this is the draft now, from which a frame that is loaded anew goes on.
   */
  | { readonly event: "movedToWindow"; readonly ticket: string | null; readonly draftId: string | null }
  | { readonly event: "back" }
  /** The recipients the user has seen. */
  | { readonly event: "recipientsSeen"; readonly recipients: Recipients }
  /** The message's files are not OpenPGP's, whatever their names: the overlay goes, and it counts as a clear message. */
  | { readonly event: "notSealed" }
  /** The overlay shows the whole message: the page's own rendering of it, which is not what was signed or sealed, goes. */
  | { readonly event: "wholeShown" };
