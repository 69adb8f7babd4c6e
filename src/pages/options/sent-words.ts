import type { SentMix } from "../../domain/privacy/history";
import type { WordKey } from "../i18n";

/** The sentence on how the last sealed messages did; null when there were none. {good} and {total} are number words. */
export function sentWord({ total, good }: SentMix): WordKey | null {
  if (total === 0) return null;
  if (total === 1) return good === 1 ? "home_sent_only_good" : "home_sent_only_bad";
  if (good === 0) return "home_sent_none";
  if (good === total) return total === 2 ? "home_sent_both" : "home_sent_all";
  return good === 1 ? "home_sent_one" : "home_sent_some";
}
