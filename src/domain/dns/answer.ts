import { type Answer, decode, type Packet } from "@dnsquery/dns-packet";
import { fail, ok, type Result } from "../result";
import type { DnsQuestion, DnsType } from "./query";

/** How the codec names the types; it knows OPENPGPKEY (RFC 7929) only by number. */
const CODEC_TYPE: Readonly<Record<DnsType, string>> = { OPENPGPKEY: "UNKNOWN_61", A: "A", AAAA: "AAAA" };

export interface DnsAnswer {
  /** records: at least one. none: proven or claimed absence (NXDOMAIN or no data). bogus: DNSSEC failed. failed: no answer. */
  readonly kind: "records" | "none" | "bogus" | "failed";
  /** Raw RDATA of OPENPGPKEY; the address as text for A and AAAA. */
  readonly records: readonly (Uint8Array | string)[];
  /** AD bit: the resolver says it validated the answer. */
  readonly authentic: boolean;
  /** Seconds this may be remembered; null when the answer does not say (RFC 2308 5). */
  readonly ttl: number | null;
}

export type DnsAnswerCode = "malformed" | "other-question" | "truncated";

const MAX_ALIASES = 8;

/**
 * Reads what a resolver sent back for `question`. Never throws. "other-question": an answer to something else;
 * "truncated": the TC bit, which makes no sense over HTTPS.
 */
export function readAnswer(bytes: Uint8Array, question: DnsQuestion): Result<DnsAnswer, DnsAnswerCode> {
  const packet = safely(bytes);
  if (packet?.type !== "response" || packet.id !== 0) return fail("malformed");
  const [asked, ...more] = packet.questions ?? [];
  if (!asked || more.length > 0) return fail("other-question");
  if (!sameName(asked.name, question.name) || asked.type !== CODEC_TYPE[question.type]) return fail("other-question");
  if (packet.flag_tc) return fail("truncated");
  const authentic = packet.flag_ad === true;
  const kind = kindOf(packet);
  if (kind !== "answered") return ok({ kind, records: [], authentic: false, ttl: null });
  const chain = follow(packet.answers ?? [], question);
  if (chain.records.length === 0) return ok({ kind: "none", records: [], authentic, ttl: negativeTtl(packet) });
  return ok({ kind: "records", records: chain.records, authentic, ttl: chain.ttl });
}

/** The codec throws on some damage and reads past the end on other; both mean the packet is not whole. */
function safely(bytes: Uint8Array): Packet | null {
  try {
    const packet = decode(bytes);
    return (decode as unknown as { bytes: number }).bytes <= bytes.length ? packet : null;
  } catch {
    return null;
  }
}

/** RFC 8914 codes by which a resolver says that SERVFAIL had another cause than DNSSEC: it reached nobody. */
const NOT_DNSSEC = [3, 13, 14, 15, 19, 20, 21, 22, 23];

/** A validating resolver answers SERVFAIL when the signatures do not hold (RFC 4035 5.5); without a word, that is bogus. */
function kindOf(packet: Packet): "answered" | "bogus" | "failed" {
  if (packet.rcode === "NOERROR" || packet.rcode === "NXDOMAIN") return "answered";
  if (packet.rcode !== "SERVFAIL") return "failed";
  return extendedErrors(packet).some((code) => NOT_DNSSEC.includes(code)) ? "failed" : "bogus";
}

/** Extended DNS Errors: EDNS option 15, the code in its first two octets (RFC 8914 2). */
function extendedErrors(packet: Packet): number[] {
  const options = (packet.additionals ?? []).flatMap((record) =>
    record.type === "OPT" ? ((record as unknown as { options?: unknown[] }).options ?? []) : [],
  ) as { code?: number; data?: unknown }[];
  return options.flatMap(({ code, data }) =>
    code === 15 && data instanceof Uint8Array && data.length >= 2 ? [data[0]! * 256 + data[1]!] : [],
  );
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The records at the end of the CNAME chain that starts at the question; the shortest TTL on the way counts. */
function follow(answers: readonly Answer[], question: DnsQuestion) {
  let name = question.name;
  let ttl = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= MAX_ALIASES; step++) {
    const here = answers.filter((record) => sameName(record.name, name) && inClass(record));
    const hits = here.filter((record) => record.type === CODEC_TYPE[question.type]);
    if (hits.length > 0) {
      const records = hits.map((record) => record.data as Uint8Array | string);
      return { records, ttl: Math.min(ttl, ...hits.map(ttlOf)) };
    }
    const alias = here.find((record) => record.type === "CNAME");
    if (!alias) break;
    ttl = Math.min(ttl, ttlOf(alias));
    name = alias.data as string;
  }
  return { records: [], ttl: 0 };
}

const inClass = (record: Answer): boolean => "class" in record && record.class === "IN";

/** RFC 2181 8: a TTL with the top bit set counts as zero. */
const ttlOf = (record: Answer): number => {
  const ttl = "ttl" in record ? (record.ttl ?? 0) : 0;
  return ttl > 0x7fffffff ? 0 : ttl;
};

/** RFC 2308 5: the lesser of the SOA's own TTL and its minimum field. */
function negativeTtl(packet: Packet): number | null {
  const soa = (packet.authorities ?? []).find((record) => record.type === "SOA");
  return soa ? Math.min(ttlOf(soa), (soa.data as { minimum?: number }).minimum ?? 0) : null;
}
