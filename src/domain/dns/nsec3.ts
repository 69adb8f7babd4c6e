// Denial of existence by NSEC3 (RFC 5155 8). Every function takes verified records of one zone, all with the same parameters.

import { joined } from "../octets";
import { type Budget, LIMITS } from "./limits";
import { labelsOf, nameToWire, parentOf, tailOf, under } from "./name";
import { type Cut, cutAt, endsAuthority, lacks, readTypeBits } from "./type-bits";

/** Hashes are base32hex in lower case, which sorts as the octets do (RFC 4648 7). */
export interface Nsec3 {
  readonly hash: string;
  readonly next: string;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly optOut: boolean;
  readonly types: ReadonlySet<number>;
}

/** "opt-out": proven, but for unsigned delegations (RFC 5155 6), so that the answer is insecure (RFC 5155 9.2). */
export type Nsec3Proof = "proven" | "opt-out" | "too-much-work" | null;

const SHA1 = 1;
const SHA1_OCTETS = 20;

/** null when damaged, of an unknown hash or with unknown flags (RFC 5155 8.1, 8.2), or not directly below the zone. */
export function readNsec3(owner: string, data: Uint8Array, zone: string): Nsec3 | null {
  const saltLength = data[4];
  if (saltLength === undefined || data[0] !== SHA1 || data[1]! > 1) return null;
  const salt = data.subarray(5, 5 + saltLength);
  const hashAt = 5 + saltLength + 1;
  if (data[hashAt - 1] !== SHA1_OCTETS || data.length < hashAt + SHA1_OCTETS) return null;
  const hash = labelsOf(owner)[0] ?? "";
  const types = readTypeBits(data.subarray(hashAt + SHA1_OCTETS));
  if (!types || !/^[0-9a-v]{32}$/.test(hash) || parentOf(owner) !== zone) return null;
  return {
    hash,
    next: base32hex(data.subarray(hashAt, hashAt + SHA1_OCTETS)),
    iterations: data[2]! * 256 + data[3]!,
    salt,
    optOut: data[1] === 1,
    types,
  };
}

/** Whether records can be used together: those of one zone have the same salt and rounds (RFC 5155 8.2). */
export const haveSameParameters = (records: readonly Nsec3[]): boolean =>
  records.every(
    ({ iterations, salt }) => iterations === records[0]!.iterations && String(salt) === String(records[0]!.salt),
  );

/** RFC 5155 5, in base32hex; null when the budget is spent. */
export async function hashName(
  name: string,
  { salt, iterations }: Pick<Nsec3, "salt" | "iterations">,
  budget: Budget,
): Promise<string | null> {
  if (!budget.spend("hashes", iterations + 1)) return null;
  let octets = nameToWire(name)!;
  for (let round = 0; round <= iterations; round++)
    octets = new Uint8Array(await crypto.subtle.digest("SHA-1", joined([octets, salt])));
  return base32hex(octets);
}

const DIGITS = "0123456789abcdefghijklmnopqrstuv";

function base32hex(octets: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const octet of octets) {
    held = ((held << 8) | octet) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += DIGITS[(held >> (bits - 5)) & 31];
  }
  return text;
}

const matching = (records: readonly Nsec3[], hash: string): Nsec3 | undefined =>
  records.find((record) => record.hash === hash);

/** The record in whose gap the hash lies; the last one's gap goes round to the first (RFC 5155 1.3, 3.1.7). */
const covering = (records: readonly Nsec3[], hash: string): Nsec3 | undefined =>
  records.find((record) =>
    record.hash < record.next
      ? record.hash < hash && hash < record.next
      : record.hash < hash || (hash < record.next && record.hash !== hash),
  );

interface Enclosed {
  readonly encloser: string;
  /** Covers the next closer name. */
  readonly gap: Nsec3;
}

/** The closest encloser proof (RFC 5155 8.3): its longest existing ancestor matches, the name one label longer is covered. */
async function enclose(
  records: readonly Nsec3[],
  name: string,
  nameHash: string,
  zone: string,
  budget: Budget,
): Promise<Enclosed | "too-much-work" | null> {
  let nextHash = nameHash;
  for (let at = name; at !== zone; at = parentOf(at)) {
    const hash = await hashName(parentOf(at), records[0]!, budget);
    if (hash === null) return "too-much-work";
    const match = matching(records, hash);
    if (match) {
      const gap = covering(records, nextHash);
      return gap && !endsAuthority(match.types) ? { encloser: parentOf(at), gap } : null;
    }
    nextHash = hash;
  }
  return null;
}

/** Whether there is no RRset of `name` and `type` (RFC 5155 8.4 to 8.7). */
export async function nsec3Denies(
  records: readonly Nsec3[],
  name: string,
  type: number,
  zone: string,
  budget: Budget,
): Promise<Nsec3Proof> {
  const hash = await hashName(name, records[0]!, budget);
  if (hash === null) return "too-much-work";
  const match = matching(records, hash);
  if (match) return lacks(match.types, name, type) ? "proven" : null;
  const enclosed = await enclose(records, name, hash, zone, budget);
  if (enclosed === null || enclosed === "too-much-work") return enclosed;
  // An unsigned zone may hide in the gap, and with it anything at or below the name.
  if (enclosed.gap.optOut) return "opt-out";
  const wildcard = under("*", enclosed.encloser);
  const wildcardHash = await hashName(wildcard, records[0]!, budget);
  if (wildcardHash === null) return "too-much-work";
  const atWildcard = matching(records, wildcardHash);
  if (atWildcard) return lacks(atWildcard.types, wildcard, type) ? "proven" : null;
  return covering(records, wildcardHash) ? "proven" : null;
}

/** What is proven about a zone cut at `name`, for which no DS came (RFC 5155 8.6, 8.9). */
export async function nsec3Cut(
  records: readonly Nsec3[],
  name: string,
  zone: string,
  budget: Budget,
): Promise<Cut | "opt-out" | "too-much-work" | null> {
  const hash = await hashName(name, records[0]!, budget);
  if (hash === null) return "too-much-work";
  const match = matching(records, hash);
  if (match) return cutAt(match.types);
  const enclosed = await enclose(records, name, hash, zone, budget);
  if (enclosed === null || enclosed === "too-much-work") return enclosed;
  return enclosed.gap.optOut ? "opt-out" : "none";
}

/** Whether the name a wildcard stands in for does not exist (RFC 5155 8.8): `encloser` and one label more is covered. */
export async function nsec3Absent(
  records: readonly Nsec3[],
  name: string,
  encloser: string,
  budget: Budget,
): Promise<Nsec3Proof> {
  const nextCloser = tailOf(name, labelsOf(encloser).length + 1);
  const hash = await hashName(nextCloser, records[0]!, budget);
  if (hash === null) return "too-much-work";
  const gap = covering(records, hash);
  return gap ? (gap.optOut ? "opt-out" : "proven") : null;
}

export const hasTooManyRounds = (records: readonly Nsec3[]): boolean =>
  records.some(({ iterations }) => iterations > LIMITS.rounds);
