import { joined } from "../octets";
import { nameToWire } from "./name";
import { CLASS_IN, type DnsQuestion, TYPE } from "./types";

/** RFC 8467 4.1: queries are padded to a multiple of this, so that their length does not tell the name. */
const BLOCK = 128;
/** Header, and after the question the OPT record with the head of its one option. */
const HEADER = 12;
const EDNS = 15;
/** EDNS option that holds nothing (RFC 7830). */
const PADDING = 12;

/**
 * A query in wire form for RFC 8484: id 0, so that equal questions are equal bytes; RD; CD, because the answer is validated
 * here and a resolver must not hold back what it finds bogus (RFC 4035 3.2.2); DO. A name that is none gives the question
 * for the root, whose answer is then refused as one to another question.
 */
export function encodeQuery({ name, type }: DnsQuestion): Uint8Array {
  const owner = nameToWire(name) ?? Uint8Array.of(0);
  const bare = HEADER + owner.length + 4 + EDNS;
  const padding = (BLOCK - (bare % BLOCK)) % BLOCK;
  const header = Uint8Array.of(0, 0, 0x01, 0x10, ...u16(1), 0, 0, 0, 0, ...u16(1));
  const question = Uint8Array.of(...owner, ...u16(type), ...u16(CLASS_IN));
  // Owner root, type OPT, payload size, extended RCODE and version 0, DO, RDLENGTH, then the option (RFC 6891 6.1.2).
  const edns = Uint8Array.of(0, ...u16(TYPE.OPT), ...u16(4096), 0, 0, 0x80, 0, ...u16(4 + padding), ...u16(PADDING));
  return joined([header, question, edns, Uint8Array.of(...u16(padding)), new Uint8Array(padding)]);
}

const u16 = (n: number): [number, number] => [n >> 8, n & 255];
