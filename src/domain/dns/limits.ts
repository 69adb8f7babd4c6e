// How much work one answer may cause. Honest zones stay far below; hostile ones are cut off (KeyTrap, CVE-2023-50387;
// NSEC3 rounds, CVE-2023-50868). Exceeding a limit makes an answer bogus: "too-much-work".

export const LIMITS = {
  /** Keys of one zone with the tag and algorithm a signature names. */
  keysPerTag: 4,
  /** Keys of one zone. */
  keys: 64,
  /** Signatures verified for one RRset, whatever the number of keys and RRSIGs. */
  checksPerRRset: 16,
  /** Signatures verified for one lookup. A chain of five zones with an alias needs about 20. */
  checks: 96,
  /** DS records of one delegation that are looked at. */
  delegationSigners: 16,
  /** Additional rounds of NSEC3 beyond which a zone counts as unsigned (RFC 9276 3.2). */
  rounds: 100,
  /** SHA-1 computations for NSEC3 in one lookup. */
  hashes: 4000,
  /** Records of the proof of one denial that are looked at. */
  proofs: 24,
  /** Labels of the deepest zone. */
  depth: 16,
  /** CNAME and DNAME links. */
  aliases: 8,
  /** Questions of one lookup. */
  questions: 64,
  /** Labels, from the root, of zones whose DS and DNSKEY are asked for before the answer names them. */
  ahead: 5,
} as const;

/** What is left of one look-up's budget. */
export interface Budget {
  /** Takes from what is left; false when that is not enough. */
  spend(what: "checks" | "hashes" | "questions", amount?: number): boolean;
}

export function budget(): Budget {
  const left = { checks: LIMITS.checks, hashes: LIMITS.hashes, questions: LIMITS.questions } as Record<string, number>;
  return {
    spend(what, amount = 1) {
      left[what]! -= amount;
      return left[what]! >= 0;
    },
  };
}
