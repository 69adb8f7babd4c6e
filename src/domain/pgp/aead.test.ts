import { randomBytes } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { Aes } from "./aes";
import { openpgp } from "./openpgp";
import { decrypted, EAX, emptyPacket, encrypted, GCM, OCB, type Packet } from "./testing/aead-data";
import { longestStretch } from "./testing/longest-stretch";

const HEADER = 7; // of the literal packet in which the data is

/** The packet with other octets for the chunks and the last tag. */
const withChunks = (packet: Packet, octets: Uint8Array): Packet => Object.assign(packet, { encrypted: octets });

const seipd = { libre: false };
const packet20 = { libre: true };

describe("chunks of authenticated encryption", () => {
  it.each([
    [
      "EAX, RFC 9580 A.9",
      "w0AGHgcBCwMIpa5XnR/F2Cv/aSJPkZmTs1Bvo7WaanPP+MXvxfQcV/tU4cImgV14KPX5LEVOtl6+AKtZhsaObnxV0mkCBwEGn/kOOzIZZPOkKRPI3MZhkyUBUifvt+rqpJ8EwuZ0F11KPSJu1q/LnKmsEiwUcOEcY9TAqyQcapOK1Iv5mlqZuQu6gyXeYQR1QCWKt5Wala0FHdqW6xVDHf719eIlXKeCYVRuM5o=",
      "Hello, world!",
    ],
    [
      "OCB, RFC 9580 A.10",
      "wz8GHQcCCwMIVqKY0vXjZFP/z8xcEWZO2520JZDX3EawckG2EsOBLP/76gDyNHslZBEj+IeuYNT9YU4IN9gZ02zSaQIHAgYgpmH3MfyaMDK1YjMmAn46XY21dI6+/wsMWRDQns3WQf+f04VidYA1vEl1TOG/P/+n2tCjuBBPUTPPQqQQCoPu9MobSAGohGv0K82nyM6dZeIS8wHLzZj9yt5pSod61CRzI/boVw==",
      "Hello, world!",
    ],
    [
      "packet 20 with OCB, draft-koch-librepgp appendix",
      Buffer.from(
        "c33d05070203089f0b7da3e5ea64779099e326e5400a90936cefb4e8eba08c6773716d1f2714540a38fcac529949dac529d3de31e15b4aeb729e330033dbedd4490107020e5ed2bc1e470abe8f1d644c7a6c8a567b0f7701196611a154ba9c2574cd056284a8ef68035c623d93cc708a43211bb6eaf2b27f7c18d571bcd83b20add3a08b73af15b9a098",
        "hex",
      ).toString("base64"),
      "Hello, world!\n",
    ],
  ])("are read as published: %s", async (_, base64, text) => {
    const message = await openpgp.readMessage({ binaryMessage: Uint8Array.from(Buffer.from(base64, "base64")) });
    const { data } = await openpgp.decrypt({ message, passwords: "password" });
    expect(data).toBe(text);
  });

  it.each([
    ["OCB", { mode: OCB, ...seipd }],
    ["EAX", { mode: EAX, ...seipd }],
    ["GCM", { mode: GCM, ...seipd }],
    ["packet 20 with OCB", { mode: OCB, ...packet20 }],
    ["packet 20 with EAX", { mode: EAX, ...packet20 }],
  ])("are those of openpgp.js, both ways, around every border: %s", async (_, { mode, libre }) => {
    for (const [chunk, most] of [
      [0, 5],
      [2, 2],
    ] as const) {
      const size = 2 ** (chunk + 6);
      for (let chunks = 0; chunks <= most; chunks++)
        for (const beside of [-17, -16, -15, -1, 0, 1, 15, 16, 17]) {
          const length = Math.max(0, chunks * size + beside - HEADER);
          const data = randomBytes(length);
          const key = randomBytes(32);
          const given = { mode, libre, chunk, key };
          const theirs = await encrypted({ ...given, stock: true }, data);
          expect(Buffer.compare(await decrypted(theirs, { key }), data)).toBe(0);
          const ours = await encrypted(given, data);
          expect(Buffer.compare(await decrypted(ours, { stock: true, key }), data)).toBe(0);
        }
    }
  });

  it.each([
    [7, 16],
    [8, 24],
  ])("are read with AES of shorter keys: algorithm %i", async (algorithm, length) => {
    const key = randomBytes(length);
    const data = randomBytes(1000);
    for (const mode of [OCB, EAX, GCM])
      expect([
        ...(await decrypted(await encrypted({ mode, chunk: 1, key, algorithm, stock: true }, data), {
          key,
          algorithm,
        })),
      ]).toEqual([...data]);
  });

  describe.each([
    ["OCB", OCB, false],
    ["EAX", EAX, false],
    ["GCM", GCM, false],
    ["packet 20 with OCB", OCB, true],
  ])("give nothing away when changed: %s", (_, mode, libre) => {
    const SIZE = 64 + 16;
    const changes: [string, (chunks: Uint8Array) => Uint8Array][] = [
      ["no last tag", (c) => c.subarray(0, -16)],
      ["one octet less", (c) => c.subarray(0, -1)],
      ["one octet more", (c) => Buffer.concat([c, new Uint8Array(1)])],
      [
        "two chunks swapped",
        (c) => Buffer.concat([c.subarray(SIZE, 2 * SIZE), c.subarray(0, SIZE), c.subarray(2 * SIZE)]),
      ],
      ["a chunk left out", (c) => Buffer.concat([c.subarray(0, SIZE), c.subarray(2 * SIZE)])],
      ["a chunk twice", (c) => Buffer.concat([c.subarray(0, SIZE), c])],
      ["cut after whole chunks, the last tag kept", (c) => Buffer.concat([c.subarray(0, 2 * SIZE), c.subarray(-16)])],
      ["the last tag alone", (c) => c.subarray(-16)],
      ["nothing", () => new Uint8Array()],
    ];

    it.each(changes)("%s", async (__, change) => {
      const packet = await encrypted({ mode, libre, chunk: 0 }, randomBytes(300));
      await expect(decrypted(withChunks(packet, change(packet.encrypted)))).rejects.toThrow();
      expect(packet.packets).toHaveLength(1); // the one it was made with: it was not replaced
    });

    it("any octet, any tag among them", async () => {
      const packet = await encrypted({ mode, libre, chunk: 0 }, randomBytes(200));
      const chunks = packet.encrypted;
      for (let at = 0; at < chunks.length; at += 3) {
        const changed = chunks.slice();
        changed[at]! ^= 1 << (at % 8);
        await expect(decrypted(withChunks(packet, changed))).rejects.toThrow();
      }
      expect(await decrypted(withChunks(packet, chunks))).toHaveLength(200);
    });

    it("its announced mode, cipher or size of chunks", async () => {
      const packet = await encrypted({ mode, libre, chunk: 0 }, randomBytes(200));
      const chunks = packet.encrypted;
      for (const header of [
        { aeadAlgorithm: mode === OCB ? EAX : OCB },
        { chunkSizeByte: 1 },
        { chunkSizeByte: 255 },
      ]) {
        const before = { aeadAlgorithm: packet.aeadAlgorithm, chunkSizeByte: packet.chunkSizeByte };
        await expect(decrypted(Object.assign(withChunks(packet, chunks.slice()), header))).rejects.toThrow();
        Object.assign(packet, before);
      }
    });
  });

  it.each([
    ["a cipher that is not AES", { cipherAlgorithm: 10 }, 32],
    ["a mode nobody knows", { aeadAlgorithm: 4 }, 32],
  ])("of %s are unsupported, which is not the same as changed", async (_, header, length) => {
    const packet = Object.assign(emptyPacket(false, OCB), await encrypted({}, randomBytes(9)), header);
    await expect(packet.decrypt(10, new Uint8Array(length), openpgp.config)).rejects.toMatchObject({
      name: "UnsupportedError",
    });
  });

  it("in GCM with a key that the browser does not take are unsupported too", async () => {
    const key = randomBytes(24);
    const packet = await encrypted({ mode: GCM, algorithm: 8, key }, randomBytes(9));
    const { subtle } = crypto;
    const { importKey } = subtle;
    vi.spyOn(subtle, "importKey").mockImplementation((...given: unknown[]) =>
      given[2] === "AES-GCM"
        ? Promise.reject(new DOMException("192-bit AES keys are not supported", "OperationError"))
        : (importKey as (...all: unknown[]) => Promise<CryptoKey>).apply(subtle, given),
    );
    try {
      await expect(decrypted(packet, { algorithm: 8, key })).rejects.toMatchObject({ name: "UnsupportedError" });
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("are not asked of the browser one by one by the hundred thousand", async () => {
    const packet = await encrypted({ mode: OCB, chunk: 0 }, new Uint8Array(64 * 21_000));
    await expect(decrypted(Object.assign(packet, { aeadAlgorithm: GCM }))).rejects.toThrow("Too many chunks");
  });

  it("expand the key once for a message, however many blocks and chunks it has", async () => {
    for (const mode of [OCB, EAX]) {
      const before = Aes.expanded;
      const packet = await encrypted({ mode, chunk: 0 }, new Uint8Array(100_000));
      expect(Aes.expanded - before).toBe(1);
      await decrypted(packet);
      expect(Aes.expanded - before).toBe(2);
    }
  });

  it.each([
    ["of 64 octets", OCB, 0],
    ["as long as the message", OCB, 20],
    ["of 64 octets in EAX", EAX, 0],
    ["as long as the message in EAX", EAX, 20],
  ])("give way to whatever else waits: %s", async (_, mode, chunk) => {
    const packet = await encrypted({ mode, chunk }, new Uint8Array(2 * 1024 * 1024));
    // About an eighth; it would be all of it if done in one go.
    expect(await longestStretch(() => decrypted(packet))).toBeLessThan(0.5);
  });
});
