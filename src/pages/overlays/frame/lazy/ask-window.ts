// Asks for a confirmation or a passphrase in a small window of our own. The background opens it (background/frames/consent.ts);
// the answer is announced as news and taken once. Nothing here depends on a worker staying alive.
import type { Runtime } from "webextension-polyfill";
import { isNews, type OverlayNews, type ScreenPoint, type WindowKind } from "../../../../messages/consent";
import { fromOurselves } from "../../../../messages/from-ourselves";
import browser from "../../../../platform/browser";
import { ask } from "../ask";
import { accountNow, peopleNow } from "../stands-for";

export interface WindowRequest {
  readonly kind: WindowKind;
  readonly label: string;
  readonly people?: readonly string[];
  readonly about?: readonly string[];
  readonly pointer?: ScreenPoint | null;
}

export interface WindowAnswer {
  /** False: the browser opened no window. */
  readonly opened: boolean;
  readonly yes: boolean;
  readonly typed: string | null;
}

const NO: WindowAnswer = { opened: true, yes: false, typed: null };
const wakers = new Set<() => void>();
const wakeAll = (): void => {
  for (const wake of wakers) wake();
};

/** Resolves once the window is answered, closed, or replaced by another one. */
export async function askWindow({ pointer = null, ...request }: WindowRequest): Promise<WindowAnswer> {
  const token = crypto.randomUUID();
  const people = [...(request.people ?? peopleNow())];
  const about = [...(request.about ?? [])];
  const { kind, label } = request;
  const over = new AbortController();
  const { signal } = over;
  const drop = (): void => void ask("consent.drop", { token });
  addEventListener("pagehide", drop, { signal });
  // In case the news was lost, the answer is looked for when the user comes back here.
  addEventListener("focus", wakeAll, { signal });
  const unhear = onNews((news) => {
    if (news.news === "answered" && news.token === token) wakeAll();
  });
  try {
    const asked = await ask("consent.ask", { token, kind, label, account: accountNow(), people, about, pointer });
    if (!asked.ok) return { ...NO, opened: false };
    // Requests whose window this one replaced learn it now.
    wakeAll();
    for (;;) {
      const answer = await ask("consent.take", { token });
      if (answer.ok) return { opened: true, ...answer.value };
      if (answer.code !== "waiting") return NO;
      await woken();
    }
  } finally {
    unhear();
    over.abort();
  }
}

function woken(): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      wakers.delete(wake);
      resolve();
    };
    wakers.add(wake);
  });
}

/** Listens to news from the background. Returns the function that stops listening. */
export function onNews(hear: (news: OverlayNews) => void): () => void {
  const listener = (message: unknown, sender: Runtime.MessageSender): undefined => {
    if (fromOurselves(sender, browser.runtime.id) && isNews(message)) hear(message);
  };
  const typed = listener as Parameters<typeof browser.runtime.onMessage.addListener>[0];
  browser.runtime.onMessage.addListener(typed);
  return () => browser.runtime?.onMessage?.removeListener(typed);
}
