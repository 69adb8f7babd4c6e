// A world for sources: a fake DNS, whose DNSSEC verdicts are given instead of validated, and a web. Counts requests.
import type { DnssecReason, DnssecVerdict } from "../../domain/dns/proof";
import type { DnsFailure, Resolved, resolve } from "../../domain/dns/resolve";
import { writeMessage } from "../../domain/dns/testing/write-message";
import { TYPE } from "../../domain/dns/types";
import { fail, ok, type Result } from "../../domain/result";
import type { Fetched, FetchFailure, fetchBytes } from "../fetch";
import type { AskDns } from "../lookup/dns-cache";
import type { LookupContext } from "../lookup/sources/source";

export const QUAD9 = "dns.quad9.net";
export const CLOUDFLARE = "cloudflare-dns.com";
const RESOLVERS = [`https://${QUAD9}/dns-query`, `https://${CLOUDFLARE}/dns-query`];

/** What one resolver has at a name; `silent` never answers. Without a verdict: insecure. */
export type Has =
  | DnsFailure
  | "silent"
  | { readonly records?: readonly Uint8Array[]; readonly verdict?: DnssecVerdict; readonly ttl?: number };

export type Dns = (host: string, name: string, type: number) => Has;
export type Web = (url: string) => Result<Fetched, FetchFailure>;

export const nothing: Has = {};
export const provenNothing: Has = { verdict: "secure" };
export const status = (status: number, wait: number | null = null) => fail({ code: "status", status, wait });

export const missing = status(404);
export const page = (bytes: Uint8Array, contentType = "application/octet-stream"): Result<Fetched, FetchFailure> =>
  ok({ bytes, contentType, age: 0 });

export interface Question {
  readonly host: string;
  readonly name: string;
  readonly type: number;
  readonly anew: boolean;
}

export function fakeDeps(dns: Dns, web: Web = () => missing) {
  const questions: Question[] = [];
  const fetched: string[] = [];
  const said = new WeakMap<Uint8Array, Exclude<Has, string>>();

  const ask: typeof fetchBytes = async ({ url }) => {
    fetched.push(url);
    return web(url);
  };
  const askDns: AskDns = async (resolver, { name, type }, { signal, anew = false }) => {
    const { host } = new URL(resolver);
    questions.push({ host, name, type, anew });
    const has = dns(host, name, type);
    if (has === "silent" && signal.aborted) return "timeout";
    if (has === "silent")
      return new Promise((done) => signal.addEventListener("abort", () => done("timeout"), { once: true }));
    if (typeof has === "string") return has;
    const answer = (has.records ?? []).map((data) => ({ owner: name, type, ttl: 60, data }));
    const bytes = writeMessage({ question: { name, type }, rcode: answer.length > 0 ? 0 : 3, answer, authority: [] });
    said.set(bytes, has);
    return bytes;
  };
  const proven: typeof resolve = async (question, { ask: askWire }): Promise<Resolved> => {
    const none = { kind: "none", records: [], ttl: null, failure: null } as const;
    const heard = await askWire(question);
    const link = (verdict: DnssecVerdict) =>
      ({ name: question.name, kind: "record", verdict, reason: REASONS[verdict], algorithm: null }) as const;
    const judged = (verdict: DnssecVerdict) => ({ verdict, reason: REASONS[verdict], chain: [link(verdict)] });
    if (typeof heard === "string") return { ...none, ...judged("unreachable"), failure: heard };
    const { records = [], verdict = "insecure", ttl = 600 } = said.get(heard)!;
    if (verdict === "bogus" || verdict === "unreachable") return { ...none, ...judged(verdict) };
    return { ...judged(verdict), kind: records.length > 0 ? "records" : "none", records, ttl, failure: null };
  };
  return { deps: { ask, askDns, resolve: proven }, questions, fetched };
}

const REASONS: Readonly<Record<DnssecVerdict, DnssecReason>> = {
  secure: "proven",
  insecure: "unsigned-zone",
  bogus: "bad-signature",
  unreachable: "no-answer",
};

export function fakeContext(dns: Dns, web?: Web, change: Partial<LookupContext> = {}) {
  const { deps, ...seen } = fakeDeps(dns, web);
  const context: LookupContext = {
    ...deps,
    resolvers: RESOLVERS,
    keyServers: [],
    signal: new AbortController().signal,
    now: Date.now(),
    anew: false,
    issuers: [],
    ...change,
  };
  return { context, ...seen };
}

/** RDATA. */
export const certPgp = (key: Uint8Array): Uint8Array => Uint8Array.of(0, 3, 0, 0, 0, ...key);
export const certIpgp = (fingerprint: string, uri: string): Uint8Array => {
  const print = Buffer.from(fingerprint, "hex");
  return Uint8Array.of(0, 6, 0, 0, 0, print.length, ...print, ...Buffer.from(uri));
};
export const text = (value: string): Uint8Array => Uint8Array.of(Buffer.byteLength(value), ...Buffer.from(value));

/** A DNS in which only these names have addresses. */
export const hosts =
  (...present: string[]): Dns =>
  (_host, name, type) =>
    present.includes(name) && type === TYPE.A ? { records: [Uint8Array.of(192, 0, 2, 1)] } : nothing;
