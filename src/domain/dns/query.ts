import { AUTHENTIC_DATA, encode, type OptAnswer, RECURSION_DESIRED } from "@dnsquery/dns-packet";

export type DnsType = "OPENPGPKEY" | "A" | "AAAA";

export interface DnsQuestion {
  /** In A-labels, without a final dot. */
  readonly name: string;
  readonly type: DnsType;
}

/** How the codec names the types; it knows OPENPGPKEY (RFC 7929) only by number. */
export const CODEC_TYPE: Readonly<Record<DnsType, string>> = { OPENPGPKEY: "UNKNOWN_61", A: "A", AAAA: "AAAA" };

/** RFC 8467 4.1: queries are padded to a multiple of this, so that their length does not tell the name. */
const BLOCK = 128;

/** EDNS flag DO: we want to hear about DNSSEC. AD in a query asks for AD in the answer (RFC 6840 5.7). */
const DO = 1 << 15;

/** A query in wire form for RFC 8484: id 0, so that equal questions are equal bytes. */
export function encodeQuery(question: DnsQuestion): Uint8Array {
  const bare = packet(question, 0);
  return packet(question, (BLOCK - (bare.length % BLOCK)) % BLOCK);
}

function packet({ name, type }: DnsQuestion, padding: number): Uint8Array {
  const edns = {
    type: "OPT",
    name: ".",
    udpPayloadSize: 4096,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: DO,
    flag_do: true,
    options: [{ code: "PADDING", length: padding }],
  } as unknown as OptAnswer;
  return encode({
    id: 0,
    type: "query",
    flags: RECURSION_DESIRED | AUTHENTIC_DATA,
    questions: [{ name, type: CODEC_TYPE[type] }],
    additionals: [edns],
  });
}
