import type { LookupOutcome, Provenance } from "../../messages/types";
import { formatDate, t, tData } from "../i18n";

/** Where a key came from, in words. A resolver's word about DNSSEC is never called a proof. */
export function provenanceWords(source: Provenance): string {
  const said = tData(`provenance_${source.source}`, { host: source.host, date: formatDate(source.at) });
  if (source.source !== "dns" || source.dnssec === "none") return said;
  return `${said} ${source.dnssec === "resolver-says-so" ? t("provenance_resolver_says_so") : t("provenance_unsigned")}`;
}

/** What one source answered, in words: "none", "failed" and "off" are different things. */
export function outcomeWords(outcome: LookupOutcome): string {
  const source = tData(`source_${outcome.source}`);
  return tData(`outcome_${outcome.result.replaceAll("-", "_")}`, { source, host: outcome.host || source });
}
