// What an adapter needs to know of a webmail whose pages are public: selectors, and what to make of one element that they find.
import type { Mailbox, RecipientField } from "../../../domain/address";
import type { HookedWebmail } from "../../../domain/webmails";
import type { Tries } from "../../dom/select";

/** An open message, and what stands around its text. */
export type MessageHook =
  | "message"
  | "messageBody"
  | "sender"
  | "date"
  | "attachment"
  | "attachmentName"
  | "sealed"
  | "badgeSpot"
  | "reply"
  | "replyAll"
  | "newMail";

/** A mail being written. */
export type ComposeHook =
  | "composeRoot"
  | "composeBody"
  | "cover"
  | "subject"
  | "from"
  | "anyChip"
  | "send"
  | "anySend"
  | "fileInput"
  | "dropZone"
  | "attached"
  | "attachedName"
  | "detach";

/** A recipient as the page shows them: who it is where that is certain, and every text that may hold the address. */
export interface ShownRecipient {
  readonly sure: Mailbox | null;
  readonly shown: string;
  readonly told: readonly string[];
}

/** An empty list: this webmail has nothing of the kind, or it is not known. */
type Table<Name extends string> = Readonly<Record<Name, Tries>>;

export interface ComposeHooks {
  readonly selectors: Table<ComposeHook>;
  readonly recipientSelectors: Readonly<Record<"chip" | "typed", (field: RecipientField) => Tries>>;
  recipient(chip: HTMLElement): ShownRecipient;
  /** The page may have more people than are read in it. */
  readonly partial?: true;
}

export interface MessageHooks {
  readonly selectors: Table<MessageHook>;
  /** Reads what `sender` found; null unless it is certain. */
  sender(element: HTMLElement): Mailbox | null;
  /** MessageView.id of the message in `root`. */
  name(root: HTMLElement, sender: Mailbox | null): string | null;
  /** Where its raw source is, on the page's own origin. */
  source(root: HTMLElement): URL | null;
}

/** Without `messages`, letters are found as on any page. */
export interface Hooks {
  readonly id: HookedWebmail;
  readonly composes: ComposeHooks;
  readonly messages?: MessageHooks;
}
