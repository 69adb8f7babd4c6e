// A draft is written by one overlay at a time. This one has a name, by which the background asks and tells it of its own.
import { type DraftNews, isDraftNews } from "../../../../messages/draft-news";
import browser from "../../../../platform/browser";

interface Heard {
  /** Whether this draft is the one written here. */
  readonly writes: (draft: string) => boolean;
  readonly hear: (is: Exclude<DraftNews["is"], "held">) => void;
}

/** Returns the name. The background alone has no tab: a page's script cannot speak for it. */
export function holdDrafts({ writes, hear }: Heard): string {
  const name = crypto.randomUUID();
  const listener = (
    message: unknown,
    { id, tab }: { id?: string; tab?: unknown },
    reply: (answer: boolean) => void,
  ): undefined => {
    if (id !== browser.runtime.id || tab || !isDraftNews(message)) return;
    if (message.holder !== name || !writes(message.draft)) return;
    if (message.is === "held") reply(true);
    else hear(message.is);
  };
  browser.runtime.onMessage?.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  return name;
}
