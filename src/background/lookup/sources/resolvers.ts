// DNS records of any type. Every configured resolver is asked, each answer is validated here on its own, and only then
// are they compared. They share nothing but the root keys built into Cachet.
import { isCertain, type LookupVerdict, type Reply, standsFor, verdictOf } from "../../../domain/discovery/verdict";
import type { DnsQuestion, Resolved } from "../../../domain/dns/resolve";
import type { LookupContext, SourceAnswer } from "./source";

/** One record's claim; equal fingerprints mean that two resolvers agree. */
interface Named {
  readonly fingerprint: string;
}

export interface RecordSource<Claim extends Named> {
  /** IANA number. */
  readonly type: number;
  /** Names tried one group after another while there is nothing; those of a group are asked together. */
  readonly names: readonly (readonly string[])[];
  /** The claims of the records at one name. Empty: the records of this type concern something else. */
  readonly read: (records: readonly Uint8Array[]) => Promise<readonly Claim[] | "bad-key">;
}

/** What one resolver said. */
export interface ResolverAnswer<Claim> {
  readonly host: string;
  readonly reply: Reply;
  readonly ttl: number | null;
  readonly claims: readonly Claim[];
  readonly proof: SourceAnswer["dnssec"];
}

export interface AgreedAnswer<Claim> {
  readonly verdict: LookupVerdict;
  /** The answer that best represents the verdict; null when no resolver was asked. */
  readonly decisive: ResolverAnswer<Claim> | null;
  /** Answers whose claims may be used. */
  readonly useful: readonly ResolverAnswer<Claim>[];
  readonly answers: readonly ResolverAnswer<Claim>[];
}

/** The part of a LookupContext that a DNS source needs. */
export type DnsContext = Pick<LookupContext, "askDns" | "resolve" | "resolvers" | "signal" | "now" | "anew">;

/** More records than this at one name are a flood, not a key directory. */
const MAX_RECORDS = 4;

export async function askResolvers<Claim extends Named>(
  source: RecordSource<Claim>,
  context: DnsContext,
): Promise<AgreedAnswer<Claim>> {
  const answers = await gather(context.resolvers.map((resolver) => askResolver(resolver, source, context)));
  const replies = answers.map(({ reply }) => reply);
  const verdict = verdictOf(replies);
  const decisive = answers[standsFor(verdict, replies)] ?? answers[0] ?? null;
  return { verdict, decisive, useful: trusted(verdict, answers), answers };
}

/**
 * Answers whose keys are considered. If resolvers disagree, both keys are used, so that each holds the other. A single key
 * against a proof of absence, or against a bogus answer, is dropped, since it would pass for the answer.
 */
function trusted<Claim extends Named>(
  verdict: LookupVerdict,
  answers: readonly ResolverAnswer<Claim>[],
): ResolverAnswer<Claim>[] {
  const withClaims = answers.filter(({ claims }) => claims.length > 0);
  const sets = withClaims.map(({ claims }) => [...fingerprintsOf(claims)].sort().join());
  if (verdict === "found" || (verdict === "disagree" && new Set(sets).size > 1)) return withClaims;
  return [];
}

const fingerprintsOf = (claims: readonly Named[]): string[] => [
  ...new Set(claims.map(({ fingerprint }) => fingerprint)),
];

/** Whether it answered with keys and proved them. */
export const isSecure = ({ reply }: ResolverAnswer<unknown>): boolean => reply.kind === "keys" && reply.secure;

/** All replies, or those so far once no other can change the verdict. */
function gather<Claim>(questions: readonly Promise<ResolverAnswer<Claim>>[]): Promise<ResolverAnswer<Claim>[]> {
  if (questions.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const answers: ResolverAnswer<Claim>[] = [];
    questions.forEach((question, i) => {
      question.then((one) => {
        answers[i] = one;
        const present = answers.filter(Boolean);
        if (present.length === questions.length || isCertain(present.map(({ reply }) => reply))) resolve(present);
      }, reject);
    });
  });
}

async function askResolver<Claim extends Named>(
  resolver: string,
  { type, names, read }: RecordSource<Claim>,
  context: DnsContext,
): Promise<ResolverAnswer<Claim>> {
  const { host } = new URL(resolver);
  const prove = async (name: string, all: boolean): Promise<Resolved> => {
    const ask = (question: DnsQuestion) =>
      context.askDns(resolver, question, {
        signal: context.signal,
        anew: all || (context.anew && question.type === type),
      });
    const resolved = await context.resolve({ name, type }, { ask, now: context.now });
    // The false part may be the cached chain: a repeated look-up then asks for all of it again.
    return resolved.verdict === "bogus" && context.anew && !all ? prove(name, true) : resolved;
  };
  let answers: ResolverAnswer<Claim> = {
    host,
    reply: { kind: "none", secure: false },
    ttl: null,
    claims: [],
    proof: null,
  };
  let proven = true;
  for (const group of names) {
    const resolved = await Promise.all(group.map((name) => prove(name, false)));
    answers = together(await Promise.all(resolved.map((one) => heard(host, one, read))));
    if (answers.reply.kind !== "none") return answers;
    proven &&= answers.reply.secure;
  }
  // Absence is proven only when it is for every name.
  return { ...answers, reply: { kind: "none", secure: proven && answers.proof !== null } };
}

async function heard<Claim extends Named>(
  host: string,
  resolved: Resolved,
  read: RecordSource<Claim>["read"],
): Promise<ResolverAnswer<Claim>> {
  const { verdict, reason, chain, ttl } = resolved;
  const answers = { host, ttl, claims: [], proof: { verdict, reason, chain } };
  if (verdict === "bogus") return { ...answers, ttl: null, reply: { kind: "bogus" } };
  if (verdict === "unreachable") return { ...answers, ttl: null, reply: { kind: resolved.failure ?? "unreachable" } };
  const secure = verdict === "secure";
  if (resolved.kind === "none") return { ...answers, reply: { kind: "none", secure } };
  const claims = await read(resolved.records.slice(0, MAX_RECORDS));
  if (claims === "bad-key") return { ...answers, reply: { kind: "bad-key" } };
  if (claims.length === 0) return { ...answers, reply: { kind: "none", secure } };
  return { ...answers, claims, reply: { kind: "keys", fingerprints: fingerprintsOf(claims), secure } };
}

/** One resolver's answers at several names, combined. An unanswered name does not count as absence. */
function together<Claim extends Named>(answers: readonly ResolverAnswer<Claim>[]): ResolverAnswer<Claim> {
  const rank = ({ reply: { kind } }: ResolverAnswer<Claim>): number =>
    kind === "bogus" ? 0 : kind === "keys" ? 1 : kind === "bad-key" ? 2 : kind === "none" ? 4 : 3;
  const [first, ...rest] = [...answers].sort((a, b) => rank(a) - rank(b));
  const others = rest.filter((one) => one.reply.kind === "keys");
  if (first!.reply.kind !== "keys") {
    const secure = answers.every(({ reply }) => reply.kind === "none" && reply.secure);
    return first!.reply.kind === "none" ? { ...first!, reply: { kind: "none", secure } } : first!;
  }
  const claims = [first!, ...others].flatMap((one) => one.claims);
  const secure = [first!, ...others].every(isSecure);
  return { ...first!, claims, reply: { kind: "keys", fingerprints: fingerprintsOf(claims), secure } };
}
