import type { Runtime } from "webextension-polyfill";
import { isVerdictNews } from "../../messages/verdict-news";
import browser from "../../platform/browser";
import type { FeatureContext } from "./feature-context";

/** A feature that shows earlier verdicts on messages. It must end with the context's signal. */
export type VerdictWatcher = (
  context: FeatureContext,
  gone: () => void,
) => {
  added(subtree: ParentNode): void;
  looked(): void;
  /** Asks for all verdicts again. */
  again(): void;
};

/** In ms: the messages of a conversation are judged within moments of each other. */
const TOGETHER_MS = 150;

/** Calls back when messages were judged in this tab, once for several at a time. */
export function onVerdictNews(news: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listener = (message: unknown, sender: Runtime.MessageSender): undefined => {
    if (timer !== null || !isVerdictNews(message, sender, browser.runtime.id)) return;
    timer = setTimeout(() => {
      timer = null;
      news();
    }, TOGETHER_MS);
  };
  const typed = listener as Parameters<typeof browser.runtime.onMessage.addListener>[0];
  browser.runtime.onMessage.addListener(typed);
  signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
    browser.runtime?.onMessage?.removeListener(typed);
  });
}
