// Denial of existence by NSEC (RFC 4034 4, RFC 4035 5.4, RFC 6840 4). Every function takes verified records of one zone.
import { commonAncestor, compareNames, isBelow, isWithin, labelsOf, nameFromWire, under } from "./name";
import { type Cut, cutAt, endsAuthority, lacks, readTypeBits } from "./type-bits";

/** Between `owner` and `next` there is no name; at `owner` there are these types. */
export interface Nsec {
  readonly owner: string;
  readonly next: string;
  readonly types: ReadonlySet<number>;
}

/** null when the RDATA is damaged or the next name leaves the zone. */
export function readNsec(owner: string, data: Uint8Array, zone: string): Nsec | null {
  let end = 0;
  while (data[end]! > 0) end += 1 + data[end]!;
  const next = nameFromWire(data.subarray(0, end + 1));
  const types = readTypeBits(data.subarray(end + 1));
  return types && isWithin(next, zone) ? { owner, next, types } : null;
}

/** Whether `name` lies in the gap; the last NSEC's gap reaches to the end of the zone, where `next` is the apex. */
function covers({ owner, next, types }: Nsec, name: string, zone: string): boolean {
  if (compareNames(owner, name) >= 0 || !isWithin(name, zone)) return false;
  if (isBelow(name, owner) && endsAuthority(types)) return false;
  return next === zone || compareNames(name, next) < 0;
}

/** The record that proves that neither `name` nor anything below it exists. */
const absence = (records: readonly Nsec[], name: string, zone: string): Nsec | undefined =>
  records.find((record) => covers(record, name, zone) && !isBelow(record.next, name));

/** Whether `name` is an empty non-terminal: no records, but names below it (RFC 4592 2.2.2). */
const isEmpty = (records: readonly Nsec[], name: string, zone: string): boolean =>
  records.some((record) => covers(record, name, zone) && isBelow(record.next, name));

/** Whether there is no RRset of `name` and `type`: NODATA, NXDOMAIN, or NODATA of a wildcard. */
export function nsecDenies(records: readonly Nsec[], name: string, type: number, zone: string): boolean {
  const match = records.find(({ owner }) => owner === name);
  if (match) return lacks(match.types, name, type);
  if (isEmpty(records, name, zone)) return true;
  const gap = absence(records, name, zone);
  if (!gap) return false;
  const wildcard = under("*", closestEncloser(gap, name));
  const atWildcard = records.find(({ owner }) => owner === wildcard);
  if (atWildcard) return lacks(atWildcard.types, wildcard, type);
  return absence(records, wildcard, zone) !== undefined || isEmpty(records, wildcard, zone);
}

/** The longest ancestor of an absent name that exists: it is above one of the two ends of the gap (RFC 4592 3.3.1). */
function closestEncloser({ owner, next }: Nsec, name: string): string {
  const [a, b] = [commonAncestor(name, owner), commonAncestor(name, next)];
  return labelsOf(a).length > labelsOf(b).length ? a : b;
}

/** What is proven about a zone cut at `name`, for which no DS came; null if nothing. */
export function nsecCut(records: readonly Nsec[], name: string, zone: string): Cut | null {
  const match = records.find(({ owner }) => owner === name);
  if (match) return cutAt(match.types);
  return isEmpty(records, name, zone) || absence(records, name, zone) ? "none" : null;
}

/** Whether neither `name` nor anything below it exists: what a wildcard above it needs (RFC 4035 5.3.4). */
export const nsecAbsent = (records: readonly Nsec[], name: string, zone: string): boolean =>
  absence(records, name, zone) !== undefined;
