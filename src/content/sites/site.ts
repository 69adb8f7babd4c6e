// The interface of a webmail's adapter. Features import this file only.
// Every finder takes the subtree that was just added to the page (or the document) and must cost no more than a few
// querySelectorAll on it; it returns boxes whose `root` or `body` lies in or around that subtree, each root once.

import type { Mailbox, Recipients } from "../../domain/address";
import type { SourcePart } from "../dom/own-session";

/** One open compose editor of the page. Identity is `root`: the same root is the same box. */
export interface ComposeBox {
  /** Holds recipients, body and buttons. */
  readonly root: HTMLElement;
  /** The element the user types in (contenteditable, textarea, or the iframe that holds an editor). */
  readonly body: HTMLElement;
  /** What the compose overlay takes the place of: the body, or the editor with its own toolbar around it. */
  readonly cover: HTMLElement;
  /** Stable name of the draft across reloads, null when the page has none yet. */
  key(): string | null;
  /** Puts our lock beside the page's own Send. Called again after re-renders; must be idempotent. */
  placeLock(lock: HTMLElement): void;
  recipients(): Recipients;
  /** Whom the page will send as, null where the webmail shows none or it cannot be read surely. */
  from(): Mailbox | null;
  subject(): string;
  /** Writes the subject the way typing would. False: there is no field to be seen, and nothing was changed. */
  setSubject(text: string): boolean;
  /** Calls back whenever recipients, sender or subject may have changed; stops with the signal. */
  watch(changed: () => void, signal: AbortSignal): void;
  /** Plain text now in the body: line breaks as \n, without the page's signature block left out. */
  text(): string;
  /** Replaces the whole body by plain text the way typing would, so that the page notices. False: the page refused. */
  replaceText(text: string): boolean;
  /**
   * Puts `to` in the place of `from` in the page's recipient fields, as the user would, so that the page notices. False:
   * this page offers no sure way, or the field does not hold `to` alone afterwards; `from` is then still there.
   */
  replaceRecipient(from: string, to: string): boolean;
  /** Hands files to the page's own input or drop target. False: no way found. */
  attach(files: readonly File[]): boolean;
  /** Where the page lists what is attached, and shows how far an upload is. */
  attachmentsIn(): HTMLElement;
  /**
   * What the page lists as attached, file by file in its order: the name it shows, no more and no less, and what to press to
   * take it off again (null: nothing). Left out: this page's list is not known.
   */
  attachments?(): readonly { readonly name: string; readonly remove: HTMLElement | null }[];
  /** The page's own Send; null when not found (then only "Seal" is offered). */
  sendButton(): HTMLElement | null;
  /** All else by which the page sends this mail: an arrow beside Send, what its menu holds, "Send and archive". */
  sends?(): Iterable<HTMLElement>;
  /** Whether this form, submitted now, sends the mail. Left out: one that holds the body always does. */
  submits?(form: HTMLFormElement): boolean;
}

export interface PageFile {
  readonly name: string;
  /** The page's own download link, on its own origin; null when it has none that is an address. */
  readonly url: string | null;
}

export type Answering = "reply" | "all" | "forward";

/** One message shown open on the page. Identity is `root`. */
export interface MessageView {
  readonly root: HTMLElement;
  /** Where the message text stands; the read overlay takes its place. */
  readonly body: HTMLElement;
  /** Stable across reloads and the same as ListRow.message; null when the page tells none. */
  id(): string | null;
  /** Name of the conversation it belongs to, null where the site has none. */
  thread(): string | null;
  from(): Mailbox | null;
  to(): readonly Mailbox[];
  /** Date header as shown by the page, null when unreadable. */
  date(): Date | null;
  attachments(): readonly PageFile[];
  /** True when the page cut the message and offers the rest elsewhere. */
  clipped(): boolean;
  /** Raw RFC 5322 source by the user's own session; null when this site offers none. Rejects on network failure. */
  rawSource: ((signal: AbortSignal, part?: SourcePart) => Promise<Uint8Array<ArrayBuffer>>) | null;
  /** Puts the badge into the message header. Idempotent. */
  placeBadge(badge: HTMLElement): void;
  /**
   * Opens the page's own editor for such an answer, else the one for a reply; false when there is no such button. To forward,
   * a new message where the page offers one: its own Forward would take the sealed files along.
   */
  reply(how: Answering): boolean;
}

/** Which message, and whose, as far as the page tells. */
export const nameOf = (view: MessageView): string => JSON.stringify([view.id(), view.from()?.address]);

/** One row of a list of mail. Identity is `root`. */
export interface ListRow {
  readonly root: HTMLElement;
  /** MessageView.id of the one message it stands for, or of the newest. */
  readonly message: string;
  /** MessageView.thread of them; null where the site has none. */
  readonly thread: string | null;
  /** How many messages it stands for. */
  readonly count: number;
  /** Puts the badge into the row, before the subject. Idempotent. */
  placeBadge(badge: HTMLElement): void;
}

/** A conversation that is open on the page. Identity is `root`, the heading with its subject. */
export interface Conversation {
  readonly root: HTMLElement;
  readonly thread: string;
  /** MessageView.id of those the page names: the open ones. */
  readonly messages: readonly string[];
  /** How many there are, closed ones included; null where the page does not tell. */
  readonly count: number | null;
  placeBadge(badge: HTMLElement): void;
}

export interface Health {
  /** fine: what must be there is there. empty: nothing to judge on this view (login page, list only). broken: a page of
   * this webmail whose parts we cannot find, so "Cachet does not recognise this page" is said. */
  readonly state: "fine" | "empty" | "broken";
  /** Names of the selectors that found nothing, for the bug report. */
  readonly missing: readonly string[];
}

export interface Site {
  readonly id: "gmail" | "roundcube" | "outlook" | "yahoo" | "generic";
  account(): Mailbox | null;
  /** The page's own theme. */
  dark(): boolean;
  composes(added: ParentNode): ComposeBox[];
  messages(added: ParentNode): MessageView[];
  /** Rows whose messages the page names for certain. Left out: the site's lists do not. */
  rows?(added: ParentNode): ListRow[];
  /** Left out: the site shows messages one by one. */
  conversations?(added: ParentNode): Conversation[];
  health(): Health;
}

/** What an entry hands to start.ts: tells whether this document belongs to the site, without side effects. */
export interface SiteMatch {
  readonly id: Site["id"];
  matches(document: Document, url: URL): boolean;
  create(document: Document): Site;
}
