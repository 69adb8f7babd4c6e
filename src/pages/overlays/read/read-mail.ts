// One call to the background per message, and what of its answer is drawn. The background undoes the layers and judges;
// nothing here decides about trust.
import type { Claims, Content, Given, Opened, OpenFailure, ReadMail } from "../../../domain/message/opened";
import { type Failed, fail } from "../../../domain/result";
import type { ServeCode } from "../../../messages/calls";
import type { ask } from "../frame/ask";
import type { ShownMessage } from "./shown-message";
import { textShown } from "./shown-text";

/** The surroundings of one message: how to ask the background, and what the message claims about itself. */
export interface ReadingWorld {
  readonly ask: typeof ask;
  readonly claims: Claims;
  /** The user wants to see content without integrity protection. */
  readonly unprotected: boolean;
  /** The id of this reading, and how many nested things the user opened to get here. */
  readonly work: { readonly id: string; readonly clicks: number };
}

export type Read =
  /** `opened` is the one status of the message, `shown` the content within its layers. */
  | ({ readonly kind: "opened"; readonly shown: ShownMessage } & Omit<ReadMail, "content">)
  /** Public keys, armored. */
  | { readonly kind: "keys"; readonly armored: string }
  /** Neither sealed nor signed as a whole, whatever is attached. */
  | { readonly kind: "clear"; readonly shown: ShownMessage }
  | { readonly kind: "failed"; readonly failure: ReadFailure };

/** no-file: the page did not hand the attachment over. */
export type ReadFailure = Failed<OpenFailure | ServeCode | "no-file">;

/** Turns content into what is drawn; null: it cannot be read. */
export type Draw = (content: Content, opened: Opened) => ShownMessage | null;

const drawText: Draw = (content) => (content.is === "text" ? textShown(content.text, content.guessed) : null);

/** `draw` may be left out for armor in a text, whose content is text. */
export async function readMail(given: Given, world: ReadingWorld, draw = drawText): Promise<Read> {
  const { ask, claims, unprotected, work } = world;
  const answer = await ask("mail.read", { given, claims, unprotected, work });
  if (!answer.ok) return { kind: "failed", failure: answer };
  const { content, ...read } = answer.value;
  const shown = draw(content, read.opened);
  return shown ? { kind: "opened", ...read, shown } : failed("damaged");
}

export const failed = (code: "too-large" | "too-deep" | "damaged" | "unsupported" | "no-file"): Read => ({
  kind: "failed",
  failure: fail(code),
});
