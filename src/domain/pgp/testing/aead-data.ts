// Authenticated encryption of any packets, with chunks of any size a sender may choose, in both packet types.
import { asItComes } from "../aead-packets";
import { openpgp } from "../openpgp";
import { octetsOf } from "../streamed";

/** RFC 9580 9.6. */
export const EAX = 1;
export const OCB = 2;
export const GCM = 3;

export interface Packet {
  version: number;
  cipherAlgorithm: number;
  aeadAlgorithm: number;
  chunkSizeByte: number;
  iv: Uint8Array;
  encrypted: Uint8Array<ArrayBuffer>;
  packets: openpgp.PacketList<openpgp.AnyPacket>;
  encrypt(algorithm: number, key: Uint8Array, config: openpgp.Config): Promise<unknown>;
  decrypt(algorithm: number, key: Uint8Array, config: openpgp.Config): Promise<unknown>;
  write(): Uint8Array;
}

const AES256 = 9;

/** SEIPDv2, or packet 20 of LibrePGP. */
export function emptyPacket(libre: boolean, mode: number): Packet {
  const packet = (libre
    ? new openpgp.AEADEncryptedDataPacket()
    : new openpgp.SymEncryptedIntegrityProtectedDataPacket()) as unknown as Packet;
  packet.version = libre ? 1 : 2;
  packet.aeadAlgorithm = mode;
  return packet;
}

/** A literal packet of these octets, encrypted by openpgp.js itself or by Cachet. */
export async function encrypted(
  { libre = false, mode = OCB, chunk = 12, stock = false, key = new Uint8Array(32), algorithm = AES256 },
  data: Uint8Array,
): Promise<Packet> {
  const packet = emptyPacket(libre, mode);
  packet.packets = (await openpgp.createMessage({ binary: data })).packets as typeof packet.packets;
  const config = { ...openpgp.config, aeadChunkSizeByte: chunk };
  // Cachet never writes packet 20.
  if (stock && !libre) await asItComes.encrypt.call(packet as never, algorithm, key as Uint8Array<ArrayBuffer>, config);
  else await packet.encrypt(algorithm, key, config);
  packet.encrypted = await octetsOf(packet.encrypted);
  return packet;
}

/** The decrypted content. */
export async function decrypted(
  packet: Packet,
  { stock = false, key = new Uint8Array(32), algorithm = AES256 } = {},
): Promise<Uint8Array> {
  const how = packet.iv ? asItComes.decryptAead : asItComes.decrypt;
  if (stock) await how.call(packet as never, algorithm, key as Uint8Array<ArrayBuffer>, openpgp.config);
  else await packet.decrypt(algorithm, key, openpgp.config);
  return new openpgp.Message(packet.packets as never).getLiteralData()!;
}
