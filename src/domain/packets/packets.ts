// Finds where OpenPGP packets begin and end (RFC 9580 4.2), without looking into them. The input is untrusted: bounded, never
// throws, copies nothing.

/** Packet types that certificates are made of (RFC 9580 5 and 10.1). */
export const PACKET = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
  publicSubkey: 14,
} as const;

export interface Packet {
  /** RFC 9580 5. */
  readonly type: number;
  /** Offsets into the input: where the header begins, where the body begins, where the packet ends. */
  readonly start: number;
  readonly body: number;
  readonly end: number;
  /**
   * In pieces (4.2.1.4), so that `body` to `end` still holds their lengths, or of indeterminate length (4.2.2). No
   * certificate may contain such a packet.
   */
  readonly partial: boolean;
}

export interface Framed {
  readonly packets: readonly Packet[];
  /** The input ends with the last packet. False: what follows is cut off, is no packet, or exceeds the limit. */
  readonly whole: boolean;
}

/** An honest keyring of ten thousand people has fewer; the rest is left out, and `whole` is false. */
const MOST_PACKETS = 5_000_000;

/** Stops after `most` packets. */
export function framePackets(bytes: Uint8Array, most = MOST_PACKETS): Framed {
  const packets: Packet[] = [];
  let at = 0;
  while (at < bytes.length && packets.length < most) {
    const packet = packetAt(bytes, at);
    if (!packet) return { packets, whole: false };
    packets.push(packet);
    at = packet.end;
  }
  return { packets, whole: at === bytes.length };
}

function packetAt(bytes: Uint8Array, start: number): Packet | null {
  const first = bytes[start]!;
  if (first < 0x80) return null;
  const modern = (first & 0x40) !== 0;
  const type = modern ? first & 0x3f : (first & 0x3f) >> 2;
  const length = modern ? modernLength(bytes, start + 1) : legacyLength(bytes, start + 1, first & 3);
  if (type === 0 || !length) return null;
  const { body, end, partial } = length;
  return end <= bytes.length ? { type, start, body, end, partial } : null;
}

type Extent = Pick<Packet, "body" | "end" | "partial">;

/** 4.2.2: one, two or four octets, or all that is left. */
function legacyLength(bytes: Uint8Array, at: number, kind: number): Extent | null {
  if (kind === 3) return { body: at, end: bytes.length, partial: true };
  const octets = 1 << kind;
  const size = bigEndian(bytes, at, octets);
  return size === null ? null : { body: at + octets, end: at + octets + size, partial: false };
}

/** 4.2.1: one, two or five octets, or a piece of 2^n octets that another length follows. */
function modernLength(bytes: Uint8Array, at: number): Extent | null {
  let partial = false;
  let next = at;
  let body = -1;
  for (;;) {
    const first = bytes[next];
    if (first === undefined) return null;
    if (first >= 224 && first < 255) {
      partial = true;
      if (body < 0) body = next + 1;
      next += 1 + 2 ** (first & 0x1f);
      continue;
    }
    const octets = first < 192 ? 1 : first < 224 ? 2 : 5;
    const size =
      octets === 1
        ? first
        : octets === 2
          ? bytes[next + 1] === undefined
            ? null
            : ((first - 192) << 8) + bytes[next + 1]! + 192
          : bigEndian(bytes, next + 1, 4);
    if (size === null) return null;
    return { body: body < 0 ? next + octets : body, end: next + octets + size, partial };
  }
}

/** Null when the input ends before that. */
function bigEndian(bytes: Uint8Array, at: number, octets: number): number | null {
  if (at + octets > bytes.length) return null;
  let value = 0;
  for (let i = 0; i < octets; i++) value = value * 256 + bytes[at + i]!;
  return value;
}
