// The one form of records that is signed: canonical RRsets (RFC 4034 6).

import { joined } from "../octets";
import { nameFromWire, nameToWire, tailOf, under } from "./name";
import { piecesOf } from "./rdata";
import { CLASS_IN, TYPE } from "./types";

/** Records of one owner, type and class IN: what one signature covers. */
export interface RRset {
  readonly owner: string;
  readonly type: number;
  /** The least TTL received. */
  readonly ttl: number;
  /** In canonical form and order, each once (RFC 4034 6.3). */
  readonly data: readonly Uint8Array[];
}

/** Canonical order of octet strings: as unsigned octets, the shorter first (RFC 4034 6.3). */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/**
 * RDATA (with decompressed names) in canonical form: the names of the types in RFC 4034 6.2 in lower case, but not those in
 * NSEC (RFC 6840 5.1).
 */
export function canonicalData(type: number, data: Uint8Array): Uint8Array {
  if (type === TYPE.NSEC) return data;
  const endOfName = (from: number): number | null => {
    let at = from;
    while (at < data.length && data[at]! > 0) at += 1 + data[at]!;
    return at < data.length ? at + 1 : null;
  };
  const pieces = piecesOf(type, data, 0, data.length, endOfName) ?? [];
  return joined(
    pieces.map(({ start, end, isName }) => {
      const octets = data.subarray(start, end);
      return isName ? (nameToWire(nameFromWire(octets)) ?? octets) : octets;
    }),
  );
}

/** `records` as one RRset; they have `owner` and `type` in common, and there is at least one. */
export function rrsetOf(
  owner: string,
  type: number,
  records: readonly { readonly ttl: number; readonly data: Uint8Array }[],
): RRset {
  const sorted = records.map(({ data }) => canonicalData(type, data)).sort(compareOctets);
  const data = sorted.filter((one, i) => i === 0 || compareOctets(sorted[i - 1]!, one) !== 0);
  return { owner, type, ttl: Math.min(...records.map(({ ttl }) => ttl)), data };
}

/**
 * What a signature signs: the RRSIG's RDATA up to the signature, then every record with the original TTL (RFC 4034
 * 3.1.8.1). Where the Labels field is less than the owner has labels, the owner is the wildcard it was made from (RFC 4035 5.3.2).
 */
export function signedData(
  rrset: RRset,
  signatureHead: Uint8Array,
  labels: number,
  originalTtl: number,
): Uint8Array<ArrayBuffer> {
  const owner = nameToWire(signedOwner(rrset.owner, labels))!;
  const head = new Uint8Array(owner.length + 8);
  head.set(owner);
  const view = new DataView(head.buffer, owner.length);
  view.setUint16(0, rrset.type);
  view.setUint16(2, CLASS_IN);
  view.setUint32(4, originalTtl);
  const records = rrset.data.flatMap((data) => [head, Uint8Array.of(data.length >> 8, data.length & 255), data]);
  return joined([signatureHead, ...records]);
}

function signedOwner(owner: string, labels: number): string {
  const tail = tailOf(owner, labels);
  const isWildcard = owner === under("*", tail);
  return tail === owner || isWildcard ? owner : under("*", tail);
}
