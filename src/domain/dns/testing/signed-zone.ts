// One zone of the tree: its records, its keys, and the chain of NSEC or NSEC3 that says what is not there.

import { joined } from "../../octets";
import { type RRset, rrsetOf } from "../canonical";
import { compareNames, isBelow, labelsOf, nameToWire, parentOf, under } from "../name";
import { TYPE } from "../types";
import type { DnsRecord } from "../wire";
import { base32hex, delegationSigner, hashName, makeKey, type SigningKey, signRRset, typeBitMaps } from "./signer";
import { u16, u32 } from "./write-message";

/** expired, not-yet-valid: the signatures' window. tampered: a signature changed. stripped: no signatures. wrong-key: signed by keys nobody published. */
export type Flaw = "expired" | "not-yet-valid" | "tampered" | "stripped" | "wrong-key";

export interface ZoneSpec {
  /** Lower case, no final dot; "" is the root. */
  readonly name: string;
  /** DNSSEC algorithm: 8, 10, 13, 14, 15, 16, or an unsupported one. Default 13. */
  readonly algorithm?: number;
  /** Default "nsec". "opt-out": NSEC3 that leaves out unsigned delegations. */
  readonly denial?: "nsec" | "nsec3" | "opt-out";
  /** Of NSEC3. Default 0 and no salt (RFC 9276). */
  readonly iterations?: number;
  readonly salt?: Uint8Array;
  /** How the zone above points here. "none": no DS; the zone itself is not signed either, unless `island`. Default "ds". */
  readonly delegation?: "ds" | "none";
  readonly island?: boolean;
  /** Digest of the DS. Default 2. */
  readonly digestType?: number;
  /** The key that signs keys; default: a new one. */
  readonly keySigner?: SigningKey;
  readonly records?: readonly { name: string; type: number; data: Uint8Array; ttl?: number }[];
}

export interface SignedZone {
  readonly name: string;
  readonly signed: boolean;
  /** The keys that sign keys, and the rest. */
  readonly keySigner: SigningKey;
  readonly zoneSigner: SigningKey;
  /** Signed with a flaw: everything, or the records of one owner, but not what is said of others. */
  flaw: { readonly kind: Flaw; readonly at: string | null } | null;
  set(owner: string, type: number, data: readonly Uint8Array[], ttl?: number): void;
  remove(owner: string, type?: number): void;
  get(owner: string, type: number): RRset | null;
  /** Whether something is at the name or below it. */
  exists(name: string): boolean;
  /** The records of an RRset with their signature; `as` is the name a wildcard is expanded to. */
  signedRecords(rrset: RRset, as?: string): DnsRecord[];
  /** The record of the chain that matches the name, or covers it. Empty in unsigned zones. */
  denial(name: string, how: "match" | "cover"): DnsRecord[];
  readonly usesHashes: boolean;
}

const TTL = 3600;
const DAY = 86_400;

export function signedZone(spec: ZoneSpec, now: () => number): SignedZone {
  const { name, algorithm = 13, denial = "nsec", iterations = 0, salt = new Uint8Array() } = spec;
  const signed = spec.delegation !== "none" || spec.island === true;
  const keySigner = spec.keySigner ?? makeKey(algorithm, 257);
  const zoneSigner = makeKey(algorithm, 256);
  const stranger = makeKey(algorithm, 256);
  const sets = new Map<string, Map<number, RRset>>();
  let chain: RRset[] | null = null;

  const zone: SignedZone = {
    name,
    signed,
    keySigner,
    zoneSigner,
    flaw: null,
    usesHashes: denial !== "nsec",
    set(owner, type, data, ttl = TTL) {
      const at = sets.get(owner) ?? new Map<number, RRset>();
      at.set(
        type,
        rrsetOf(
          owner,
          type,
          data.map((one) => ({ ttl, data: one })),
        ),
      );
      sets.set(owner, at);
      chain = null;
    },
    remove(owner, type) {
      const at = sets.get(owner);
      if (type !== undefined) at?.delete(type);
      if (type === undefined || at?.size === 0) sets.delete(owner);
      chain = null;
    },
    get: (owner, type) => sets.get(owner)?.get(type) ?? null,
    exists: (wanted) => [...sets.keys()].some((owner) => owner === wanted || isBelow(owner, wanted)),
    signedRecords(rrset, as = rrset.owner) {
      const { type, ttl } = rrset;
      const records = rrset.data.map((data) => ({ owner: as, type, ttl, data }));
      const signature = signed ? signatureOf(rrset) : null;
      return signature ? [...records, { owner: as, type: TYPE.RRSIG, ttl, data: signature }] : records;
    },
    denial(wanted, how) {
      if (!signed) return [];
      chain ??= zone.usesHashes ? hashedChain() : plainChain();
      const target = zone.usesHashes ? under(base32hex(hashName(wanted, salt, iterations)), name) : wanted;
      const last = chain.findLast(({ owner }) => compareNames(owner, target) <= 0) ?? chain.at(-1)!;
      return (last.owner === target) === (how === "match") ? zone.signedRecords(last) : [];
    },
  };

  const soa = joined([
    nameToWire(under("ns", name))!,
    nameToWire(under("host", name))!,
    ...[1, DAY, 900, DAY, 300].map(u32),
  ]);
  zone.set(name, TYPE.SOA, [soa]);
  zone.set(name, TYPE.NS, [nameToWire(under("ns", name))!]);
  if (signed) zone.set(name, TYPE.DNSKEY, [keySigner.data, zoneSigner.data]);
  for (const record of spec.records ?? []) {
    const before = zone.get(record.name, record.type)?.data ?? [];
    zone.set(record.name, record.type, [...before, record.data], record.ttl);
  }
  return zone;

  function signatureOf(rrset: RRset): Uint8Array | null {
    if (isCut(rrset.owner) && rrset.type === TYPE.NS) return null;
    const flaw = flawFor(rrset);
    if (flaw === "stripped") return null;
    const today = Math.floor(now() / 1000);
    const shift = flaw === "expired" ? -30 * DAY : flaw === "not-yet-valid" ? 30 * DAY : 0;
    const validity = { inception: today - DAY + shift, expiration: today + 14 * DAY + shift };
    const key = flaw === "wrong-key" ? stranger : rrset.type === TYPE.DNSKEY ? keySigner : zoneSigner;
    const signature = signRRset(rrset, name, key, rrset.ttl, validity);
    if (flaw === "tampered") signature[signature.length - 5]! ^= 1;
    return signature;
  }

  function flawFor({ owner, type }: RRset): Flaw | null {
    const { kind, at } = zone.flaw ?? { kind: null, at: null };
    return at === null || (at === owner && type !== TYPE.NSEC) ? kind : null;
  }

  function isCut(owner: string): boolean {
    return owner !== name && sets.get(owner)?.has(TYPE.NS) === true;
  }

  function typesAt(owner: string): number[] {
    return [...(sets.get(owner)?.keys() ?? [])];
  }

  function plainChain(): RRset[] {
    const owners = [...sets.keys()].sort(compareNames);
    return owners.map((owner, i) => {
      const next = nameToWire(owners[(i + 1) % owners.length]!)!;
      const bits = typeBitMaps([...typesAt(owner), TYPE.NSEC, TYPE.RRSIG]);
      return rrsetOf(owner, TYPE.NSEC, [{ ttl: 300, data: joined([next, bits]) }]);
    });
  }

  function hashedChain(): RRset[] {
    const isLeftOut = (owner: string): boolean =>
      denial === "opt-out" && isCut(owner) && !sets.get(owner)!.has(TYPE.DS);
    const names = new Set<string>();
    for (const owner of [...sets.keys()].filter((one) => !isLeftOut(one)))
      for (let at = owner; labelsOf(at).length >= labelsOf(name).length; at = parentOf(at)) {
        names.add(at);
        if (at === name) break;
      }
    const hashed = [...names].map((owner) => ({ owner, hash: hashName(owner, salt, iterations) }));
    hashed.sort((a, b) => Buffer.compare(a.hash, b.hash));
    return hashed.map(({ owner, hash }, i) => {
      const types = typesAt(owner);
      const isSigned = types.length > 0 && !(isCut(owner) && !types.includes(TYPE.DS));
      const next = hashed[(i + 1) % hashed.length]!.hash;
      const data = joined([
        Uint8Array.of(1, denial === "opt-out" ? 1 : 0),
        u16(iterations),
        Uint8Array.of(salt.length, ...salt, next.length, ...next),
        typeBitMaps(isSigned ? [...types, TYPE.RRSIG] : types),
      ]);
      return rrsetOf(under(base32hex(hash), name), TYPE.NSEC3, [{ ttl: 300, data }]);
    });
  }
}

/** RDATA of the DS that vouches for a zone. */
export const vouchFor = (zone: SignedZone, digestType = 2): Uint8Array =>
  delegationSigner(zone.name, zone.keySigner, digestType);
