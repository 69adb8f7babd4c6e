// Starts our end of the client API in a document, once per run of the extension.
import type { Runtime } from "webextension-polyfill";
import { isNews } from "../../messages/consent";
import { fromOurselves } from "../../messages/from-ourselves";
import { type ClientState, isClientQuestion } from "../../messages/page-state";
import browser from "../../platform/browser";
import { abortWhenGone, extensionGone } from "../dom/alive";
import { overlayLines } from "../dom/overlay-line";
import { isolated } from "../isolated";
import { languageFor, word } from "../words";
import { watchPresses } from "./presses";
import { servePage } from "./serve-page";
import { watchAddresses } from "./shown-addresses";

/** After this time in ms an unanswered window of ours has closed itself (background/frames/consent.ts). */
const WINDOW_MS = 3 * 60_000 + 5000;

export function speakToPage(document: Document): void {
  if (isolated.cachetSpeaks?.()) return;
  const controller = new AbortController();
  const { signal } = controller;
  const gone = (): void => controller.abort();
  isolated.cachetSpeaks = () => !signal.aborted && !extensionGone();
  abortWhenGone(document, gone, signal);

  const waiting = new Map<string, () => void>();
  const met = servePage({
    document,
    lines: overlayLines(signal),
    presses: watchPresses(document, signal),
    shown: watchAddresses(document, signal),
    title: word(languageFor("auto", browser.i18n.getUILanguage()), "read"),
    open: new Map(),
    answered: (token) =>
      new Promise((resolve) => {
        waiting.set(token, resolve);
        setTimeout(resolve, WINDOW_MS);
      }),
    gone,
    signal,
  });
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
    reply: (answer: unknown) => void,
  ): true | undefined => {
    if (!fromOurselves(sender, browser.runtime.id)) return undefined;
    if (isNews(message) && message.news === "answered") waiting.get(message.token)?.();
    if (!isClientQuestion(message)) return undefined;
    const answer: ClientState = { speaksTo: met() };
    reply(answer);
    return true;
  };
  type Listener = Parameters<typeof browser.runtime.onMessage.addListener>[0];
  browser.runtime.onMessage.addListener(listener as Listener);
  signal.addEventListener("abort", () => browser.runtime?.onMessage?.removeListener(listener as Listener));
}
