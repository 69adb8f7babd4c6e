import { toHex } from "../octets";
import type { Packet } from "./packets";

/** The claims of a signature packet; none of them is verified. */
export interface SignatureFacts {
  /** RFC 9580 5.2.1. */
  readonly type: number;
  /** Key ids, 16 lower-case hex digits; empty when it names nobody. */
  readonly issuers: readonly string[];
  /** Seconds since 1970; 0 when it does not say. */
  readonly createdAt: number;
}

const CREATED = 2;
const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;

/** RFC 9580 5.2.2 and 5.2.3. Null for a packet that is no signature, is damaged, or has an unknown version. */
export function signatureFacts(bytes: Uint8Array, { body, end }: Packet): SignatureFacts | null {
  const packet = bytes.subarray(body, end);
  const version = packet[0];
  if (version === 3 && packet.length > 15)
    return { type: packet[2]!, issuers: [toHex(packet.subarray(7, 15))], createdAt: uint(packet, 3, 4) };
  if (version !== 4 && version !== 6) return null;
  const octets = version === 4 ? 2 : 4;
  const hashed = area(packet, 4, octets);
  const unhashed = hashed && area(packet, hashed.byteOffset - packet.byteOffset + hashed.length, octets);
  if (!hashed || !unhashed) return null;
  const issuers: string[] = [];
  let createdAt = 0;
  // The time counts only in the hashed area; the issuer is a hint in either area.
  for (const { type, data } of subpackets(hashed))
    if (type === CREATED && data.length === 4) createdAt = uint(data, 0, 4);
  for (const { type, data } of [...subpackets(hashed), ...subpackets(unhashed)]) {
    if (type === ISSUER && data.length === 8) issuers.push(toHex(data));
    if (type === ISSUER_FINGERPRINT && data[0] === 4 && data.length === 21) issuers.push(toHex(data.subarray(13)));
    if (type === ISSUER_FINGERPRINT && data[0] === 6 && data.length === 33) issuers.push(toHex(data.subarray(1, 9)));
  }
  return { type: packet[1]!, issuers, createdAt };
}

function area(packet: Uint8Array, at: number, octets: number): Uint8Array | null {
  if (at + octets > packet.length) return null;
  const size = uint(packet, at, octets);
  const start = at + octets;
  return start + size > packet.length ? null : packet.subarray(start, start + size);
}

/** RFC 9580 5.2.3.7. */
function* subpackets(bytes: Uint8Array): Iterable<{ type: number; data: Uint8Array }> {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    const octets = first < 192 ? 1 : first < 255 ? 2 : 5;
    if (at + octets > bytes.length) return;
    const size =
      octets === 1 ? first : octets === 2 ? ((first - 192) << 8) + bytes[at + 1]! + 192 : uint(bytes, at + 1, 4);
    at += octets;
    if (size === 0 || at + size > bytes.length) return;
    yield { type: bytes[at]! & 0x7f, data: bytes.subarray(at + 1, at + size) };
    at += size;
  }
}

function uint(bytes: Uint8Array, at: number, octets: number): number {
  let value = 0;
  for (let i = 0; i < octets; i++) value = value * 256 + bytes[at + i]!;
  return value;
}
