// Anybody can attach a hundred thousand signatures to somebody's key on a key server that accepts them (CVE-2019-13050), and
// a parser that looks at each is busy for minutes. This drops what would not be kept, before anything is parsed.
import { joined, toHex } from "../octets";
import { framePackets, PACKET, type Packet } from "./packets";
import { type SignatureFacts, signatureFacts } from "./signature-facts";
import { splitCertificates } from "./split-certificates";

/** Largest body in octets by packet type; types not listed are dropped (photos, trust, padding, unknown ones). */
const LARGEST: Readonly<Record<number, number>> = {
  [PACKET.signature]: 16 * 1024,
  [PACKET.secretKey]: 16 * 1024,
  [PACKET.publicKey]: 16 * 1024,
  [PACKET.secretSubkey]: 16 * 1024,
  [PACKET.userId]: 2 * 1024,
  [PACKET.publicSubkey]: 16 * 1024,
};

const MOST_CERTIFICATES = 32;
/** User IDs and subkeys of one certificate. */
const MOST_PARTS = 200;
/** Signatures of each user ID and subkey, newest first. */
const MOST_BINDINGS = 24;
/** Counted separately, so that many bindings cannot displace a revocation. */
const MOST_REVOCATIONS = 8;
/** RFC 9580 5.2.1: of a key, a subkey, a certification. */
const REVOCATIONS = [0x20, 0x28, 0x30];

export interface PrefilterOptions {
  /** Key ids (16 lower-case hex digits) whose signatures stay too, e.g. of the key that this one may replace. */
  readonly issuers?: readonly string[];
  readonly mostCertificates?: number;
}

/**
 * The same certificates (binary) without packets nobody needs: those that are too large, of types that certificates do not
 * have, signatures by others than the key itself and `issuers`, and all beyond an honest number. Checks no signature, so
 * those that stay may be forged. Empty when nothing is left. Never throws; linear in the size of the input.
 */
export async function prefilter(bytes: Uint8Array, options: PrefilterOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { certificates } = splitCertificates(bytes);
  const kept: Uint8Array[] = [];
  for (const certificate of certificates.slice(0, options.mostCertificates ?? MOST_CERTIFICATES)) {
    const { packets } = framePackets(certificate);
    const primary = packets[0]!;
    if (primary.partial || primary.end - primary.body > LARGEST[primary.type]!) continue;
    const own = await keyId(certificate, primary);
    const wanted = new Set([...(own ? [own] : []), ...(options.issuers ?? [])]);
    for (const packet of keptPackets(certificate, packets, own ? wanted : null))
      kept.push(certificate.subarray(packet.start, packet.end));
  }
  return joined(kept);
}

/** `wanted` null: the issuers cannot be determined, so only the number of signatures is bounded. */
function* keptPackets(
  bytes: Uint8Array,
  packets: readonly Packet[],
  wanted: ReadonlySet<string> | null,
): Iterable<Packet> {
  let parts = 0;
  let skip = false;
  let signatures: { packet: Packet; facts: SignatureFacts }[] = [];
  for (const packet of packets) {
    const largest = LARGEST[packet.type];
    const fits = largest !== undefined && !packet.partial && packet.end - packet.body <= largest;
    if (packet.type === PACKET.signature) {
      const facts = fits && !skip ? signatureFacts(bytes, packet) : null;
      const ours = facts && (!wanted || facts.issuers.length === 0 || facts.issuers.some((id) => wanted.has(id)));
      if (ours) signatures.push({ packet, facts });
      continue;
    }
    yield* newest(signatures);
    signatures = [];
    // Signatures that follow a dropped part belong to it and are dropped too.
    skip = !fits || parts > MOST_PARTS;
    if (skip) continue;
    parts += 1;
    yield packet;
  }
  yield* newest(signatures);
}

function newest(signatures: readonly { packet: Packet; facts: SignatureFacts }[]): Packet[] {
  const sorted = [...signatures].sort((a, b) => b.facts.createdAt - a.facts.createdAt);
  const revokes = ({ facts }: { facts: SignatureFacts }): boolean => REVOCATIONS.includes(facts.type);
  const kept = [
    ...sorted.filter(revokes).slice(0, MOST_REVOCATIONS),
    ...sorted.filter((each) => !revokes(each)).slice(0, MOST_BINDINGS),
  ];
  return kept.map(({ packet }) => packet);
}

/**
 * RFC 9580 5.5.4. Null for secret keys, because the end of their public part is not known, and for versions other than 4 and
 * 6.
 */
async function keyId(bytes: Uint8Array, { type, body, end }: Packet): Promise<string | null> {
  if (type !== PACKET.publicKey) return null;
  const material = bytes.subarray(body, end);
  const size = material.length;
  if (material[0] === 4) {
    const hashed = joined([Uint8Array.of(0x99, size >> 8, size & 255), material]);
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-1", hashed)).subarray(12));
  }
  if (material[0] === 6) {
    const hashed = joined([Uint8Array.of(0x9b, 0, 0, size >> 8, size & 255), material]);
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", hashed)).subarray(0, 8));
  }
  return null;
}
