// What a name has, proven from the root, or why not. The resolver that is asked need not be trusted.
import { type Anchor, ROOT_ANCHORS } from "./anchors";
import { deepest, denies, deniesExact, gatherProofs, isInsecure } from "./denial";
import { LIMITS } from "./limits";
import { isBelow, isWithin, labelsOf, nameFromWire, nameToWire, parentOf } from "./name";
import type { ChainLink, DnssecReason, DnssecVerdict } from "./proof";
import { type AskWire, type Failure, type Session, session } from "./session";
import { checkRRset, findRRset, readSignature, type SignedRRset } from "./signatures";
import { type Ground, groundOf, type Standing } from "./trust";
import { type DnsQuestion, TYPE } from "./types";
import type { DnsMessage, DnsRecord } from "./wire";

export type { AskWire, Failure } from "./session";
export type { DnsQuestion } from "./types";

export interface Resolved {
  /** The weakest of all links. */
  readonly verdict: DnssecVerdict;
  readonly reason: DnssecReason;
  /** From the root over every zone and alias to the record; ends with the first link that is bogus or unreachable. */
  readonly chain: readonly ChainLink[];
  readonly kind: "records" | "none";
  /** RDATA in canonical form and order, names decompressed. Always empty for bogus and unreachable. */
  readonly records: readonly Uint8Array[];
  /** Seconds the answer may be kept; null when it does not say, or is worth nothing. */
  readonly ttl: number | null;
  /** Why the resolver could not be heard, when it could not. */
  readonly failure: Failure | null;
}

export interface World {
  readonly ask: AskWire;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Default: the root's keys. */
  readonly anchors?: readonly Anchor[];
}

/**
 * Resolves and validates. Never throws or rejects. Everything that can be foreseen is asked at once (see questionsAhead), so
 * that a cold lookup takes one round trip, and two when an alias leads elsewhere; `ask` may keep answers by their TTL.
 */
export async function resolve(question: DnsQuestion, { ask, now, anchors = ROOT_ANCHORS }: World): Promise<Resolved> {
  const name = question.name.toLowerCase();
  if (nameToWire(name) === null) return unreachable([], name, "malformed", null);
  const here = session(ask, now);
  const leaf = here.ask(name, question.type);
  here.askAhead(name);
  return walk(here, groundOf(here, anchors), name, question.type, await leaf);
}

/** From the question over its aliases to the answer. */
async function walk(
  here: Session,
  ground: Ground,
  asked: string,
  type: number,
  first: Awaited<ReturnType<Session["ask"]>>,
) {
  let chain: ChainLink[] = [];
  let name = asked;
  let heard = first;
  let ttl = Number.POSITIVE_INFINITY;
  let weakest: { verdict: DnssecVerdict; reason: DnssecReason } = { verdict: "secure", reason: "proven" };
  const seen = new Set<string>();
  for (;;) {
    if (!heard.ok) {
      if (heard.reason === "too-much-work") return bogus(chain, name, "too-much-work");
      return unreachable(chain, name, heard.reason, heard.failure);
    }
    if (seen.has(name) || seen.size > LIMITS.aliases) return bogus(chain, name, "too-much-work");
    seen.add(name);
    const { message } = heard;
    const found = linkAt(message.answer, name, type);
    const target = found && found.kind === "alias" ? targetOf(found.set, name) : null;
    if (target !== null) here.askAhead(target);
    const judged = found
      ? await judge(here, ground, found.set, message)
      : await judgeAbsence(here, ground, name, type, message);
    const kind = found?.kind ?? "record";
    chain = extend(chain, judged, { name: found?.set.rrset.owner ?? name, kind });
    if (judged.verdict === "bogus" || judged.verdict === "unreachable") return worthless(chain, judged);
    if (judged.verdict === "insecure" && weakest.verdict === "secure") weakest = judged;
    ttl = Math.min(ttl, judged.ttl ?? Number.POSITIVE_INFINITY);
    if (!found || found.kind === "record") {
      const records = found?.set.rrset.data ?? [];
      const kept = found || judged.ttl !== null ? ttl : null;
      const { verdict, reason } = weakest;
      return {
        verdict,
        reason,
        chain,
        kind: found ? "records" : "none",
        records,
        ttl: kept,
        failure: null,
      } as Resolved;
    }
    if (target === null) return bogus(chain, name, "malformed");
    name = target;
    if (!speaksOf(message, name)) heard = await here.ask(name, type);
  }
}

interface Link {
  readonly kind: "alias" | "record";
  readonly set: SignedRRset;
}

/**
 * What the answer has at a name. A DNAME above comes first, as the CNAME it makes is not signed (RFC 6672 5.3.1); the
 * records asked for come before a CNAME.
 */
function linkAt(answer: readonly DnsRecord[], name: string, type: number): Link | null {
  for (let at = name; at !== ""; at = parentOf(at)) {
    const dname = findRRset(answer, parentOf(at), TYPE.DNAME);
    if (dname) return { kind: "alias", set: dname };
  }
  const records = findRRset(answer, name, type);
  if (records) return { kind: "record", set: records };
  const cname = findRRset(answer, name, TYPE.CNAME);
  return cname && { kind: "alias", set: cname };
}

/** Where an alias leads; null if it is none, or the name would be too long. There must be one record (RFC 2181 10.1). */
function targetOf({ rrset }: SignedRRset, name: string): string | null {
  if (rrset.data.length !== 1) return null;
  const target = nameFromWire(rrset.data[0]!);
  if (rrset.type === TYPE.CNAME) return target;
  const kept = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(rrset.owner).length);
  const whole = [...kept, ...labelsOf(target)].join(".");
  return nameToWire(whole) && whole;
}

/** Whether an answer goes on about the target of an alias, so that it need not be asked for. */
const speaksOf = ({ answer, authority }: DnsMessage, name: string): boolean =>
  answer.some(({ owner, type }) => owner === name || (type === TYPE.DNAME && isBelow(name, owner))) ||
  authority.some(({ type }) => type === TYPE.SOA);

interface Judged {
  readonly verdict: DnssecVerdict;
  readonly reason: DnssecReason;
  readonly failure: Failure | null;
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
): Judged => {
  const verdict = reason === "proven" ? "secure" : isInsecure(reason) ? "insecure" : "bogus";
  return { verdict, reason, failure: null, links, algorithm, ttl, aboveFell: false };
};

const judgedAbove = (weak: Exclude<Standing, { verdict: "secure" }>, ttl: number | null): Judged => ({
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

/** Where the zone of an unsigned answer must be looked for. */
const zoneCandidate = (name: string, type: number): string => (type === TYPE.DS ? parentOf(name) : name);

async function judge(here: Session, ground: Ground, set: SignedRRset, { authority }: DnsMessage): Promise<Judged> {
  const { owner, type, ttl } = set.rrset;
  const signer = signerFor(
    set.signatures.map((signature) => signature.signer),
    owner,
    type,
  );
  const standing = await ground(signer ?? zoneCandidate(owner, type));
  if (standing.verdict !== "secure") return judgedAbove(standing, ttl);
  const { zone, links } = standing;
  if (signer === null) return judgedBy("no-signature", links, null, null);
  if (zone.name !== signer) return judgedBy("bad-signature", links, null, null);
  const checked = await checkRRset(set, zone, here);
  if (!checked.ok) return judgedBy(checked.reason, links, null, null);
  if (checked.encloser === null) return judgedBy("proven", links, checked.rrset.ttl, checked.algorithm);
  if (type === TYPE.DNAME || type === TYPE.DS) return judgedBy("no-proof", links, null, null);
  const proofs = await gatherProofs(authority, zone, here);
  const denial = await deniesExact(proofs, owner, checked.encloser, here);
  return judgedBy(denial, links, Math.min(checked.rrset.ttl, proofs.ttl ?? 0), checked.algorithm);
}

async function judgeAbsence(
  here: Session,
  ground: Ground,
  name: string,
  type: number,
  { authority }: DnsMessage,
): Promise<Judged> {
  const signatures = authority.filter((record) => record.type === TYPE.RRSIG).map(({ data }) => readSignature(data));
  const proving = signatures.filter(({ covered }) => covered === TYPE.NSEC || covered === TYPE.NSEC3);
  const signer = signerFor(
    proving.map((signature) => signature.signer),
    name,
    type,
  );
  const standing = await ground(signer ?? zoneCandidate(name, type));
  const soaTtl = negativeTtl(authority);
  if (standing.verdict !== "secure") return judgedAbove(standing, soaTtl);
  const { zone, links } = standing;
  if (signer === null) return judgedBy(signatures.length > 0 ? "no-proof" : "no-signature", links, null, null);
  if (zone.name !== signer) return judgedBy("bad-signature", links, null, null);
  const proofs = await gatherProofs(authority, zone, here);
  const denial = await denies(proofs, name, type, here);
  const algorithm = proving.find((signature) => signature.signer === signer)?.algorithm ?? null;
  return judgedBy(denial, links, Math.min(proofs.ttl ?? 0, soaTtl ?? 0), denial === "proven" ? algorithm : null);
}

/** RFC 2308 5: the lesser of the SOA's TTL and its minimum field, the last of its octets. */
function negativeTtl(authority: readonly DnsRecord[]): number | null {
  const soa = authority.find(({ type }) => type === TYPE.SOA);
  if (!soa) return null;
  const { buffer, byteOffset, byteLength } = soa.data;
  return Math.min(soa.ttl, new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4));
}

/** The chain with the zones it does not show yet, and the link that was judged, unless a zone above was bogus. */
function extend(chain: readonly ChainLink[], judged: Judged, link: Pick<ChainLink, "name" | "kind">): ChainLink[] {
  const shown = new Set(chain.filter(({ kind }) => kind === "zone").map(({ name }) => name));
  const zones = judged.links.filter(({ name }) => !shown.has(name));
  const ends = judged.aboveFell && judged.verdict !== "insecure";
  const { verdict, reason, algorithm } = judged;
  return [...chain, ...zones, ...(ends ? [] : [{ ...link, verdict, reason, algorithm }])];
}

const worthless = (
  chain: readonly ChainLink[],
  { verdict, reason, failure }: Pick<Judged, "verdict" | "reason" | "failure">,
) => ({ verdict, reason, chain, kind: "none", records: [], ttl: null, failure }) as const;

const bogus = (chain: readonly ChainLink[], name: string, reason: DnssecReason): Resolved =>
  worthless([...chain, { name, kind: "record", verdict: "bogus", reason, algorithm: null }], {
    verdict: "bogus",
    reason,
    failure: null,
  });

const unreachable = (
  chain: readonly ChainLink[],
  name: string,
  reason: DnssecReason,
  failure: Failure | null,
): Resolved =>
  worthless([...chain, { name, kind: "record", verdict: "unreachable", reason, algorithm: null }], {
    verdict: "unreachable",
    reason,
    failure,
  });
