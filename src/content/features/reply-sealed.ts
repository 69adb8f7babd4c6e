import type { PageCalls } from "../../messages/page-calls";
import type { Answering, MessageView } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import type { SealCompose } from "./seal-compose";

/** Time in ms that a page may take to draw its reply editor, or to load the page that holds it. */
const WAIT_MS = 15_000;
const AGAIN_MS = [1_000, 3_000, 6_000];
/** After the last press in vain, the user is told what to do instead; an editor that comes later still opens with the answer. */
const TELL_MS = 9_000;
/** Ends the wait for the editor. Some webmails reply on another page, to which the background gives the draft (content.hello). */
export const waiting = ({ signal }: FeatureContext): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);

/** `failed` is called when the page was pressed in vain. */
export type ReplySealed = (
  view: MessageView,
  draftId: string,
  how: Answering,
  failed: () => void,
) => PageCalls["reply"]["answer"]["is"];

/**
 * Presses the page's own button for the answer, else its New mail, then opens the compose overlay on the sealed quote in the
 * new editor. Does nothing where the page shows neither.
 */
export const replySealed =
  (context: FeatureContext, compose: SealCompose): ReplySealed =>
  (view, draftId, how, failed) => {
    const way = view.answers(how) ? how : "forward";
    if (!view.answers(way)) return "no-button";
    const until = waiting(context);
    const pending = compose.openNext(draftId, until);
    const leaving = new AbortController();
    const { defaultView } = context.document;
    defaultView?.addEventListener("beforeunload", () => leaving.abort(), { once: true, signal: until });
    const press = () => view.reply(way);
    press();
    // A page that is busy or not fully loaded ignores the first press.
    for (const after of [...AGAIN_MS, TELL_MS])
      setTimeout(() => {
        if (until.aborted || leaving.signal.aborted || !pending()) return;
        if (after === TELL_MS) failed();
        else press();
      }, after);
    return way === how ? "begun" : "new-mail";
  };
