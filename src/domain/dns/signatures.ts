// RRSIG records and what they prove (RFC 4034 3, RFC 4035 5.3).
import { isAlgorithmSupported, verifySignature } from "./algorithms";
import { type RRset, rrsetOf, signedData } from "./canonical";
import type { DnsKey } from "./keys";
import { type Budget, LIMITS } from "./limits";
import { countLabels, isWithin, nameFromWire, tailOf } from "./name";
import type { DnssecReason } from "./proof";
import { TYPE } from "./types";
import type { DnsRecord } from "./wire";

export interface Rrsig {
  readonly covered: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  readonly expiration: number;
  readonly inception: number;
  readonly tag: number;
  readonly signer: string;
  /** The RDATA before the signature, signer in lower case, as it is signed. */
  readonly head: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** An RRset with the signatures that came with it, not yet verified. */
export interface SignedRRset {
  readonly rrset: RRset;
  readonly signatures: readonly Rrsig[];
}

/** A zone whose keys are proven. */
export interface Zone {
  readonly name: string;
  /** Only keys that may sign, see maySign. */
  readonly keys: readonly DnsKey[];
}

/** What verifying needs besides the records. */
export interface Verifying {
  /** Seconds since 1970. */
  readonly now: number;
  readonly budget: Budget;
}

export type Checked =
  | {
      readonly ok: true;
      /** With the TTL capped by the signature (RFC 4035 5.3.3). */
      readonly rrset: RRset;
      readonly algorithm: number;
      /** The closest encloser of the wildcard the records were made from; null if they stand at their owner. */
      readonly encloser: string | null;
    }
  | { readonly ok: false; readonly reason: DnssecReason };

/** Tolerated clock skew: seconds before inception and after expiration. */
const SKEW = 300;

/** The RRset of an owner and type among `records`; null when there is no record of it. */
export function findRRset(records: readonly DnsRecord[], owner: string, type: number): SignedRRset | null {
  const here = records.filter((record) => record.owner === owner);
  const members = here.filter((record) => record.type === type);
  if (members.length === 0) return null;
  const signatures = here
    .filter((record) => record.type === TYPE.RRSIG)
    .map(({ data }) => readSignature(data))
    .filter((signature) => signature.covered === type);
  return { rrset: rrsetOf(owner, type, members), signatures };
}

/** RDATA of an RRSIG as the wire reader gives it: 18 octets, a whole name, the rest. */
export function readSignature(data: Uint8Array): Rrsig {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let end = 18;
  while (data[end]! > 0) end += 1 + data[end]!;
  end += 1;
  const signer = nameFromWire(data.subarray(18, end));
  const head = data.slice(0, end);
  for (let i = 18; i < end; i++) if (head[i]! >= 0x41 && head[i]! <= 0x5a) head[i]! += 0x20;
  return {
    covered: view.getUint16(0),
    algorithm: data[2]!,
    labels: data[3]!,
    originalTtl: view.getUint32(4),
    expiration: view.getUint32(8),
    inception: view.getUint32(12),
    tag: view.getUint16(16),
    signer,
    head,
    signature: data.slice(end) as Uint8Array<ArrayBuffer>,
  };
}

/**
 * Verifies an RRset with the keys of `zone`. One signature that holds is enough (RFC 6840 5.4). A wildcard's records are
 * proven to be that; that no closer name exists is for the caller to prove.
 */
export async function checkRRset(
  { rrset, signatures }: SignedRRset,
  zone: Zone,
  { now, budget }: Verifying,
): Promise<Checked> {
  let reason: DnssecReason = "no-signature";
  let checks = 0;
  for (const signature of signatures) {
    const flaw = flawOf(signature, rrset, zone, now);
    if (flaw) {
      reason = worse(reason, flaw);
      continue;
    }
    const keys = zone.keys.filter(({ tag, algorithm }) => tag === signature.tag && algorithm === signature.algorithm);
    if (keys.length > LIMITS.keysPerTag) return { ok: false, reason: "too-much-work" };
    reason = worse(reason, "bad-signature");
    if (keys.length === 0) continue;
    const data = signedData(rrset, signature.head, signature.labels, signature.originalTtl);
    for (const key of keys) {
      if (++checks > LIMITS.checksPerRRset || !budget.spend("checks")) return { ok: false, reason: "too-much-work" };
      if (await verifySignature(signature.algorithm, key.publicKey, signature.signature, data))
        return proven(rrset, signature, now);
    }
  }
  return { ok: false, reason };
}

function proven(rrset: RRset, { algorithm, labels, originalTtl, expiration }: Rrsig, now: number): Checked {
  const remaining = Math.max(0, (expiration - now) | 0);
  return {
    ok: true,
    rrset: { ...rrset, ttl: Math.min(rrset.ttl, originalTtl, remaining) },
    algorithm,
    encloser: labels < countLabels(rrset.owner) ? tailOf(rrset.owner, labels) : null,
  };
}

/** What keeps a signature from being worth verifying (RFC 4035 5.3.1). */
function flawOf(signature: Rrsig, { owner, type }: RRset, zone: Zone, now: number): DnssecReason | null {
  if (signature.covered !== type || !isAlgorithmSupported(signature.algorithm)) return "no-signature";
  if (signature.signer !== zone.name || !isWithin(owner, zone.name)) return "bad-signature";
  // More labels than the owner has is a lie; fewer than the zone has would be a wildcard from outside the zone.
  if (signature.labels > countLabels(owner) || signature.labels < countLabels(zone.name)) return "bad-signature";
  if (isBefore(signature.expiration, now - SKEW) || isBefore(signature.expiration, signature.inception))
    return "signature-expired";
  return isBefore(now + SKEW, signature.inception) ? "signature-not-yet-valid" : null;
}

/** RFC 4034 3.1.5: seconds modulo 2^32, compared as serial numbers (RFC 1982). */
const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;

/** If several signatures fail, the most telling failure is shown. */
const TELLING: readonly DnssecReason[] = [
  "no-signature",
  "signature-not-yet-valid",
  "signature-expired",
  "bad-signature",
];
const worse = (a: DnssecReason, b: DnssecReason): DnssecReason => (TELLING.indexOf(b) > TELLING.indexOf(a) ? b : a);
