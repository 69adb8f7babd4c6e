import type { LookupOutcome, Provenance } from "../../messages/types";
import { formatDate, t, tData } from "../i18n";

/** Where a key came from, in words, and what DNSSEC proves of it. */
export function provenanceWords(source: Provenance): string {
  const said = tData(`provenance_${source.source}`, { host: source.host, date: formatDate(source.at) });
  if (source.dnssec === "none") return said;
  return `${said} ${source.dnssec === "secure" ? t("provenance_secure") : t("provenance_insecure")}`;
}

/** What one source answered, in words: "none", "failed" and "off" are different things. */
export function outcomeWords(outcome: LookupOutcome): string {
  const source = tData(`source_${outcome.source}`);
  return tData(`outcome_${outcome.result.replaceAll("-", "_")}`, { source, host: outcome.host || source });
}
