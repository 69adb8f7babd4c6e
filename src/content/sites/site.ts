// The interface of a webmail's adapter. Features import this file only.
// Every finder takes the subtree just added to the page (or the document) and may cost no more than a few querySelectorAll
// on it; it returns boxes whose `root` or `body` lies in or around that subtree, each root once.

import type { Mailbox, Recipients } from "../../domain/address";
import type { WebmailId } from "../../domain/webmails";
import type { SourcePart } from "../dom/own-session";

/** One open compose editor of the page. Identity is `root`: the same root is the same box. */
export interface ComposeBox {
  /** Holds recipients, body and buttons. */
  readonly root: HTMLElement;
  /** The element the user types in (contenteditable, textarea, or the iframe that holds an editor). */
  readonly body: HTMLElement;
  /** What the compose overlay replaces: the body, or the editor with its own toolbar around it. */
  readonly cover: HTMLElement;
  /** Name of the draft, stable across reloads; null when the page has none yet. */
  key(): string | null;
  /** Puts our lock beside the page's own Send. Called again after re-renders; must be idempotent. */
  placeLock(lock: HTMLElement): void;
  recipients(): Recipients;
  /** The sender the page will use; null where the webmail shows none or it cannot be read with certainty. */
  from(): Mailbox | null;
  subject(): string;
  /** Whether a subject can be written here. Left out: only trying tells. */
  hasSubject?(): boolean;
  /** Writes the subject the way typing would. False: no field is visible, and nothing was changed. */
  setSubject(text: string): boolean;
  /** Calls back whenever recipients, sender or subject may have changed; stops with the signal. */
  watch(changed: () => void, signal: AbortSignal): void;
  /** The body's text as it is now: line breaks as \n, the page's signature block included. */
  text(): string;
  /** Replaces the whole body with plain text the way typing would, so that the page notices. False: the page refused. */
  replaceText(text: string): boolean;
  /**
   * Replaces `from` with `to` in the page's recipient fields, as the user would, so that the page notices. False: this page
   * offers no reliable way, or the field does not hold `to` alone afterwards; `from` is then still there.
   */
  replaceRecipient(from: string, to: string): boolean;
  /** Hands files to the page's own input or drop target. False: neither was found or took them. */
  attach(files: readonly File[]): boolean;
  /** The element in which the page lists attachments and shows the progress of an upload. */
  attachmentsIn(): HTMLElement;
  /**
   * The attachments the page lists, in its order: the exact name shown, and what to press to remove the file (null: nothing).
   * Left out: the structure of this page's list is unknown.
   */
  attachments?(): readonly { readonly name: string; readonly remove: HTMLElement | null }[];
  /** The page's own Send; null when not found (then only "Seal" is offered). */
  sendButton(): HTMLElement | null;
  /** Everything else that sends this mail: the arrow beside Send, the items of its menu, "Send and archive". */
  sends?(): Iterable<HTMLElement>;
  /**
   * How many octets of armor the page's own server takes now, to send them as multipart/encrypted (RFC 3156); 0 where something
   * else of the page claims the message. Left out: this page has no such way.
   */
  entityRoom?(): number;
  /**
   * From now on, what leaves this box is `armored` in place of the text and the attachments, provided that `whole` holds at that
   * moment. The box already has the text that stands for it, and gets the armor itself when the signal aborts. Returns what ends
   * this; null: there is no room.
   */
  sendEntity?(armored: string, whole: () => boolean, signal: AbortSignal): (() => void) | null;
  /** Whether submitting this form now sends the mail. Left out: a form that holds the body always does. */
  submits?(form: HTMLFormElement): boolean;
}

export interface PageFile {
  readonly name: string;
  /** The page's own download link, on its own origin; null when it has none with a URL. */
  readonly url: string | null;
}

export type Answering = "reply" | "all" | "forward";

/** One message shown open on the page. Identity is `root`. */
export interface MessageView {
  readonly root: HTMLElement;
  /** The element with the message text, which the read overlay replaces. */
  readonly body: HTMLElement;
  /** Stable across reloads, and equal to ListRow.message; null when the page has none. */
  id(): string | null;
  /** Name of the conversation it belongs to, null where the site has none. */
  thread(): string | null;
  from(): Mailbox | null;
  /** Whether the page shows the sender by a name without an address. Left out: unknown. */
  namesOnly?(): boolean;
  to(): readonly Mailbox[];
  /** The date the page shows, null when unreadable. */
  date(): Date | null;
  attachments(): readonly PageFile[];
  /** True when the page shortened the message and shows the rest elsewhere. */
  clipped(): boolean;
  /**
   * Whether the page says that the message is sealed or signed, but shows nothing of it: only the source does. Left out: what
   * is sealed is seen in the text or among the files.
   */
  hides?(): boolean;
  /** Raw RFC 5322 source, fetched with the user's own session; null when this site offers none. Rejects on network failure. */
  rawSource: ((signal: AbortSignal, part?: SourcePart) => Promise<Uint8Array<ArrayBuffer>>) | null;
  /** Puts the badge into the message header. Idempotent. */
  placeBadge(badge: HTMLElement): void;
  /** Whether the page shows what `reply` would press now. */
  answers(how: Answering): boolean;
  /**
   * Opens the page's own editor for this kind of answer, else the one for a reply; false when there is no such button. Forwarding
   * opens a new message where the page offers one: its own Forward would take the sealed files along.
   */
  reply(how: Answering): boolean;
}

/** Identifies a message by its name and sender, as far as the page gives them. */
export const nameOf = (view: MessageView): string => JSON.stringify([view.id(), view.from()?.address]);

/** One row of a list of mail. Identity is `root`. */
export interface ListRow {
  readonly root: HTMLElement;
  /** MessageView.id of its message, or of the newest of several. */
  readonly message: string;
  /** MessageView.thread of its messages; null where the site has none. */
  readonly thread: string | null;
  /** How many messages it represents. */
  readonly count: number;
  /** Puts the badge into the row, before the subject. Idempotent. */
  placeBadge(badge: HTMLElement): void;
}

/** A conversation that is open on the page. Identity is `root`, the heading with its subject. */
export interface Conversation {
  readonly root: HTMLElement;
  readonly thread: string;
  /** MessageView.id of the open messages, the only ones the page names. */
  readonly messages: readonly string[];
  /** Number of messages, closed ones included; null where the page does not give it. */
  readonly count: number | null;
  placeBadge(badge: HTMLElement): void;
}

export interface Health {
  /** fine: all required parts were found. empty: nothing to judge in this view (login page, list only). broken: a page of
   * this webmail whose parts were not found, so the user reads "Cachet does not recognise this page". */
  readonly state: "fine" | "empty" | "broken";
  /** Parts that were not found, for the bug report. */
  readonly missing: readonly string[];
}

export interface Site {
  readonly id: WebmailId;
  account(): Mailbox | null;
  /** Whether the page's own theme is dark. */
  dark(): boolean;
  composes(added: ParentNode): ComposeBox[];
  messages(added: ParentNode): MessageView[];
  /** Rows whose messages the page names reliably. Left out: the site's lists name none. */
  rows?(added: ParentNode): ListRow[];
  /** Left out: the site shows messages one by one. */
  conversations?(added: ParentNode): Conversation[];
  health(): Health;
}

/**
 * What an entry hands to start.ts. `matches` tells, without side effects, whether a document belongs to the site. That of a
 * webmail which users enable is in match.ts: it is in the script that recognises webmails, and the rest is not.
 */
export interface SiteMatch {
  readonly id: Site["id"];
  matches(document: Document, url: URL): boolean;
  create(document: Document): Site;
}
