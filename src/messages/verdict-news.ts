// The background's notice to a tab that a message was judged in it: it says only that lists may have something new to show.
import type { Runtime } from "webextension-polyfill";

const NEWS = { news: "verdicts" } as const;

export const VERDICT_NEWS: unknown = NEWS;

/** Only from this extension's background, which has no tab. */
export const isVerdictNews = (message: unknown, sender: Runtime.MessageSender, id: string): boolean =>
  sender.id === id && !sender.tab && (message as Partial<typeof NEWS> | null)?.news === NEWS.news;
