// Resolves a name with proof from the root, or says why not. The resolver need not be trusted.
import { linkAt, speaksOf, targetOf } from "./alias";
import { type Anchor, ROOT_ANCHORS } from "./anchors";
import { type JudgedAnswer, judge, judgeAbsence } from "./judge";
import { LIMITS } from "./limits";
import { nameFromWire, nameToWire } from "./name";
import type { ChainLink, DnssecReason, DnssecVerdict } from "./proof";
import { type AskWire, type DnsFailure, type DnsSession, type Heard, session } from "./session";
import { type Ground, groundOf } from "./trust";
import type { DnsQuestion } from "./types";

export type { AskWire, DnsFailure } from "./session";
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
  readonly failure: DnsFailure | null;
}

export interface DnsDeps {
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
export async function resolve(question: DnsQuestion, { ask, now, anchors = ROOT_ANCHORS }: DnsDeps): Promise<Resolved> {
  const wire = nameToWire(question.name);
  if (!wire) return unreachable([], question.name, "malformed", null);
  const name = nameFromWire(wire);
  const here = session(ask, now);
  const leaf = here.ask(name, question.type);
  here.askAhead(name);
  return walk(here, groundOf(here, anchors), name, question.type, await leaf);
}

/** From the question over its aliases to the answer. */
async function walk(here: DnsSession, ground: Ground, asked: string, type: number, first: Heard): Promise<Resolved> {
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
      return { verdict, reason, chain, kind: found ? "records" : "none", records, ttl: kept, failure: null };
    }
    if (target === null) return bogus(chain, name, "malformed");
    name = target;
    if (!speaksOf(message, name)) heard = await here.ask(name, type);
  }
}

/** The chain with the zones it does not show yet, and the link that was judged, unless a zone above was bogus. */
function extend(
  chain: readonly ChainLink[],
  judged: JudgedAnswer,
  link: Pick<ChainLink, "name" | "kind">,
): ChainLink[] {
  const shown = new Set(chain.filter(({ kind }) => kind === "zone").map(({ name }) => name));
  const zones = judged.links.filter(({ name }) => !shown.has(name));
  const ends = judged.aboveFell && judged.verdict !== "insecure";
  const { verdict, reason, algorithm } = judged;
  return [...chain, ...zones, ...(ends ? [] : [{ ...link, verdict, reason, algorithm }])];
}

const worthless = (
  chain: readonly ChainLink[],
  { verdict, reason, failure }: Pick<JudgedAnswer, "verdict" | "reason" | "failure">,
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
  failure: DnsFailure | null,
): Resolved =>
  worthless([...chain, { name, kind: "record", verdict: "unreachable", reason, algorithm: null }], {
    verdict: "unreachable",
    reason,
    failure,
  });
