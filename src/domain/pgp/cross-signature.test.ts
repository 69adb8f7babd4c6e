import { beforeAll, describe, expect, it } from "vitest";
import { type CertificateInfo, certificateForAddress } from "./certificate";
import { certifies } from "./cross-signature";
import { openpgp } from "./openpgp";

const DAY = 86_400_000;
const MADE = Date.UTC(2026, 0, 1);
const NOW = MADE + 200 * DAY;
const BOB = "bob@example.org";

type Made = Awaited<ReturnType<typeof make>>;
const make = (day: number, days: number, ...emails: string[]) =>
  openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: emails.map((email) => ({ email })),
    date: new Date(MADE + day * DAY),
    keyExpirationTime: days * 86_400,
    format: "object",
  });

let old: Made;
let next: Made;
let eve: Made;

beforeAll(async () => {
  [old, next, eve] = await Promise.all([
    make(0, 1000, BOB),
    make(100, 1000, BOB, "bob@work.example"),
    make(0, 1000, "eve@example.org"),
  ]);
});

const read = async (key: openpgp.Key, address = BOB): Promise<CertificateInfo> => {
  const found = await certificateForAddress(key.write(), address, NOW);
  if (!found.ok) throw new Error(found.code);
  return found.value;
};
const signedBy = (by: Made, day = 110, what: openpgp.PublicKey = next.publicKey) =>
  what.signAllUsers([by.privateKey], new Date(MADE + day * DAY));
const vouches = async (by: openpgp.Key, key: openpgp.Key, now = NOW) =>
  certifies(by.write(), await read(key), BOB, now);

describe("a certification by the key before", () => {
  it("is told from none, from one by somebody else, and from a key's own", async () => {
    expect(await vouches(old.publicKey, await signedBy(old))).toBe(true);
    expect(await vouches(old.publicKey, next.publicKey)).toBe(false);
    expect(await vouches(old.publicKey, await signedBy(eve))).toBe(false);
    expect(await vouches(next.publicKey, await signedBy(old))).toBe(false);
  });

  it("does not stay with the certificate that is kept", async () => {
    const info = await read(await signedBy(old));
    expect(info.certifications).toHaveLength(1);
    expect(info.certificate).toEqual((await read(next.publicKey)).certificate);
  });

  it("counts for the address on which it was made and for no other", async () => {
    const whole = await signedBy(old);
    const both = whole.users.find((user) => user.userID?.email === BOB)!;
    both.otherCertifications = [];
    expect(await vouches(old.publicKey, whole)).toBe(false);
    expect(await certifies(old.publicKey.write(), await read(whole, "bob@work.example"), "bob@work.example", NOW)).toBe(
      true,
    );
  });

  it("counts no longer once the old key is revoked or has expired", async () => {
    const short = await make(0, 150, BOB);
    const signed = await signedBy(short);
    expect(await vouches(short.publicKey, signed, MADE + 140 * DAY)).toBe(true);
    expect(await vouches(short.publicKey, signed, MADE + 160 * DAY)).toBe(false);
    const { publicKey } = await openpgp.revokeKey({
      key: old.publicKey,
      revocationCertificate: old.revocationCertificate,
      format: "object",
    });
    expect(await vouches(publicKey, await signedBy(old))).toBe(false);
  });

  it("counts not before it was made", async () => {
    expect(await vouches(old.publicKey, await signedBy(old, 110), MADE + 105 * DAY)).toBe(false);
  });

  it("with one bit changed is none", async () => {
    const info = await read(await signedBy(old));
    const [one] = info.certifications!;
    for (const at of [10, 20, one!.packet.length - 1]) {
      const packet = one!.packet.slice();
      packet[at]! ^= 1;
      const certifications = [{ ...one!, packet }];
      expect(await certifies(old.publicKey.write(), { ...info, certifications }, BOB, NOW)).toBe(false);
    }
  });

  it("moved from another key says nothing", async () => {
    const info = await read(await signedBy(old));
    const third = await read((await make(90, 900, BOB)).publicKey);
    expect(await certifies(old.publicKey.write(), { ...third, certifications: info.certifications! }, BOB, NOW)).toBe(
      false,
    );
  });

  it("is found among many by others, up to a bound", async () => {
    const whole = await signedBy(old);
    const strange = (await signedBy(eve)).users[0]!.otherCertifications[0]!;
    whole.users[0]!.otherCertifications.push(...Array.from({ length: 1000 }, () => strange));
    const info = await read(whole);
    expect(info.certifications).toHaveLength(200);
    expect(await certifies(old.publicKey.write(), info, BOB, NOW)).toBe(true);
  });
});
