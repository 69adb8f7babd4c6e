import { domainPart } from "../../domain/address";
import type { LookupOutcome, Provenance } from "../../domain/discovery/lookup";
import type { Grade } from "../../domain/privacy/index-types";
import { formatDate, t, tData } from "../i18n";
import type { IconName } from "./icon";

const inDns = (source: Provenance): boolean =>
  source.source === "dns" || source.source === "cert" || source.source === "pka";

/** The host as people know it: without WKD's `openpgpkey.` label, which means nothing to them. */
const shortHost = (host: string): string => host.replace(/^https?:\/\//, "").replace(/^openpgpkey\./, "");

/** Sources from the strongest to the weakest: where there is room for one, the strongest names the key. */
const RANK: readonly ((source: Provenance) => boolean)[] = [
  (s) => s.source === "own" || s.source === "import",
  (s) => s.dnssec === "secure",
  (s) => s.source === "wkd",
  (s) => s.source === "server",
  (s) => s.source === "signed",
  (s) => s.source === "autocrypt" || s.source === "mail",
  inDns,
  (s) => s.source === "gossip",
];

const rankOf = (source: Provenance): number => {
  const rank = RANK.findIndex((is) => is(source));
  return rank < 0 ? RANK.length : rank;
};

export const surest = (sources: readonly Provenance[]): Provenance | null =>
  [...sources].sort((a, b) => rankOf(a) - rankOf(b))[0] ?? null;

/** The source in three or four words, to follow the state: "new key, proven by DNS". */
export function sourceInBrief(source: Provenance): string {
  if (inDns(source)) return source.dnssec === "secure" ? t("brief_dns_proven") : t("brief_dns");
  switch (source.source) {
    case "import":
      return t("brief_import");
    case "own":
      return t("brief_own");
    case "autocrypt":
    case "mail":
      return t("brief_mail");
    case "gossip":
      return t("brief_gossip");
    default:
      return t("brief_host", { host: shortHost(source.host) });
  }
}

/** How a row is drawn: as proven, as merely stated, or as a hint. */
export function foundLook(source: Provenance): {
  readonly icon: IconName;
  readonly grade: Grade;
  readonly word: string;
} {
  if (source.dnssec === "secure" && inDns(source)) return { icon: "lock", grade: "a", word: t("found_proven") };
  switch (source.source) {
    case "own":
      return { icon: "person", grade: "a", word: "" };
    case "import":
      return { icon: "clip", grade: "b", word: t("found_yours") };
    case "wkd":
    case "signed":
    case "server":
      return { icon: "server", grade: "b", word: t("found_said") };
    case "candidate":
      return { icon: "search", grade: "d", word: t("found_unconfirmed") };
    case "autocrypt":
    case "mail":
      return { icon: "reply", grade: "u", word: t("found_hint") };
    case "gossip":
      return { icon: "person", grade: "u", word: t("found_hint") };
    default:
      return { icon: "open", grade: "c", word: t("found_unproven") };
  }
}

/** The name of the source. */
export function sourceTitle(source: Provenance, address: string): string {
  return tData(`found_${source.source}`, { domain: domainPart(address), host: shortHost(source.host) });
}

/** What the source proves, and what it does not, in one sentence. */
export function provesWords(source: Provenance, address: string): string {
  const params = { domain: domainPart(address), host: shortHost(source.host), address };
  if (!inDns(source)) return tData(`proves_${source.source}`, params);
  return source.dnssec === "secure" ? t("proves_dns_secure", params) : t("proves_dns_insecure", params);
}

/** Through which host or file, and when. */
export function placeWords(source: Provenance): string {
  const date = formatDate(source.at, "moment");
  if (inDns(source)) return t("found_through", { host: shortHost(source.host), date });
  return source.source === "import" && source.host ? `${source.host}, ${date}` : date;
}

/** Asked, but with neither a key nor a definite absence as the answer. */
export const failed = (outcome: LookupOutcome): boolean =>
  outcome.result !== "found" && outcome.result !== "none" && outcome.result !== "off";

export const outcomeNext = (outcome: LookupOutcome): string =>
  tData(`outcome_next_${outcome.result.replaceAll("-", "_")}`, { host: shortHost(outcome.host) });
