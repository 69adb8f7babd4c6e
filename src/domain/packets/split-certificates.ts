import { framePackets, PACKET, type Packet } from "./packets";

/** RFC 9580 10.1: a certificate begins with its primary key. */
const begins = ({ type }: Packet): boolean => type === PACKET.publicKey || type === PACKET.secretKey;

export interface Split {
  /** One certificate each, as it is in the input: views into it, not copies. */
  readonly certificates: readonly Uint8Array[];
  /** The input ends within a packet, or with something that is no packet. */
  readonly cut: boolean;
}

/** Splits binary data into its certificates. Anything before the first is left out. Never throws. */
export function splitCertificates(bytes: Uint8Array): Split {
  const { packets, whole } = framePackets(bytes);
  const starts = packets.filter(begins).map(({ start }) => start);
  const last = packets.at(-1)?.end ?? 0;
  const certificates = starts.map((start, i) => bytes.subarray(start, starts[i + 1] ?? last));
  return { certificates, cut: !whole };
}
