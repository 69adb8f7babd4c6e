import type { ChainLink, DnssecReason, DnssecVerdict } from "../../domain/dns/proof";
import { t, tData } from "../i18n";

/** One sentence: what is the case, and what to do about it. */
export const dnssecReasonWords = (reason: DnssecReason): string => tData(`dnssec_${reason.replaceAll("-", "_")}`);

export const dnssecVerdictWords = (verdict: DnssecVerdict): string => tData(`dnssec_verdict_${verdict}`);

/** The name of a station as people know it. A record's owner name is mostly hex digits, so it is left to the details. */
export function linkName(link: ChainLink): string {
  if (link.name === "") return t("chain_root");
  return link.kind === "record" ? t("chain_record") : link.name;
}

/** DNSSEC algorithms by their IANA numbers (RFC 8624 3.1), in the words of the standards. */
const ALGORITHMS: Readonly<Record<number, string>> = {
  5: "RSA/SHA-1",
  7: "RSA/SHA-1 (NSEC3)",
  8: "RSA/SHA-256",
  10: "RSA/SHA-512",
  13: "ECDSA P-256",
  14: "ECDSA P-384",
  15: "Ed25519",
  16: "Ed448",
};

/** "ECDSA P-256, 13"; a number we have no name for stands alone. */
export function algorithmWords(algorithm: number): string {
  const name = ALGORITHMS[algorithm];
  return name ? `${name}, ${algorithm}` : t("chain_algorithm_other", { number: algorithm });
}
