// The background's notice to a tab that a message was judged in it: it says only that lists may have something new to show.
import type { Runtime } from "webextension-polyfill";
import { fromOurselves } from "./from-ourselves";

const NEWS = { news: "verdicts" } as const;

export const VERDICT_NEWS: unknown = NEWS;

export const isVerdictNews = (message: unknown, sender: Runtime.MessageSender, id: string): boolean =>
  fromOurselves(sender, id) && (message as Partial<typeof NEWS> | null)?.news === NEWS.news;
