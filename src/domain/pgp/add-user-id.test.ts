import { beforeAll, describe, expect, it } from "vitest";
import { addUserId } from "./add-user-id";
import { certificateForAddress, readCertificates } from "./certificate";
import { openpgp } from "./openpgp";
import { generateKey, type OwnKey, readSecret, writeSecret } from "./secret-key";

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * DAY;
const WORK = { name: "Alice", address: "alice@work.example" };
let key: OwnKey;

beforeAll(async () => {
  key = await generateKey("Alice", "alice@example.org", MADE);
});

const certificationOn = async (certificate: Uint8Array, address: string) => {
  const read = await openpgp.readKey({ binaryKey: certificate });
  return read.users.find(({ userID }) => userID?.email === address)!.selfCertifications[0]!;
};

describe("another address on a key", () => {
  it("is certified by it with the preferences, uses and end it has, by SHA-512, and is not the first", async () => {
    const added = (await addUserId(key.secret, key.secret.write(), WORK, NOW))!;
    expect(added.info.addresses).toEqual(["alice@example.org", WORK.address]);
    expect(added.info).toMatchObject({ expiresAt: key.info.expiresAt, canEncrypt: true, keyIds: key.info.keyIds });
    const old = await certificationOn(key.info.certificate, "alice@example.org");
    const fresh = await certificationOn(added.info.certificate, WORK.address);
    expect(fresh.hashAlgorithm).toBe(openpgp.enums.hash.sha512);
    expect(fresh.isPrimaryUserID).toBeFalsy();
    expect(fresh.created!.getTime()).toBe(NOW);
    for (const kept of ["keyFlags", "preferredSymmetricAlgorithms", "preferredHashAlgorithms", "features"] as const)
      expect(fresh[kept]).toEqual(old[kept]);
    const whole = await openpgp.readKey({ binaryKey: added.info.certificate });
    expect((await whole.getPrimaryUser()).user.userID?.email).toBe("alice@example.org");
  });

  it("goes onto the key at rest under the passphrase that protects it, which nobody needs for it", async () => {
    const locked = await writeSecret(key.secret, "a passphrase");
    const added = (await addUserId(key.secret, locked, WORK, NOW))!;
    expect(await readSecret(added.atRest, "another")).toEqual({ ok: false, code: "wrong-passphrase" });
    const opened = await readSecret(added.atRest, "a passphrase");
    if (!opened.ok) throw new Error(opened.code);
    expect(opened.value.users.map(({ userID }) => userID?.email)).toEqual(["alice@example.org", WORK.address]);
    expect(opened.value.isDecrypted()).toBe(true);
  });

  it("stands alone in what leaves for it, and the copy lives as long and can be sealed to", async () => {
    const added = (await addUserId(key.secret, key.secret.write(), WORK, NOW))!;
    for (const [address, other] of [
      [WORK.address, "alice@example.org"],
      ["alice@example.org", WORK.address],
    ] as const) {
      const cut = await certificateForAddress(added.info.certificate, address, NOW);
      if (!cut.ok) throw new Error(cut.code);
      expect(cut.value.addresses).toEqual([address]);
      expect(new TextDecoder("latin1").decode(cut.value.certificate)).not.toContain(other);
      const read = await readCertificates(cut.value.certificate);
      expect(read.ok && read.value[0]).toMatchObject({ expiresAt: key.info.expiresAt, canEncrypt: true });
    }
  });

  it("leaves the key it was given as it was, and may be done again", async () => {
    const one = (await addUserId(key.secret, key.secret.write(), WORK, NOW))!;
    const two = (await addUserId(one.secret, one.atRest, { name: "", address: "a@b.example" }, NOW + DAY))!;
    expect(two.info.userIds).toEqual(["Alice <alice@example.org>", "Alice <alice@work.example>", "<a@b.example>"]);
    expect(key.secret.users).toHaveLength(1);
  });

  it("carries preferences of a version 6 key, and of one without a word on which user ID is first", async () => {
    const { privateKey: modern } = await openpgp.generateKey({
      type: "curve25519",
      userIDs: { email: "alice@example.org" },
      date: new Date(MADE),
      format: "object",
      config: { v6Keys: true },
    });
    const added = (await addUserId(modern, modern.write(), WORK, NOW))!;
    expect(added.info.addresses).toEqual(["alice@example.org", WORK.address]);
    expect(added.info.canEncrypt).toBe(true);
  });
});
