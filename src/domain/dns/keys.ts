// DNSKEY and DS records (RFC 4034 2 and 5).

import { joined } from "../octets";
import { nameToWire } from "./name";

export interface DnsKey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly tag: number;
  readonly data: Uint8Array;
}

export interface DelegationSigner {
  readonly tag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

const ZONE = 0x0100;
const REVOKED = 0x0080;
const PROTOCOL = 3;

/** The digests that vouch: SHA-256 (RFC 4509), SHA-384 (RFC 6605). SHA-1 does not: no new record has it (RFC 8624 3.3). */
const DIGESTS: Readonly<Record<number, "SHA-256" | "SHA-384">> = { 2: "SHA-256", 4: "SHA-384" };

/** null when the RDATA is too short to be a key. */
export function readKey(data: Uint8Array): DnsKey | null {
  if (data.length < 5) return null;
  return {
    flags: data[0]! * 256 + data[1]!,
    protocol: data[2]!,
    algorithm: data[3]!,
    publicKey: data.slice(4) as Uint8Array<ArrayBuffer>,
    tag: keyTag(data),
    data,
  };
}

/** Whether a key may sign its zone: flag "zone key", protocol 3 (RFC 4034 2.1), not revoked (RFC 5011 2.1). */
export const maySign = ({ flags, protocol }: DnsKey): boolean =>
  (flags & ZONE) !== 0 && (flags & REVOKED) === 0 && protocol === PROTOCOL;

/** RFC 4034 appendix B. (Algorithm 1 counts differently, B.1; it is not supported.) */
export function keyTag(data: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += i % 2 === 0 ? data[i]! * 256 : data[i]!;
  return (sum + Math.floor(sum / 65_536)) & 0xffff;
}

/** null when the RDATA is too short to be a DS. */
export function readDelegationSigner(data: Uint8Array): DelegationSigner | null {
  if (data.length < 5) return null;
  return { tag: data[0]! * 256 + data[1]!, algorithm: data[2]!, digestType: data[3]!, digest: data.subarray(4) };
}

export const isDigestSupported = (digestType: number): boolean => digestType in DIGESTS;

/** The digest of a DS for this key: over owner name and RDATA (RFC 4034 5.1.4). null for types that do not vouch. */
export async function keyDigest(owner: string, key: Uint8Array, digestType: number): Promise<Uint8Array | null> {
  const algorithm = DIGESTS[digestType];
  const name = nameToWire(owner);
  if (!algorithm || !name) return null;
  return new Uint8Array(await crypto.subtle.digest(algorithm, joined([name, key])));
}
