import { beforeAll, describe, expect, it } from "vitest";
import { certificateForAddress, readCertificates } from "./certificate";
import { openpgp } from "./openpgp";

const MADE = new Date("2026-01-01T00:00:00Z");
const YEAR = 365 * 24 * 3600;
const NOW = MADE.getTime() + 30 * 24 * 3600 * 1000;

type Made = Awaited<ReturnType<typeof make>>;

async function make(userIDs: openpgp.UserID | openpgp.UserID[], options: { date?: Date; expiry?: number } = {}) {
  return openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs,
    date: options.date ?? MADE,
    keyExpirationTime: options.expiry ?? 2 * YEAR,
    format: "object",
  });
}

let alice: Made;
let bob: Made;

beforeAll(async () => {
  alice = await make([
    { name: "Alice", email: "alice@example.org" },
    { name: "Alice at work", email: "alice@work.example" },
  ]);
  bob = await make({ name: "Bob", email: "bob@example.org" });
});

describe("readCertificates", () => {
  it("describes a key in the words the rest of Cachet uses", async () => {
    const read = await readCertificates(alice.publicKey.armor());
    expect(read.ok && read.value).toEqual([
      expect.objectContaining({
        fingerprint: alice.publicKey.getFingerprint(),
        keyIds: alice.publicKey.getKeyIDs().map((id) => id.toHex()),
        userIds: ["Alice <alice@example.org>", "Alice at work <alice@work.example>"],
        addresses: ["alice@example.org", "alice@work.example"],
        createdAt: MADE.getTime(),
        expiresAt: MADE.getTime() + 2 * YEAR * 1000,
        revoked: false,
        algorithm: "Ed25519",
        canEncrypt: true,
        aead: false,
        hasSecret: false,
      }),
    ]);
  });

  it("reads binary keys, several armored blocks, and text around and inside them", async () => {
    const binary = await readCertificates(bob.publicKey.write());
    const several = await readCertificates(
      `Hello,\r\nmy keys:\r\n${alice.publicKey.armor()}\nand\n${bob.publicKey.armor()}bye`,
    );
    const spaced = await readCertificates(bob.publicKey.armor().replace(/^/gm, "\u00a0 ").replace(/$/gm, "  "));
    expect(binary.ok && binary.value.map((k) => k.addresses)).toEqual([["bob@example.org"]]);
    expect(several.ok && several.value.map((k) => k.userIds.length)).toEqual([2, 1]);
    expect(spaced.ok && spaced.value[0]?.fingerprint).toBe(bob.publicKey.getFingerprint());
  });

  it("reads a key whose armor lost its blank line", async () => {
    const read = await readCertificates(bob.publicKey.armor().replace("\n\n", "\n"));
    expect(read.ok).toBe(true);
  });

  it("reduces a secret key to its public part and says so", async () => {
    const read = await readCertificates(bob.privateKey.armor());
    expect(read.ok && read.value[0]?.hasSecret).toBe(true);
    const again = read.ok && (await openpgp.readKey({ binaryKey: read.value[0]!.certificate }));
    expect(again && again.isPrivate() === false).toBe(true);
  });

  it("drops signatures of third parties and photos of nobody asked for", async () => {
    const signed = await bob.publicKey.signAllUsers([alice.privateKey], MADE);
    const read = await readCertificates(signed.write());
    expect(signed.write().length).toBeGreaterThan(bob.publicKey.write().length);
    expect(read.ok && read.value[0]?.certificate).toEqual(bob.publicKey.write());
  });

  it("does not list a user ID the key never certified", async () => {
    const forged = await openpgp.readKey({ binaryKey: bob.publicKey.write() });
    const claim = openpgp.UserIDPacket.fromObject({ name: "Alice", email: "alice@example.org" });
    const packets = forged.toPacketList();
    packets.push(claim, ...alice.publicKey.users[0]!.selfCertifications);
    const read = await readCertificates(packets.write());
    expect(read.ok && read.value[0]?.userIds).toEqual(["Bob <bob@example.org>"]);
  });

  it("tells a revoked key", async () => {
    const { publicKey } = await openpgp.revokeKey({
      key: bob.publicKey,
      revocationCertificate: bob.revocationCertificate,
      format: "object",
    });
    const read = await readCertificates(publicKey.write());
    expect(read.ok && read.value[0]).toMatchObject({ revoked: true, canEncrypt: false });
  });

  it("names the algorithm and the announced features", async () => {
    const modern = await openpgp.generateKey({
      userIDs: { email: "new@example.org" },
      type: "curve25519",
      config: { v6Keys: true, aeadProtect: true },
      format: "object",
    });
    const rsa = await openpgp.generateKey({
      userIDs: { email: "r@example.org" },
      type: "rsa",
      rsaBits: 2048,
      format: "object",
    });
    const read = await readCertificates(modern.publicKey.armor() + rsa.publicKey.armor());
    expect(read.ok && read.value.map(({ algorithm, aead }) => [algorithm, aead])).toEqual([
      ["Ed25519", true],
      ["RSA 2048", false],
    ]);
  });

  it.each([
    ["an empty text", ""],
    ["prose", "Dear Bob, here is my key."],
    ["a truncated block", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxjMEZ\n"],
    ["no bytes", new Uint8Array()],
    ["other bytes", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
  ])("refuses %s as not a key", async (_, input) => {
    expect(await readCertificates(input)).toEqual({ ok: false, code: "not-a-key" });
  });

  it("refuses a quoted block, which is somebody else's material", async () => {
    expect(await readCertificates(bob.publicKey.armor().replace(/^/gm, "> "))).toEqual({
      ok: false,
      code: "not-a-key",
    });
  });

  it("refuses a key of an unknown version as unsupported", async () => {
    // Old-format header, type 6, four octets: version 3.
    expect(await readCertificates(new Uint8Array([0x98, 4, 3, 0, 0, 0]))).toEqual({ ok: false, code: "unsupported" });
  });

  it("refuses more than eight megabytes without parsing", async () => {
    expect(await readCertificates("x".repeat(8 * 1024 * 1024 + 1))).toEqual({ ok: false, code: "too-large" });
  });
});

describe("certificateForAddress", () => {
  it("keeps only the user IDs of the address that was asked for", async () => {
    const read = await certificateForAddress(alice.publicKey.write(), "ALICE@work.example", NOW);
    expect(read.ok && read.value.userIds).toEqual(["Alice at work <alice@work.example>"]);
    const again = read.ok ? await readCertificates(read.value.certificate) : read;
    expect(again.ok && again.value[0]).toMatchObject({
      userIds: ["Alice at work <alice@work.example>"],
      canEncrypt: true,
    });
  });

  it("refuses a key that does not carry the address", async () => {
    expect(await certificateForAddress(bob.publicKey.write(), "alice@example.org", NOW)).toEqual({
      ok: false,
      code: "wrong-address",
    });
  });

  it("prefers the key that can be used now over a newer one that cannot", async () => {
    const short = await make({ email: "bob@example.org" }, { date: new Date(MADE.getTime() + 1000), expiry: 60 });
    const both = new Uint8Array([...short.publicKey.write(), ...bob.publicKey.write()]);
    const read = await certificateForAddress(both, "bob@example.org", NOW);
    expect(read.ok && read.value.fingerprint).toBe(bob.publicKey.getFingerprint());
  });

  it("refuses a certificate that is still over 64 KiB when minimised", async () => {
    const many = await make(
      Array.from({ length: 400 }, (_, i) => ({ name: `Bob ${i} ${"x".repeat(40)}`, email: "bob@example.org" })),
    );
    expect(await certificateForAddress(many.publicKey.write(), "bob@example.org", NOW)).toEqual({
      ok: false,
      code: "too-large",
    });
  });
});
