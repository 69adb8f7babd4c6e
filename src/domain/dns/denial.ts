// Proofs that something is not there, from the NSEC or NSEC3 records of one zone in an answer's authority section.
import { LIMITS } from "./limits";
import { isWithin, labelsOf, tailOf } from "./name";
import { type Nsec, nsecAbsent, nsecCut, nsecDenies, readNsec } from "./nsec";
import {
  hasTooManyRounds,
  haveSameParameters,
  type Nsec3,
  nsec3Absent,
  nsec3Cut,
  nsec3Denies,
  readNsec3,
} from "./nsec3";
import type { DnssecReason } from "./proof";
import { checkRRset, findRRset, type Verifying, type Zone } from "./signatures";
import type { Cut } from "./type-bits";
import { TYPE } from "./types";
import type { DnsRecord } from "./wire";

/** What a zone says about what it does not have; every record verified. */
export interface Proofs {
  readonly zone: string;
  readonly nsec: readonly Nsec[];
  readonly nsec3: readonly Nsec3[];
  /** Least TTL of the records; 0 if there is none. */
  readonly ttl: number;
  /** Of their signatures; null if there is none. */
  readonly algorithm: number | null;
  /** Why the first record that was left out does not count. */
  readonly flaw: DnssecReason | null;
}

/** Verifies the NSEC and NSEC3 records of `zone`. Those that do not hold are left out. */
export async function gatherProofs(authority: readonly DnsRecord[], zone: Zone, verifying: Verifying): Promise<Proofs> {
  const nsec: Nsec[] = [];
  const nsec3: Nsec3[] = [];
  const ttls: number[] = [];
  let flaw: DnssecReason | null = null;
  let algorithm: number | null = null;
  for (const [owner, type] of proofOwners(authority, zone.name)) {
    const checked = await checkRRset(findRRset(authority, owner, type)!, zone, verifying);
    if (!checked.ok) {
      flaw ??= checked.reason;
      continue;
    }
    // A wildcard's own NSEC must not be passed off as that of a name it expands to.
    if (checked.encloser !== null) continue;
    algorithm = checked.algorithm;
    ttls.push(checked.rrset.ttl);
    for (const data of checked.rrset.data) {
      if (type === TYPE.NSEC) nsec.push(...present(readNsec(owner, data, zone.name)));
      else nsec3.push(...present(readNsec3(owner, data, zone.name)));
    }
  }
  return { zone: zone.name, nsec, nsec3, ttl: ttls.length > 0 ? Math.min(...ttls) : 0, algorithm, flaw };
}

const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function proofOwners(authority: readonly DnsRecord[], zone: string): [string, number][] {
  const seen = new Map<string, [string, number]>();
  for (const { owner, type } of authority)
    if ((type === TYPE.NSEC || type === TYPE.NSEC3) && isWithin(owner, zone))
      seen.set(`${type} ${owner}`, [owner, type]);
  return [...seen.values()].slice(0, LIMITS.proofs);
}

/** NSEC3 that cannot be used, and why. Too many rounds make an answer insecure only when their signature holds. */
function uselessness({ nsec3, flaw }: Proofs): DnssecReason | null {
  if (nsec3.length === 0 || !haveSameParameters(nsec3)) return flaw ?? "no-proof";
  return hasTooManyRounds(nsec3) ? "unsupported-algorithm" : null;
}

/**
 * Whether the zone proves that `name` has no records of `type`, by itself or by a wildcard: "proven", or a reason that
 * isInsecure tells from a bogus one.
 */
export async function denies(proofs: Proofs, name: string, type: number, { budget }: Verifying): Promise<DnssecReason> {
  if (nsecDenies(proofs.nsec, name, type, proofs.zone)) return "proven";
  const useless = uselessness(proofs);
  if (useless) return useless;
  return (await nsec3Denies(proofs.nsec3, name, type, proofs.zone, budget)) ?? proofs.flaw ?? "no-proof";
}

/** Whether the zone proves that `name`, which a wildcard at `encloser` stands in for, does not exist itself. */
export async function deniesExact(
  proofs: Proofs,
  name: string,
  encloser: string,
  { budget }: Verifying,
): Promise<DnssecReason> {
  if (nsecAbsent(proofs.nsec, tailOf(name, labelsOf(encloser).length + 1), proofs.zone)) return "proven";
  const useless = uselessness(proofs);
  if (useless) return useless;
  return (await nsec3Absent(proofs.nsec3, name, encloser, budget)) ?? proofs.flaw ?? "no-proof";
}

/**
 * What the zone proves about a cut at `name`, which is below it and for which it gave no DS. unsigned: a delegation without DS.
 * none: no delegation. A reason: opt-out and unsupported-algorithm are insecure, all others bogus.
 */
export async function cutProof(proofs: Proofs, name: string, { budget }: Verifying): Promise<Cut | DnssecReason> {
  const cut = nsecCut(proofs.nsec, name, proofs.zone);
  if (cut) return cut;
  const useless = uselessness(proofs);
  if (useless) return useless;
  return (await nsec3Cut(proofs.nsec3, name, proofs.zone, budget)) ?? proofs.flaw ?? "no-proof";
}

/** Which verdict a denial that is not "proven" leads to. */
export const isInsecure = (reason: DnssecReason): boolean =>
  reason === "opt-out" || reason === "unsupported-algorithm" || reason === "unsigned-zone";

/** The name with the most labels; null if there is none. */
export const deepest = (names: readonly string[]): string | null =>
  names.reduce<string | null>(
    (best, name) => (best === null || labelsOf(name).length > labelsOf(best).length ? name : best),
    null,
  );
