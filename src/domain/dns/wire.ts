// Reads a DNS message (RFC 1035 4.1) that anybody may have written: whole and in order, or not at all.
import { joined } from "../octets";
import { nameFromWire } from "./name";
import { piecesOf } from "./rdata";
import { CLASS_IN, type DnsQuestion, TYPE } from "./types";

export interface DnsRecord {
  /** Lower case, see name.ts. */
  readonly owner: string;
  readonly type: number;
  /** Seconds; a TTL with the top bit set counts as 0 (RFC 2181 8). */
  readonly ttl: number;
  /** With the names inside decompressed, in the case they came in. */
  readonly data: Uint8Array;
}

export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly truncated: boolean;
  /** With the upper bits of EDNS (RFC 6891 6.1.3). */
  readonly rcode: number;
  /** The one question; null if there is none, more than one, or one of another class. */
  readonly question: DnsQuestion | null;
  /** Records of class IN. */
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
}

/** A name as it stands in a message: its uncompressed wire form, and where the message goes on. */
interface FoundName {
  readonly wire: Uint8Array;
  readonly next: number;
}

const HEADER = 12;
const MAX_MESSAGE = 65_535;
const MAX_NAME = 255;

/** The message; null when it is cut short, goes on after its end, or is damaged in any other way. Never throws. */
export function readMessage(bytes: Uint8Array): DnsMessage | null {
  if (bytes.length < HEADER || bytes.length > MAX_MESSAGE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint16(2);
  let at = HEADER;
  const questions: (DnsQuestion | null)[] = [];
  for (let left = view.getUint16(4); left > 0; left--) {
    const name = readName(bytes, at);
    if (!name || name.next + 4 > bytes.length) return null;
    const isIn = view.getUint16(name.next + 2) === CLASS_IN;
    questions.push(isIn ? { name: nameFromWire(name.wire), type: view.getUint16(name.next) } : null);
    at = name.next + 4;
  }
  const sections: DnsRecord[][] = [];
  let extended = 0;
  for (const counted of [6, 8, 10]) {
    const section: DnsRecord[] = [];
    for (let left = view.getUint16(counted); left > 0; left--) {
      const found = readRecord(bytes, view, at);
      if (!found) return null;
      if (found.class === CLASS_IN) section.push(found.record);
      if (found.record.type === TYPE.OPT) extended = found.extendedRcode;
      at = found.next;
    }
    sections.push(section);
  }
  if (at !== bytes.length) return null;
  return {
    id: view.getUint16(0),
    response: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 15,
    truncated: (flags & 0x0200) !== 0,
    rcode: (extended << 4) | (flags & 15),
    question: questions.length === 1 ? questions[0]! : null,
    answer: sections[0]!,
    authority: sections[1]!,
  };
}

function readRecord(bytes: Uint8Array, view: DataView, at: number) {
  const owner = readName(bytes, at);
  if (!owner || owner.next + 10 > bytes.length) return null;
  const type = view.getUint16(owner.next);
  const rawTtl = view.getUint32(owner.next + 4);
  const start = owner.next + 10;
  const end = start + view.getUint16(owner.next + 8);
  if (end > bytes.length) return null;
  const data = expand(bytes, type, start, end);
  if (!data) return null;
  const ttl = rawTtl > 0x7fff_ffff ? 0 : rawTtl;
  return {
    record: { owner: nameFromWire(owner.wire), type, ttl, data },
    class: view.getUint16(owner.next + 2),
    extendedRcode: rawTtl >>> 24,
    next: end,
  };
}

/** A copy of the RDATA with every name inside written out; null when the fields do not fill it exactly. */
function expand(bytes: Uint8Array, type: number, start: number, end: number): Uint8Array | null {
  const names = new Map<number, Uint8Array>();
  const pieces = piecesOf(type, bytes, start, end, (from) => {
    const name = readName(bytes, from);
    if (name) names.set(from, name.wire);
    return name?.next ?? null;
  });
  if (!pieces) return null;
  return joined(
    pieces.map((piece) => (piece.isName ? names.get(piece.start)! : bytes.subarray(piece.start, piece.end))),
  );
}

/**
 * The name at `at`, with its compression pointers followed (RFC 1035 4.1.4). A pointer must lead before everything read of
 * this name so far, which makes loops impossible; the limit of 255 octets bounds the work.
 */
export function readName(bytes: Uint8Array, at: number): FoundName | null {
  const parts: Uint8Array[] = [];
  let length = 0;
  let from = at;
  let earliest = at;
  let next: number | null = null;
  for (;;) {
    const octet = bytes[from];
    if (octet === undefined) return null;
    if (octet >= 0xc0) {
      const low = bytes[from + 1];
      if (low === undefined) return null;
      const target = ((octet & 0x3f) << 8) | low;
      if (target >= earliest) return null;
      next ??= from + 2;
      earliest = from = target;
      continue;
    }
    if (octet > 63 || from + 1 + octet > bytes.length) return null;
    length += 1 + octet;
    if (length > MAX_NAME) return null;
    parts.push(bytes.subarray(from, from + 1 + octet));
    from += 1 + octet;
    if (octet === 0) return { wire: joined(parts), next: next ?? from };
  }
}
