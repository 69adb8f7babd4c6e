// Handmade packets (RFC 9580 4.2), for messages that no mail program makes.

import { framePackets, type Packet } from "../../src/domain/packets/packets";
import { armorBlocks, dearmor } from "../../src/domain/pgp/armor";
import { openpgp } from "../../src/domain/pgp/openpgp";

export interface RawPacket {
  readonly type: number;
  readonly body: Uint8Array;
}

export function packet(type: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(6 + body.length);
  bytes[0] = 0xc0 | type;
  bytes[1] = 255;
  new DataView(bytes.buffer).setUint32(2, body.length);
  bytes.set(body, 6);
  return bytes;
}

export function packetsIn(armored: string): RawPacket[] {
  const bytes = dearmor(armorBlocks(armored)[0]!.text);
  return framePackets(bytes).packets.map(({ type, body, end }: Packet) => ({ type, body: bytes.slice(body, end) }));
}

export const join = (...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(pieces));

export const armored = (bytes: Uint8Array): string =>
  openpgp
    .armor(openpgp.enums.armor.message, bytes, undefined, undefined, undefined, false)
    .replace(/\r\n/g, "\n")
    .trimEnd();

/** The same packets, some of them changed. */
export const rebuilt = (message: string, change: (packet: RawPacket) => RawPacket | null): string =>
  armored(
    join(
      ...packetsIn(message).flatMap((one) => {
        const next = change(one);
        return next ? [packet(next.type, next.body)] : [];
      }),
    ),
  );

export const TYPE = {
  pkesk: 1,
  signature: 2,
  skesk: 3,
  onePass: 4,
  compressed: 8,
  unprotected: 9,
  literal: 11,
  protected: 18,
} as const;

export const literal = (text: string): Uint8Array =>
  packet(TYPE.literal, join(new Uint8Array([0x62, 0, 0, 0, 0, 0]), new TextEncoder().encode(text)));

/** Encrypts any packets to Alice. */
export async function encrypted({ alice }: { alice: Uint8Array }, inner: Uint8Array): Promise<string> {
  const encryptionKeys = await openpgp.readKey({ binaryKey: alice });
  const sessionKey = await openpgp.generateSessionKey({ encryptionKeys });
  const keys = await openpgp.encryptSessionKey({ ...sessionKey, encryptionKeys, format: "binary" });
  const data = (
    openpgp as unknown as { SymEncryptedIntegrityProtectedDataPacket: { fromObject(of: object): SealedPacket } }
  ).SymEncryptedIntegrityProtectedDataPacket.fromObject({ version: 1 });
  data.packets = Object.assign(new openpgp.PacketList(), { write: () => inner });
  await data.encrypt(openpgp.enums.symmetric.aes256, sessionKey.data, openpgp.config);
  return armored(join(keys, packet(TYPE.protected, data.write())));
}

interface SealedPacket {
  packets: unknown;
  encrypt(algorithm: number, key: Uint8Array, config: unknown): Promise<void>;
  write(): Uint8Array;
}
