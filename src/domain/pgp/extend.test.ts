import { beforeAll, describe, expect, it } from "vitest";
import { extendKey } from "./extend";
import { openpgp } from "./openpgp";
import { generateKey, importKey, type OwnKey, readSecret, writeSecret } from "./secret-key";

const YEAR = 365 * 24 * 3600 * 1000;
const MADE = Date.UTC(2024, 5, 1);
const LATER = MADE + 2 * YEAR + 1000;

let alice: OwnKey;
beforeAll(async () => {
  alice = await generateKey("Alice", "alice@example.org", MADE);
});

describe("a longer life", () => {
  it("ends two years from now, for the primary key and the subkey, and works again after it had ended", async () => {
    const { secret, info } = await extendKey(alice.secret, LATER);
    expect(info).toMatchObject({
      fingerprint: alice.info.fingerprint,
      userIds: ["Alice <alice@example.org>"],
      expiresAt: LATER + 2 * YEAR,
      canEncrypt: true,
      revoked: false,
    });
    const date = new Date(LATER + 5000);
    const encryptionKeys = await openpgp.readKey({ binaryKey: info.certificate });
    const message = await openpgp.encrypt({
      message: await openpgp.createMessage({ text: "still here" }),
      encryptionKeys,
      signingKeys: secret,
      date,
    });
    const { data, signatures } = await openpgp.decrypt({
      message: await openpgp.readMessage({ armoredMessage: message }),
      decryptionKeys: alice.secret,
      verificationKeys: encryptionKeys,
      date,
    });
    expect(data).toBe("still here");
    await expect(signatures[0]!.verified).resolves.toBe(true);
    const ended = await openpgp.readKey({ binaryKey: alice.info.certificate });
    await expect(ended.getEncryptionKey(undefined, date)).rejects.toThrow();
  });

  it("leaves the key it was given as it is, and can be given again", async () => {
    const before = alice.secret.armor();
    const once = await extendKey(alice.secret, LATER);
    expect(alice.secret.armor()).toBe(before);
    const twice = await extendKey(once.secret, LATER + YEAR);
    expect(twice.info.expiresAt).toBe(LATER + 3 * YEAR);
  });

  it("wins over the copy others have, even where the clock was set back", async () => {
    const once = await extendKey(alice.secret, LATER);
    const { info } = await extendKey(once.secret, LATER - YEAR);
    const known = await openpgp.readKey({ binaryKey: once.info.certificate });
    const merged = await known.update(await openpgp.readKey({ binaryKey: info.certificate }));
    expect(((await merged.getExpirationTime()) as Date).getTime()).toBe(LATER + YEAR);
  });

  it("keeps every address as it is written, what each part is for, and what was withdrawn", async () => {
    const made = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ name: "bare@example.org" }, { name: "Bea", comment: "work", email: "bea@example.org" }],
      subkeys: [{ sign: true }, {}, {}],
      keyExpirationTime: 3600,
      date: new Date(MADE),
      format: "object",
    });
    const secret = made.privateKey;
    secret.subkeys[2] = await secret.subkeys[2]!.revoke(
      secret.keyPacket as openpgp.SecretKeyPacket,
      { flag: openpgp.enums.reasonForRevocation.keyRetired },
      new Date(MADE + 1000),
    );
    const flags = (key: openpgp.PrivateKey) => key.subkeys.map((sub) => sub.bindingSignatures[0]!.keyFlags![0]);
    const before = flags(secret);
    const extended = await extendKey(secret, LATER);
    expect(extended.info.userIds).toEqual(["bare@example.org", "Bea (work) <bea@example.org>"]);
    expect(flags(extended.secret)).toEqual(before);
    expect(extended.secret.subkeys.map((sub) => sub.revocationSignatures.length)).toEqual([0, 0, 1]);
    const date = new Date(LATER + 5000);
    const signer = await extended.secret.getSigningKey(undefined, date);
    expect(signer.getKeyID().toHex()).toBe(secret.subkeys[0]!.getKeyID().toHex());
    await expect(extended.secret.subkeys[2]!.verify(date)).rejects.toThrow();
  });

  it("does not bring back a subkey that ended before the key did", async () => {
    const made = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ email: "cy@example.org" }],
      subkeys: [{ keyExpirationTime: 3600 }, {}],
      keyExpirationTime: 48 * 3600,
      date: new Date(MADE),
      format: "object",
    });
    const { secret } = await extendKey(made.privateKey, LATER);
    const ends = await Promise.all(secret.subkeys.map((sub) => sub.getExpirationTime()));
    expect(ends.map((end) => (end as Date).getTime())).toEqual([MADE + 3600_000, LATER + 2 * YEAR]);
  });

  it("takes a version 6 key, whose end stands on the key itself", async () => {
    const made = await openpgp.generateKey({
      type: "curve25519",
      userIDs: [{ email: "dee@example.org" }],
      keyExpirationTime: 3600,
      date: new Date(MADE),
      format: "object",
      config: { v6Keys: true },
    });
    const { info } = await extendKey(made.privateKey, LATER);
    expect(info.expiresAt).toBe(LATER + 2 * YEAR);
    expect(info.canEncrypt).toBe(true);
  });

  it("goes through the store and the backup as any other key", async () => {
    const { secret, info } = await extendKey(alice.secret, LATER);
    const read = await readSecret(await writeSecret(secret, "wind in the mast"), "wind in the mast");
    expect(read.ok && (await importKey(read.value.armor(), null, LATER))).toMatchObject({
      value: { info: { fingerprint: info.fingerprint, expiresAt: info.expiresAt } },
    });
  });
});
