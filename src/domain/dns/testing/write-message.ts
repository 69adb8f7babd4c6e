import { joined } from "../../octets";
import { nameToWire } from "../name";
import { CLASS_IN, type DnsQuestion } from "../types";
import type { DnsRecord } from "../wire";

/** What a server says, before it is octets. */
export interface Reply {
  question: DnsQuestion;
  rcode: number;
  answer: DnsRecord[];
  authority: DnsRecord[];
}

export const u16 = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 255);
export const u32 = (n: number): Uint8Array => joined([u16(n >>> 16), u16(n & 0xffff)]);

/** A response in wire form, id 0, without compression. `flags` replaces QR, RD, RA, CD and the RCODE. */
export function writeMessage({ question, rcode, answer, authority }: Reply, flags = 0x8190 | rcode): Uint8Array {
  const header = [0, flags, 1, answer.length, authority.length, 0].map(u16);
  const asked = [nameToWire(question.name)!, u16(question.type), u16(CLASS_IN)];
  return joined([...header, ...asked, ...[...answer, ...authority].flatMap(recordParts)]);
}

const recordParts = ({ owner, type, ttl, data }: DnsRecord): Uint8Array[] => [
  nameToWire(owner)!,
  u16(type),
  u16(CLASS_IN),
  u32(ttl),
  u16(data.length),
  data,
];
