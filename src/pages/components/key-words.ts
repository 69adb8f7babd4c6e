import type { LookupOutcome } from "../../messages/types";
import { tData } from "../i18n";

/** What one source answered, in words: "none", "failed" and "off" are different things. */
export function outcomeWords(outcome: LookupOutcome): string {
  const source = tData(`source_${outcome.source}`);
  return tData(`outcome_${outcome.result.replaceAll("-", "_")}`, { source, host: outcome.host || source });
}
