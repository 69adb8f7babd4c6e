// The words in which the validator speaks: what was proven about an answer, link by link from the root.

/**
 * secure: a chain of signatures from the root to the answer. insecure: a proof that some zone above is not signed, so
 * nothing can be proven below. bogus: signatures are there, or must be, and do not hold; the answer is worth nothing.
 * unreachable: not enough answers came to tell.
 */
export type DnssecVerdict = "secure" | "insecure" | "bogus" | "unreachable";

/** Why a verdict is not better than it is; one sentence each in the interface (`dnssec_<reason>`). */
export type DnssecReason =
  | "proven"
  /** insecure: the zone above proves that no key is registered for this one. */
  | "unsigned-zone"
  /** insecure: only algorithms or digests we do not check (RFC 4035 5.2), or NSEC3 with too many rounds (RFC 9276 3.2). */
  | "unsupported-algorithm"
  /** insecure: the name lies in an opted-out span of NSEC3 (RFC 5155 6). */
  | "opt-out"
  | "no-signature"
  | "bad-signature"
  | "signature-expired"
  | "signature-not-yet-valid"
  /** The zone's keys are not those the zone above vouches for. */
  | "wrong-key"
  /** The root's keys are not the anchors built in. */
  | "wrong-anchor"
  /** A name or type is said not to exist, or a wildcard is used, without a proof that holds. */
  | "no-proof"
  /** More keys, signatures, rounds or links than an honest zone needs (CVE-2023-50387, CVE-2023-50868). */
  | "too-much-work"
  | "malformed"
  | "no-answer";

export interface ChainLink {
  /** Zone or owner name in lower case without the final dot; "" is the root. */
  readonly name: string;
  /** zone: its keys, vouched for by the link before. alias: a CNAME or DNAME followed. record: what was asked for. */
  readonly kind: "zone" | "alias" | "record";
  readonly verdict: DnssecVerdict;
  readonly reason: DnssecReason;
  /** DNSSEC algorithm number (IANA) of the signature that holds; null where none does. */
  readonly algorithm: number | null;
}
