import type { ChainLink, DnssecReason, DnssecVerdict } from "../../domain/dns/proof";
import { t, tData } from "../i18n";

/** One sentence: what is so, and what to do about it. */
export const dnssecReasonWords = (reason: DnssecReason): string => tData(`dnssec_${reason.replaceAll("-", "_")}`);

export const dnssecVerdictWords = (verdict: DnssecVerdict): string => tData(`dnssec_verdict_${verdict}`);

/** The name of a station as people know it: the root and the record have words of their own. */
export function linkName(link: ChainLink): string {
  if (link.name === "") return t("chain_root");
  if (link.kind !== "record") return link.name;
  // 56 hexadecimal digits and more say nothing to anyone: the start of the owner name and its domain do.
  return link.name.replace(/^([0-9a-z]{6})[0-9a-z]{10,}\./, "$1….");
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
