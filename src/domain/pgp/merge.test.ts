import { beforeAll, describe, expect, it } from "vitest";
import { type CertificateInfo, readCertificates } from "./certificate";
import { mergeCertificates } from "./merge";
import { openpgp } from "./openpgp";

const DAY = 86_400_000;
const MADE = Date.UTC(2026, 0, 1);

const infoOf = async (key: openpgp.Key): Promise<CertificateInfo> => {
  const read = await readCertificates(key.write());
  if (!read.ok) throw new Error(read.code);
  return read.value[0]!;
};

/** The same key with its self-signatures made again on `day`, to expire `days` after the key was made. */
async function renewed(secret: openpgp.PrivateKey, day: number, days: number): Promise<openpgp.PrivateKey> {
  return (
    await openpgp.reformatKey({
      privateKey: secret,
      userIDs: [{ name: "Bob", email: "bob@example.org" }],
      keyExpirationTime: days * 86_400,
      date: new Date(MADE + day * DAY),
      format: "object",
    })
  ).privateKey;
}

let secret: openpgp.PrivateKey;
let revocation: string;
let first: CertificateInfo;
let extended: CertificateInfo;
let shortened: CertificateInfo;
let revoked: CertificateInfo;
let withSubkey: CertificateInfo;

beforeAll(async () => {
  const made = await openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: "Bob", email: "bob@example.org" }],
    date: new Date(MADE),
    keyExpirationTime: (100 * DAY) / 1000,
    format: "object",
  });
  secret = made.privateKey;
  revocation = made.revocationCertificate;
  first = await infoOf(made.publicKey);
  extended = await infoOf(await renewed(secret, 10, 500));
  shortened = await infoOf(await renewed(secret, 20, 50));
  revoked = await infoOf(
    (await openpgp.revokeKey({ key: made.publicKey, revocationCertificate: revocation, format: "object" })).publicKey,
  );
  withSubkey = await infoOf(await secret.addSubkey({ date: new Date(MADE + 5 * DAY) }));
});

async function merged(...copies: CertificateInfo[]): Promise<CertificateInfo> {
  let whole = copies[0]!;
  for (const copy of copies.slice(1)) whole = (await mergeCertificates(whole.certificate, copy))!;
  return whole;
}

const bothOrders = async (a: CertificateInfo, b: CertificateInfo) => [await merged(a, b), await merged(b, a)];

describe("copies of one certificate", () => {
  it("are found to differ in what these tests are about", () => {
    expect([first, extended, shortened].map(({ expiresAt }) => (expiresAt! - MADE) / DAY)).toEqual([100, 500, 50]);
    expect(withSubkey.keyIds.length).toBe(first.keyIds.length + 1);
    expect(revoked.revoked).toBe(true);
  });

  it("keep a later end, whichever came first", async () => {
    for (const whole of await bothOrders(first, extended)) expect(whole.expiresAt).toBe(extended.expiresAt);
  });

  it("keep an earlier end that was said later, whichever came first", async () => {
    for (const whole of await bothOrders(extended, shortened)) expect(whole.expiresAt).toBe(shortened.expiresAt);
  });

  it("keep a revocation, whatever copies come afterwards", async () => {
    for (const whole of await bothOrders(extended, revoked))
      expect(whole).toMatchObject({ revoked: true, canEncrypt: false });
    expect((await merged(revoked, first, extended, withSubkey)).revoked).toBe(true);
  });

  it("keep a subkey that only one of them has", async () => {
    for (const whole of await bothOrders(first, withSubkey))
      expect([...whole.keyIds].sort()).toEqual([...withSubkey.keyIds].sort());
  });

  it("keep the user IDs of both", async () => {
    const work = await openpgp.reformatKey({
      privateKey: secret,
      userIDs: [{ name: "Bob", email: "bob@work.example" }],
      date: new Date(MADE + DAY),
      format: "object",
    });
    const whole = await merged(first, await infoOf(work.publicKey));
    expect([...whole.addresses].sort()).toEqual(["bob@example.org", "bob@work.example"]);
  });

  it("say nothing new when they are the same", async () => {
    const whole = await merged(extended, extended);
    expect(whole.certificate.length).toBe(extended.certificate.length);
    expect(whole).toEqual({ ...extended, hasSecret: false, certificate: whole.certificate });
  });

  it("give the same certificate in whatever order they come, as far as it counts", async () => {
    const facts = ({ expiresAt, revoked: gone, canEncrypt, keyIds }: CertificateInfo) => ({
      expiresAt,
      gone,
      canEncrypt,
      keyIds: [...keyIds].sort(),
    });
    const one = facts(await merged(first, extended, shortened, withSubkey));
    expect(facts(await merged(withSubkey, shortened, extended, first))).toEqual(one);
    expect(facts(await merged(shortened, first, withSubkey, extended))).toEqual(one);
  });

  it("do not take a forged binding from a key server over the real one", async () => {
    const other = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ email: "eve@example.org" }],
      date: new Date(MADE + 30 * DAY),
      format: "object",
    });
    const forged = await openpgp.readKey({ binaryKey: first.certificate });
    const [binding] = other.publicKey.subkeys[0]!.bindingSignatures;
    // Claims to be by Bob's key, later than the real one.
    binding!.issuerKeyID = forged.getKeyID();
    forged.subkeys[0]!.bindingSignatures = [binding!];
    const found = { ...first, certificate: forged.write() };
    const whole = await merged(first, found);
    expect(whole).toMatchObject({ canEncrypt: true, expiresAt: first.expiresAt });
    expect(whole.certificate.length).toBe(first.certificate.length);
  });

  it("of different keys are not merged, and a stored one that is damaged gives way", async () => {
    const other = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ email: "eve@example.org" }],
      format: "object",
    });
    expect(await mergeCertificates(first.certificate, await infoOf(other.publicKey))).toBeNull();
    expect(await mergeCertificates(Uint8Array.of(1, 2, 3), first)).toBe(first);
  });
});
