// Keys in DNS records, whatever the type: asked of every configured resolver, validated here for each by itself, and only
// then compared. The resolvers share nothing but the root's keys built into Cachet.
import type { KeyPointer } from "../../domain/discovery/key-pointer";
import { isCertain, type Reply, standsFor, verdictOf } from "../../domain/discovery/verdict";
import type { DnsQuestion, Resolved } from "../../domain/dns/resolve";
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { fetchPointed } from "./pointed-key";
import type { Asked, Asker, FoundKey } from "./source";

/** What one record says: a key, or which key it is and where. */
export type Claim =
  | { readonly fingerprint: string; readonly info: CertificateInfo }
  | { readonly fingerprint: string; readonly pointer: KeyPointer; readonly record: Uint8Array };

export interface RecordSource {
  /** IANA number. */
  readonly type: number;
  /** Names tried one group after another while there is nothing; those of a group are asked together. */
  readonly names: readonly (readonly string[])[];
  /** What the records at one name claim. Empty: there are records of the type, but about something else. */
  readonly read: (records: readonly Uint8Array[]) => Promise<readonly Claim[] | "bad-key">;
}

interface Said {
  readonly host: string;
  readonly reply: Reply;
  readonly ttl: number | null;
  readonly claims: readonly Claim[];
  readonly proof: Asked["dnssec"];
}

/** More records than this at one name is no key directory but a flood. */
const MAX_RECORDS = 4;

export async function askRecords(address: string, source: RecordSource, asker: Asker): Promise<Asked> {
  const said = await gather(asker.resolvers.map((resolver) => askResolver(resolver, source, asker)));
  const replies = said.map(({ reply }) => reply);
  const verdict = verdictOf(replies);
  const index = standsFor(verdict, replies);
  const decisive = said[index] ?? said[0];
  const useful = trusted(verdict, said);
  const ttls = (useful.length > 0 ? useful : said).flatMap(({ ttl }) => ttl ?? []);
  const outcome: Asked = {
    verdict,
    host: decisive?.host ?? "",
    ttl: verdict !== "unreachable" && ttls.length > 0 ? Math.min(...ttls) : null,
    keys: [],
    dnssec: decisive?.proof ?? null,
  };
  return useful.length > 0 ? withKeys(outcome, address, useful, asker) : outcome;
}

/**
 * Whose keys are looked at. Where resolvers disagree both keys are shown, so that they hold each other; a key that stands
 * alone against a proof, or against a damaged one, would be taken for the answer and is left.
 */
function trusted(verdict: Asked["verdict"], said: readonly Said[]): Said[] {
  const withClaims = said.filter(({ claims }) => claims.length > 0);
  const sets = withClaims.map(({ claims }) => [...fingerprintsOf(claims)].sort().join());
  if (verdict === "found" || (verdict === "disagree" && new Set(sets).size > 1)) return withClaims;
  return [];
}

const fingerprintsOf = (claims: readonly Claim[]): string[] => [
  ...new Set(claims.map(({ fingerprint }) => fingerprint)),
];

const isSecure = ({ reply }: Said): boolean => reply.kind === "keys" && reply.secure;

/** Each key once, with the best proof there is for it. */
async function withKeys(outcome: Asked, address: string, said: readonly Said[], asker: Asker): Promise<Asked> {
  const best = new Map<string, { claim: Claim; from: Said }>();
  for (const from of [...said].sort((a, b) => Number(isSecure(b)) - Number(isSecure(a))))
    for (const claim of from.claims) if (!best.has(claim.fingerprint)) best.set(claim.fingerprint, { claim, from });
  const taken = await Promise.all(
    [...best.values()].map(async ({ claim, from }): Promise<FoundKey | Pick<Asked, "verdict" | "host">> => {
      // A proof that the other resolver's answer speaks against (an older state, replayed?) lets no key succeed another.
      const dnssec = isSecure(from) && outcome.verdict === "found" ? "secure" : "insecure";
      const key = "info" in claim ? claim : await fetchPointed(claim, { address, secure: isSecure(from) }, asker);
      return "info" in key ? { info: key.info, host: from.host, dnssec, chain: from.proof?.chain ?? [] } : key;
    }),
  );
  const keys = taken.filter((one) => "info" in one);
  const failure = taken.find((one) => "verdict" in one);
  // Keys that cannot be had where their record says are no keys; the record's own proof still stands.
  return keys.length === 0 && failure && outcome.verdict === "found"
    ? { ...outcome, ...failure, ttl: null }
    : { ...outcome, keys };
}

/** All replies, or those so far once no other can change the verdict. */
function gather(questions: readonly Promise<Said>[]): Promise<Said[]> {
  if (questions.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const said: Said[] = [];
    questions.forEach((question, i) => {
      question.then((one) => {
        said[i] = one;
        const present = said.filter(Boolean);
        if (present.length === questions.length || isCertain(present.map(({ reply }) => reply))) resolve(present);
      }, reject);
    });
  });
}

async function askResolver(resolver: string, { type, names, read }: RecordSource, asker: Asker): Promise<Said> {
  const { host } = new URL(resolver);
  const prove = async (name: string, all: boolean): Promise<Resolved> => {
    const ask = (question: DnsQuestion) =>
      asker.askDns(resolver, question, { signal: asker.signal, anew: all || (asker.anew && question.type === type) });
    const resolved = await asker.resolve({ name, type }, { ask, now: asker.now });
    // What is false may be what is remembered of the chain: whoever looks again has all of it asked anew.
    return resolved.verdict === "bogus" && asker.anew && !all ? prove(name, true) : resolved;
  };
  let said: Said = { host, reply: { kind: "none", secure: false }, ttl: null, claims: [], proof: null };
  let proven = true;
  for (const group of names) {
    const resolved = await Promise.all(group.map((name) => prove(name, false)));
    said = together(await Promise.all(resolved.map((one) => heard(host, one, read))));
    if (said.reply.kind !== "none") return said;
    proven &&= said.reply.secure;
  }
  // Absence is proven only when it is for every name.
  return { ...said, reply: { kind: "none", secure: proven && said.proof !== null } };
}

async function heard(host: string, resolved: Resolved, read: RecordSource["read"]): Promise<Said> {
  const { verdict, reason, chain, ttl } = resolved;
  const said = { host, ttl, claims: [], proof: { verdict, reason, chain } };
  if (verdict === "bogus") return { ...said, ttl: null, reply: { kind: "bogus" } };
  if (verdict === "unreachable") return { ...said, ttl: null, reply: { kind: resolved.failure ?? "unreachable" } };
  const secure = verdict === "secure";
  if (resolved.kind === "none") return { ...said, reply: { kind: "none", secure } };
  const claims = await read(resolved.records.slice(0, MAX_RECORDS));
  if (claims === "bad-key") return { ...said, reply: { kind: "bad-key" } };
  if (claims.length === 0) return { ...said, reply: { kind: "none", secure } };
  return { ...said, claims, reply: { kind: "keys", fingerprints: fingerprintsOf(claims), secure } };
}

/** What one resolver said at several names. A name that stays unanswered is no absence. */
function together(said: readonly Said[]): Said {
  const rank = ({ reply: { kind } }: Said): number =>
    kind === "bogus" ? 0 : kind === "keys" ? 1 : kind === "bad-key" ? 2 : kind === "none" ? 4 : 3;
  const [first, ...rest] = [...said].sort((a, b) => rank(a) - rank(b));
  const others = rest.filter((one) => one.reply.kind === "keys");
  if (first!.reply.kind !== "keys") {
    const secure = said.every(({ reply }) => reply.kind === "none" && reply.secure);
    return first!.reply.kind === "none" ? { ...first!, reply: { kind: "none", secure } } : first!;
  }
  const claims = [first!, ...others].flatMap((one) => one.claims);
  const secure = [first!, ...others].every(isSecure);
  return { ...first!, claims, reply: { kind: "keys", fingerprints: fingerprintsOf(claims), secure } };
}
