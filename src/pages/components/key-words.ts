import type { LookupOutcome } from "../../domain/discovery/lookup";
import { formatTime, t, tData } from "../i18n";

/** What one source answered, in words: "none", "failed" and "off" are different answers. */
export function outcomeWords(outcome: LookupOutcome): string {
  const source = tData(`source_${outcome.source}`);
  const host = outcome.host || source;
  if (outcome.retryAt) return t("outcome_wait", { source, host, time: formatTime(outcome.retryAt) });
  return tData(`outcome_${outcome.result.replaceAll("-", "_")}`, { source, host });
}
