// The line between an overlay and the content script that mounted it: a Port the overlay opens with
// tabs.connect(tabId, {frameId, name: ticket}). The page cannot reach it, and either end learns at once when the other is
// gone (page closed, extension reloaded). Neither plaintext nor keys ever travel here, except text the user had typed into
// the page's own box (ComposeJob.taken) and text the user confirmed to send in clear (insert). Events without an answer are
// defined here; requests that expect one are in page-calls.ts and go through wire.ts.
import type { Mailbox, Recipients } from "../domain/address";

export interface PageInfo {
  /** Origin of the webmail, e.g. https://mail.google.com */
  readonly place: string;
  readonly account: string | null;
  readonly dark: boolean;
}

/** The webmail's ids, null where it has none; the verdict on a message is kept under them. */
export interface MessageName {
  readonly messageKey: string | null;
  readonly threadKey: string | null;
}

export interface ReadJob extends PageInfo, MessageName {
  readonly kind: "read";
  /**
   * What the page shows. armored: inline armor or a clearsigned text. key: a public key in the text. clipped: a message the
   * page truncated. files: attachments that are sealed or signed, or belong to a sealed message.
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
  /** The message holds nothing beside the content, so a statement about the content is one about the message. */
  readonly alone: boolean;
  readonly from: { readonly address: string; readonly name: string } | null;
  /** The page shows the sender by a name without an address; false also where nothing is known. */
  readonly namesOnly: boolean;
  readonly to: readonly string[];
  readonly date: number | null;
  /** Whether the page shows its own buttons for these answers now; `canReply` follows where that comes later. */
  readonly canReply: boolean;
  readonly canForward: boolean;
  /** The page chose this message (client API). held: nothing is opened before the user says so, as the user did not choose it. */
  readonly byPage?: { readonly held: boolean };
}

export interface ComposeJob extends PageInfo {
  readonly kind: "compose";
  /** Stable name of the page's draft, when it has one. */
  readonly composeKey: string | null;
  /** What the user had typed into the page's box; it has been emptied. */
  readonly taken: string;
  /** A draft to start from (reply with sealed quote). */
  readonly draftId: string | null;
  /** Whom the page sends as: its From, or the account where it shows none; null where neither is known. */
  readonly from: Mailbox | null;
  /** The recipients the user has seen; those the page has now follow as recipientsChanged. */
  readonly recipients: Recipients;
  /** Those recipients are the user's own list, whatever the page has. */
  readonly stated?: boolean;
  readonly subject: string;
  /** The page's subject field was emptied; false where the page has none to write in (a reply in place). */
  readonly subjectTaken: boolean;
  readonly canSend: boolean;
  /** Octets of armor that the page's server would send as multipart/encrypted (RFC 3156). 0, or left out: it does not. */
  readonly entityRoom?: number;
  /** Height in px of the visible part of the box: a compose window scrolls inside itself. */
  readonly room: number;
  /** Height in px of the box the overlay replaces, to fill it. */
  readonly height: number;
  /** How long ago the user opened the editor, in ms: the overlay may have been reloaded since. */
  readonly opened: number;
  /** The message is being written in a window of its own; this frame only holds its place. */
  readonly moved?: boolean;
  /** The user's click has just opened the editor; false when it is reloaded. */
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
  /** `touched`: how long ago the user last clicked in the page's compose window, in ms. */
  | {
      readonly event: "recipientsChanged";
      readonly from: Mailbox | null;
      readonly recipients: Recipients;
      readonly subject: string;
      readonly touched: number;
    }
  /** The page has drawn its Reply since the job was given. */
  | { readonly event: "canReply" }
  /** The page did not open its editor for this answer, however often its button was pressed. */
  | { readonly event: "replyFailed"; readonly draftId: string }
  /** The frame in the page takes the message back from the window. */
  | { readonly event: "back" }
  /** The user pressed the page's own Send while the overlay is open; it was stopped. */
  | { readonly event: "sendStopped" }
  /** The badge's distance in px from the left edge of its open panel, which keeps it where it was clicked. */
  | { readonly event: "panelMoved"; readonly left: number }
  /** A click outside the open panel. */
  | { readonly event: "pressedBeside" }
  | { readonly event: "themeChanged"; readonly dark: boolean };

export type ToContent =
  /** `width` comes only from the badge overlay, which grows when its panel opens. */
  | { readonly event: "resize"; readonly height: number; readonly width?: number }
  /** A window of our own, which shows `ticket`, continues in this overlay's place; the text is in the draft, if there is one. */
  | { readonly event: "movedToWindow"; readonly ticket: string; readonly draftId: string | null }
  /** The draft from which a reloaded frame continues. */
  | { readonly event: "draftNamed"; readonly draftId: string }
  | { readonly event: "back" }
  /** The recipients the user has seen, or has `stated` as their own list. */
  | { readonly event: "recipientsSeen"; readonly recipients: Recipients; readonly stated: boolean }
  /** The message's files are not OpenPGP, whatever their names: the overlay goes, and the message counts as clear. */
  | { readonly event: "notSealed" }
  /** The overlay shows the whole message, so the page's own rendering, which is not what was signed or sealed, is hidden. */
  | { readonly event: "wholeShown" }
  /** For a page that chose the message: what became of it, as far as the page may know. */
  | { readonly event: "pageShown"; readonly as: "shown" | "no-key" | "failed" };
