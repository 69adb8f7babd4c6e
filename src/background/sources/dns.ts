// OPENPGPKEY over DoH (RFC 7929, RFC 8484), asked of every configured resolver at once.
import { toBase64Url } from "../../domain/discovery/bytes";
import { type AddressParts, ownerNames } from "../../domain/discovery/owner-name";
import { allAuthentic, isCertain, type Reply, type Verdict, verdictOf } from "../../domain/discovery/verdict";
import { type DnsAnswer, readAnswer } from "../../domain/dns/answer";
import { type DnsQuestion, encodeQuery } from "../../domain/dns/query";
import { type CertificateInfo, certificateForAddress } from "../../domain/pgp/certificate";
import type { Provenance } from "../../messages/types";
import type { fetchBytes } from "../fetch";

export interface Asker {
  readonly ask: typeof fetchBytes;
  readonly resolvers: readonly string[];
  /** The end of the whole lookup. */
  readonly signal: AbortSignal;
  readonly now: number;
}

export interface FoundKey {
  readonly info: CertificateInfo;
  readonly host: string;
  readonly dnssec: Provenance["dnssec"];
}

/** What one source gave for one address. `ttl` in seconds. */
export interface Asked {
  readonly verdict: Verdict;
  readonly host: string;
  readonly ttl: number | null;
  readonly keys: readonly FoundKey[];
}

type Failure = "timeout" | "unreachable" | "blocked";

/** One question to one resolver. */
export async function askResolver(
  resolver: string,
  question: DnsQuestion,
  { ask, signal }: Asker,
): Promise<DnsAnswer | Failure> {
  const url = new URL(resolver);
  url.searchParams.append("dns", toBase64Url(encodeQuery(question)));
  const fetched = await ask({ purpose: "doh", url: url.href }, { signal });
  if (!fetched.ok) return fetched.code === "timeout" || fetched.code === "blocked" ? fetched.code : "unreachable";
  const answer = readAnswer(fetched.value.bytes, question);
  if (!answer.ok || answer.value.kind === "failed") return "unreachable";
  const { ttl } = answer.value;
  return { ...answer.value, ttl: ttl === null ? null : Math.max(0, ttl - fetched.value.age) };
}

interface Said {
  readonly host: string;
  readonly reply: Reply;
  readonly ttl: number | null;
  readonly infos: readonly CertificateInfo[];
}

/** More records than this at one name is no key directory but a flood. */
const MAX_RECORDS = 4;

/** Asks one resolver for the keys of an address, as typed and then, where that differs, in lower case. */
async function askForKeys(resolver: string, address: string, names: readonly string[], asker: Asker): Promise<Said> {
  const { host } = new URL(resolver);
  let last: Said = { host, reply: { kind: "none" }, ttl: null, infos: [] };
  for (const name of names) {
    const answer = await askResolver(resolver, { name, type: "OPENPGPKEY" }, asker);
    if (typeof answer === "string") return { host, reply: { kind: answer }, ttl: null, infos: [] };
    last = { host, ttl: answer.ttl, infos: [], reply: { kind: answer.kind === "bogus" ? "bogus" : "none" } };
    if (answer.kind === "records") return { ...last, ...(await keysIn(answer, address, asker.now)) };
    if (answer.kind === "bogus") return last;
  }
  return last;
}

async function keysIn(answer: DnsAnswer, address: string, now: number): Promise<Pick<Said, "reply" | "infos">> {
  const raw = answer.records.filter((record) => record instanceof Uint8Array).slice(0, MAX_RECORDS);
  const read = await Promise.all(raw.map((record) => certificateForAddress(record, address, now)));
  const infos = read.flatMap((result) => (result.ok ? [result.value] : []));
  if (infos.length === 0) return { reply: { kind: "bad-key" }, infos };
  const fingerprints = [...new Set(infos.map((info) => info.fingerprint))];
  return { reply: { kind: "keys", fingerprints, authentic: answer.authentic }, infos };
}

/** All replies, or those so far once no other can change the verdict. */
function gather(questions: readonly Promise<Said>[]): Promise<Said[]> {
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

export async function askDns(address: string, parts: AddressParts, asker: Asker): Promise<Asked> {
  const names = await ownerNames(parts);
  const said = await gather(asker.resolvers.map((resolver) => askForKeys(resolver, address, names, asker)));
  const replies = said.map(({ reply }) => reply);
  const verdict = verdictOf(replies);
  const dnssec = allAuthentic(replies) ? "secure" : "insecure";
  const useful = verdict === "found" || verdict === "disagree" ? said.filter(({ infos }) => infos.length > 0) : [];
  const ttls = (useful.length > 0 ? useful : said).flatMap(({ ttl }) => ttl ?? []);
  const decisive = useful[0] ?? said.find(({ reply }) => reply.kind === verdict) ?? said[0];
  const unique = new Map<string, FoundKey>();
  for (const { infos, host } of useful)
    for (const info of infos) if (!unique.has(info.fingerprint)) unique.set(info.fingerprint, { info, host, dnssec });
  return {
    verdict,
    host: decisive?.host ?? "",
    ttl: ttls.length > 0 ? Math.min(...ttls) : null,
    keys: [...unique.values()],
  };
}
