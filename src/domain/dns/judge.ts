// Judges one step of an answer: an RRset, or its absence.
import { deepest, denies, deniesExact, gatherProofs, isInsecure } from "./denial";
import { isBelow, isWithin, parentOf } from "./name";
import type { ChainLink, DnssecReason, DnssecVerdict } from "./proof";
import type { DnsFailure, DnsSession } from "./session";
import { checkRRset, readSignature, type SignedRRset } from "./signatures";
import type { Ground, Weak } from "./trust";
import { TYPE } from "./types";
import type { DnsMessage, DnsRecord } from "./wire";

export interface JudgedAnswer {
  readonly verdict: DnssecVerdict;
  readonly reason: DnssecReason;
  readonly failure: DnsFailure | null;
  /** The zones above. */
  readonly links: readonly ChainLink[];
  readonly algorithm: number | null;
  readonly ttl: number | null;
  /** Whether a zone above gave way, so that nothing was looked at below. */
  readonly aboveFell: boolean;
}

const judgedBy = (
  reason: DnssecReason,
  links: readonly ChainLink[],
  ttl: number | null,
  algorithm: number | null,
): JudgedAnswer => {
  const verdict = reason === "proven" ? "secure" : isInsecure(reason) ? "insecure" : "bogus";
  return { verdict, reason, failure: null, links, algorithm, ttl, aboveFell: false };
};

const judgedAbove = (weak: Weak, ttl: number | null): JudgedAnswer => ({
  ...weak,
  algorithm: null,
  ttl,
  aboveFell: true,
});

/** Of the signers that may sign for `name`, the nearest; a DS is signed above the cut (RFC 4035 2.4). null if none. */
function signerFor(signers: readonly string[], name: string, type: number): string | null {
  const mayBe = (signer: string): boolean => (type === TYPE.DS ? isBelow(name, signer) : isWithin(name, signer));
  return deepest(signers.filter(mayBe));
}

/** Where to look for the zone of an unsigned answer. */
const zoneCandidate = (name: string, type: number): string => (type === TYPE.DS ? parentOf(name) : name);

/** Whether an RRset is what its zone holds; if a wildcard was expanded, whether it had to be. */
export async function judge(
  here: DnsSession,
  ground: Ground,
  set: SignedRRset,
  { authority }: DnsMessage,
): Promise<JudgedAnswer> {
  const { owner, type, ttl } = set.rrset;
  const signer = signerFor(
    set.signatures.map((signature) => signature.signer),
    owner,
    type,
  );
  const status = await ground(signer ?? zoneCandidate(owner, type));
  if (status.verdict !== "secure") return judgedAbove(status, ttl);
  const { zone, links } = status;
  if (signer === null) return judgedBy("no-signature", links, null, null);
  if (zone.name !== signer) return judgedBy("bad-signature", links, null, null);
  const checked = await checkRRset(set, zone, here);
  if (!checked.ok) return judgedBy(checked.reason, links, null, null);
  if (checked.encloser === null) return judgedBy("proven", links, checked.rrset.ttl, checked.algorithm);
  if (type === TYPE.DNAME || type === TYPE.DS) return judgedBy("no-proof", links, null, null);
  const proofs = await gatherProofs(authority, zone, here);
  const denial = await deniesExact(proofs, owner, checked.encloser, here);
  return judgedBy(denial, links, Math.min(checked.rrset.ttl, proofs.ttl), checked.algorithm);
}

/** Whether there are no records of a name and type, and nothing an alias or wildcard would give. */
export async function judgeAbsence(
  here: DnsSession,
  ground: Ground,
  name: string,
  type: number,
  { authority }: DnsMessage,
): Promise<JudgedAnswer> {
  const signatures = authority.filter((record) => record.type === TYPE.RRSIG).map(({ data }) => readSignature(data));
  const proving = signatures.filter(({ covered }) => covered === TYPE.NSEC || covered === TYPE.NSEC3);
  const signer = signerFor(
    proving.map((signature) => signature.signer),
    name,
    type,
  );
  const status = await ground(signer ?? zoneCandidate(name, type));
  const soaTtl = negativeTtl(authority);
  if (status.verdict !== "secure") return judgedAbove(status, soaTtl);
  const { zone, links } = status;
  if (signer === null) return judgedBy(signatures.length > 0 ? "no-proof" : "no-signature", links, null, null);
  if (zone.name !== signer) return judgedBy("bad-signature", links, null, null);
  const proofs = await gatherProofs(authority, zone, here);
  const denial = await denies(proofs, name, type, here);
  if (denial === "no-proof") {
    // The proofs may be about an alias that led here, to an unsigned zone below theirs.
    const below = await ground(zoneCandidate(name, type));
    if (below.verdict === "insecure") return judgedAbove(below, soaTtl);
  }
  return judgedBy(denial, links, Math.min(proofs.ttl, soaTtl ?? 0), denial === "proven" ? proofs.algorithm : null);
}

/** RFC 2308 5: the lesser of the SOA's TTL and its minimum field, the last of its octets. */
function negativeTtl(authority: readonly DnsRecord[]): number | null {
  const soa = authority.find(({ type }) => type === TYPE.SOA);
  if (!soa) return null;
  const { buffer, byteOffset, byteLength } = soa.data;
  return Math.min(soa.ttl, new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4));
}
