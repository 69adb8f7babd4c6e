// Long work that strangers can cause: it must give way to other work, or not be done. Chunks of authenticated encryption:
// aead.test.ts.
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openMessage, parseMessage } from "./open";
import { openpgp } from "./openpgp";
import { generateKey } from "./secret-key";
import { octetsOf, streamOf } from "./streamed";
import { emptyPacket } from "./testing/aead-data";
import { longestStretch } from "./testing/longest-stretch";

const MIB = 1024 * 1024;
const NOW = Date.UTC(2026, 5, 1, 12);

/** A literal packet of 20 MiB of zeros in blocks of 100 kB. */
const BZIP2 =
  "QlpoMTFBWSZTWZfI988AnDjFBOEAQAAQAAAIAAigAFCGBAUqE9E+6lBUbUoKjNUoKj2s7nKUFR78xQVkmU1l+skPEAA0EwADAAAAIIAAgpAg0qCoxKgqOYoKyTKay/WSHiAAaCYABgAAAEEAAQUgQaVBUYlQVHMUFZJlNZfrJDxAANBMAAwAAACCAAIKQINKgqMSoKjmKCskyms8tNjvAACM+IAYAAIAAAEEAAYZgKU01UUNgJQ8XckU4UJBrFi07A==";

async function decompressed(
  algorithm: openpgp.enums.compression,
  octets: Uint8Array,
): Promise<openpgp.PacketList<openpgp.AnyPacket>> {
  const packet = Object.assign(new openpgp.CompressedDataPacket(), { algorithm, compressed: octets }) as unknown as {
    decompress(config: openpgp.Config): Promise<void>;
    packets: openpgp.PacketList<openpgp.AnyPacket>;
  };
  await packet.decompress(openpgp.config);
  return packet.packets;
}

describe("long work", () => {
  it("of bzip2 gives way after each block", async () => {
    const longest = await longestStretch(async () => {
      const packets = await decompressed(openpgp.enums.compression.bzip2, Buffer.from(BZIP2, "base64"));
      expect(new openpgp.Message(packets as never).getLiteralData()).toHaveLength(20 * MIB);
    });
    expect(longest).toBeLessThan(0.5);
  });

  it.each([
    ["tripledes", 24],
    ["cast5", 16],
  ] as const)("of ciphers before AES gives way: %s", async (name, length) => {
    const algorithm = openpgp.enums.symmetric[name];
    const key = randomBytes(length);
    const data = randomBytes(2 * MIB);
    const packet = Object.assign(emptyPacket(false, 0), { version: 1 });
    packet.packets = (await openpgp.createMessage({ binary: data })).packets as typeof packet.packets;
    await packet.encrypt(algorithm, key, openpgp.config);
    packet.encrypted = await octetsOf(packet.encrypted);
    expect(await longestStretch(() => packet.decrypt(algorithm, key, openpgp.config))).toBeLessThan(0.5);
    expect(Buffer.compare(new openpgp.Message(packet.packets as never).getLiteralData()!, data)).toBe(0);
  });

  it("of ciphers before AES gives nothing out when the octets were changed", async () => {
    const key = randomBytes(24);
    const algorithm = openpgp.enums.symmetric.tripledes;
    const packet = Object.assign(emptyPacket(false, 0), { version: 1 });
    const { packets } = await openpgp.createMessage({ binary: randomBytes(200_000) });
    packet.packets = packets as typeof packet.packets;
    await packet.encrypt(algorithm, key, openpgp.config);
    packet.encrypted = (await octetsOf(packet.encrypted)).slice();
    packet.encrypted[150_000]! ^= 1;
    await expect(packet.decrypt(algorithm, key, openpgp.config)).rejects.toThrow("Modification detected");
    expect(packet.packets).toBe(packets); // what it was made with: it was not replaced
  });

  it("is done once for a message, however many session keys its packets name", async () => {
    const alice = await generateKey("Alice", "alice@example.org", NOW - 1000);
    const reader = await openpgp.readKey({ binaryKey: alice.info.certificate });
    const date = new Date(NOW);
    const right = { data: new Uint8Array(randomBytes(32)), algorithm: "aes256" as const };
    const session = (data: Uint8Array): Promise<Uint8Array> =>
      openpgp.encryptSessionKey({ ...right, data, encryptionKeys: reader, date, format: "binary" });
    const message = await openpgp.createMessage({ text: "a", date });
    const body = (await openpgp.encrypt({ message, sessionKey: right, date, format: "binary" })) as Uint8Array;
    const opened = async (...keys: Uint8Array[]) => {
      const packets = await Promise.all(keys.map(session));
      const parsed = await parseMessage(Buffer.concat([...packets, body]));
      if (!parsed.ok) throw new Error(parsed.code);
      return openMessage(parsed.value, [alice.secret], async () => [], NOW);
    };
    expect(await opened(right.data)).toMatchObject({ ok: true, value: { text: "a" } });
    expect(await opened(right.data, right.data)).toMatchObject({ ok: true });
    expect(await opened(right.data, randomBytes(32))).toEqual({ ok: false, code: "damaged" });
    expect(await opened(randomBytes(32), randomBytes(32), right.data)).toEqual({ ok: false, code: "damaged" });
  });

  it("that cannot be given way to is bounded: old ciphers in packets without protection", async () => {
    const alice = await generateKey("Alice", "alice@example.org", NOW - 1000);
    const reader = await openpgp.readKey({ binaryKey: alice.info.certificate });
    const opened = async (algorithm: "tripledes" | "aes192", length: number) => {
      const data = new Uint8Array(randomBytes(24));
      const session = { data, algorithm, encryptionKeys: reader, date: new Date(NOW), format: "binary" } as const;
      const keys: Uint8Array = await openpgp.encryptSessionKey(session);
      const header = Uint8Array.of(0xc9, 255, 0, length >> 16, (length >> 8) & 255, length & 255);
      const parsed = await parseMessage(Buffer.concat([keys, header, Buffer.alloc(length)]));
      if (!parsed.ok) throw new Error(parsed.code);
      return openMessage(parsed.value, [alice.secret], async () => [], NOW, true);
    };
    expect(await opened("tripledes", 9 * MIB)).toEqual({ ok: false, code: "too-large" });
    expect(await opened("tripledes", 1000)).not.toMatchObject({ code: "too-large" });
    expect(await opened("aes192", 9 * MIB)).not.toMatchObject({ code: "too-large" });
  });

  it.each([0, 1, 65_536, 200_001])("in pieces comes together again: %i octets", async (length) => {
    const octets = Uint8Array.from(randomBytes(length));
    expect(Buffer.compare(await octetsOf(streamOf(octets)), octets)).toBe(0);
  });
});
