import type { Answering, MessageView } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import type { SealCompose } from "./seal-compose";

/** A page needs a moment to draw its reply editor, or to load the page that holds it. */
const WAIT_MS = 15_000;
const AGAIN_MS = [1_000, 3_000, 6_000];
/** Some webmails reply on another page, which learns of the draft from the background (content.hello). */
export const waiting = ({ signal }: FeatureContext): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);

/** Presses the page's own button for the answer, then opens the compose overlay on the sealed quote in whatever editor appears. */
export const replySealed =
  (context: FeatureContext, compose: SealCompose) =>
  (view: MessageView, draftId: string, how: Answering): void => {
    const until = waiting(context);
    const pending = compose.openNext(draftId, until);
    pressUntil(
      context,
      () => view.reply(how),
      () => until.aborted || !pending(),
    );
  };

/** Presses Reply, again when nothing came of it: a page that is busy, or not quite loaded, drops the first press. */
function pressUntil(context: FeatureContext, pressed: () => void, done: () => boolean): void {
  const leaving = new AbortController();
  const window = context.document.defaultView;
  window?.addEventListener("beforeunload", () => leaving.abort(), { once: true, signal: context.signal });
  pressed();
  for (const after of AGAIN_MS)
    setTimeout(() => {
      if (!done() && !leaving.signal.aborted && !context.signal.aborted) pressed();
    }, after);
  setTimeout(() => {
    if (!done() && !leaving.signal.aborted && !context.signal.aborted) context.notice("replyFailed");
  }, WAIT_MS - 500);
}
