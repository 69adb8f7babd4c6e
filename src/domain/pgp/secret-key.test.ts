import { beforeAll, describe, expect, it } from "vitest";
import { openBackup, sealBackup, setupCode } from "./backup";
import { openpgp } from "./openpgp";
import {
  armorCertificate,
  armorSecret,
  generateKey,
  importKey,
  isWeaklyProtected,
  type OwnKey,
  readSecret,
  writeSecret,
} from "./secret-key";

const NOW = Date.UTC(2026, 5, 1);
const TWO_YEARS = 2 * 365 * 24 * 3600 * 1000;

let alice: OwnKey;

beforeAll(async () => {
  alice = await generateKey("Alice", "alice@example.org", NOW);
});

describe("generateKey", () => {
  it("makes a v4 key in the legacy encoding that ends after two years", async () => {
    expect(alice.info).toMatchObject({
      userIds: ["Alice <alice@example.org>"],
      addresses: ["alice@example.org"],
      createdAt: NOW,
      expiresAt: NOW + TWO_YEARS,
      algorithm: "Ed25519",
      canEncrypt: true,
      revoked: false,
      aead: false,
    });
    expect(alice.secret.keyPacket.version).toBe(4);
    expect(alice.secret.getAlgorithmInfo().algorithm).toBe("eddsaLegacy");
  });

  it("keeps a revocation certificate that revokes the key", async () => {
    const key = await openpgp.readKey({ binaryKey: alice.info.certificate });
    const revoked = await openpgp.revokeKey({ key, revocationCertificate: alice.revocation, format: "object" });
    expect(await revoked.publicKey.isRevoked()).toBe(true);
  });
});

describe("importKey", () => {
  it.each([
    ["armored", (key: openpgp.PrivateKey) => key.armor()],
    [
      "armored with mangled spaces",
      (key: openpgp.PrivateKey) => key.armor().replace(/^/gm, "\u00a0").replace(/\n/g, "\r\n"),
    ],
    ["binary", (key: openpgp.PrivateKey) => key.write()],
  ])("takes an unprotected key, %s", async (_, write) => {
    const imported = await importKey(write(alice.secret), null, NOW);
    expect(imported).toMatchObject({
      ok: true,
      value: { passphraseProtects: false, info: { fingerprint: alice.info.fingerprint } },
    });
    expect(imported.ok && imported.value.revocation).toContain("BEGIN PGP");
  });

  it("asks for the passphrase, refuses the wrong one and takes the right one", async () => {
    const armored = await armorSecret(alice.secret, "correct horse");
    expect(await importKey(armored, null, NOW)).toEqual({ ok: false, code: "needs-passphrase" });
    expect(await importKey(armored, "wrong", NOW)).toEqual({ ok: false, code: "wrong-passphrase" });
    expect(await importKey(armored, "correct horse", NOW)).toMatchObject({
      ok: true,
      value: { passphraseProtects: true },
    });
  });

  it("refuses a public key, prose, and a key without an address", async () => {
    const nameless = await openpgp.generateKey({ userIDs: { name: "Nobody" }, format: "object" });
    expect(await importKey(alice.info.certificate, null, NOW)).toEqual({ ok: false, code: "not-secret" });
    expect(await importKey("Dear Alice", null, NOW)).toEqual({ ok: false, code: "not-a-key" });
    expect(await importKey(nameless.privateKey.armor(), null, NOW)).toEqual({ ok: false, code: "no-address" });
  });

  it("refuses a key whose secret part does not belong to its public part", async () => {
    const other = await generateKey("Alice", "alice@example.org", NOW);
    const key = await openpgp.readPrivateKey({ binaryKey: alice.secret.write() });
    const packet = key.keyPacket as openpgp.SecretKeyPacket;
    packet.privateParams = (other.secret.keyPacket as openpgp.SecretKeyPacket).privateParams;
    expect(await importKey(key.write(), null, NOW)).toEqual({ ok: false, code: "unsupported" });
  });

  it("refuses a key whose decryption part is missing", async () => {
    const key = await openpgp.readPrivateKey({ binaryKey: alice.secret.write() });
    (key.subkeys[0]!.keyPacket as openpgp.SecretSubkeyPacket).makeDummy();
    expect(await importKey(key.write(), null, NOW)).toEqual({ ok: false, code: "unsupported" });
  });
});

describe("secret keys at rest", () => {
  it("come back with the passphrase they were written with, and with no other", async () => {
    const bytes = await writeSecret(alice.secret, "correct horse");
    expect((await readSecret(bytes, "correct horse")).ok).toBe(true);
    expect(await readSecret(bytes, "wrong")).toEqual({ ok: false, code: "wrong-passphrase" });
    expect(await readSecret(bytes, null)).toEqual({ ok: false, code: "wrong-passphrase" });
    expect((await readSecret(await writeSecret(alice.secret, null), null)).ok).toBe(true);
  });

  it("and on their way out are protected by iterated and salted S2K, which every other program reads, as often as it can", async () => {
    const written = await writeSecret(alice.secret, "correct horse");
    const armored = await armorSecret(alice.secret, "correct horse");
    for (const key of [
      await openpgp.readPrivateKey({ binaryKey: written }),
      await openpgp.readPrivateKey({ armoredKey: armored }),
    ]) {
      const parts = key.getKeys().map(({ keyPacket }) => (keyPacket as unknown as { s2k: object }).s2k);
      expect(parts).toHaveLength(2);
      for (const s2k of parts) expect(s2k).toMatchObject({ type: "iterated", c: 255 });
    }
  });

  it.each<[string, number | null, boolean]>([
    ["openpgp.js as it comes", 224, true],
    ["one step less than the most", 254, true],
    ["the most", 255, false],
    ["no passphrase at all", null, false],
  ])("are known for weakly protected: %s", async (_, count, weak) => {
    const bytes =
      count === null
        ? await writeSecret(alice.secret, null)
        : (
            await openpgp.encryptKey({
              privateKey: alice.secret,
              passphrase: "correct horse",
              config: { s2kIterationCountByte: count },
            })
          ).write();
    expect(await isWeaklyProtected(bytes)).toBe(weak);
  });

  it("are weakly protected where one part of them is", async () => {
    const weak = await openpgp.encryptKey({
      privateKey: alice.secret,
      passphrase: "correct horse",
      config: { s2kIterationCountByte: 96 },
    });
    const strong = await openpgp.readPrivateKey({ binaryKey: await writeSecret(alice.secret, "correct horse") });
    Object.assign(strong.subkeys[0]!, { keyPacket: weak.subkeys[0]!.keyPacket });
    expect(await isWeaklyProtected(strong.write())).toBe(true);
    expect((await readSecret(strong.write(), "correct horse")).ok).toBe(true);
  });

  it("export a certificate without any secret", async () => {
    expect(await armorCertificate(alice.info.certificate)).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n/);
  });
});

describe("backup", () => {
  const counter = () => {
    let next = 247;
    return (buffer: Uint8Array) => {
      buffer[0] = next++ % 256;
    };
  };

  it("draws nine groups of four digits, evenly", () => {
    // 247, 248 and 249 count, 250 to 255 are discarded, then 0, 1, 2, ...
    expect(setupCode(counter())).toBe("7890-1234-5678-9012-3456-7890-1234-5678-9012");
  });

  it("is opened by its code however it is typed, and by no other", async () => {
    const code = "1234-5678-9012-3456-7890-1234-5678-9012-3456";
    const sealed = await sealBackup(alice.secret.armor(), code);
    expect(sealed.split("\n").slice(0, 4)).toEqual([
      "-----BEGIN PGP MESSAGE-----",
      "Passphrase-Format: numeric9x4",
      "Passphrase-Begin: 12",
      "",
    ]);
    for (const typed of [code, code.replaceAll("-", ""), code.replaceAll("-", " ")]) {
      const imported = await importKey(sealed, typed, NOW);
      expect(imported).toMatchObject({
        ok: true,
        value: { passphraseProtects: false, info: { fingerprint: alice.info.fingerprint } },
      });
    }
    expect(await importKey(sealed, null, NOW)).toEqual({ ok: false, code: "needs-passphrase" });
    expect(await importKey(sealed, code.replace("1", "2"), NOW)).toEqual({ ok: false, code: "wrong-passphrase" });
  });

  it("is nothing to open when the message was not sealed by a code", async () => {
    const message = await openpgp.createMessage({ text: "x" });
    const sealed = await openpgp.encrypt({
      message,
      encryptionKeys: alice.secret.toPublic(),
      date: new Date(NOW + 1000),
    });
    expect(await openBackup(sealed, "1234")).toEqual({ ok: false, code: "not-a-key" });
  });
});
