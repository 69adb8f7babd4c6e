import fc from "fast-check";
import { generateKey, type Key, readKey, readPrivateKey } from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import { processorTime } from "../testing/processor-time";
import { readKeyringFile } from "./keyring-file";
import { framePackets, PACKET } from "./packets";
import { prefilter } from "./prefilter";
import { signatureFacts } from "./signature-facts";
import { splitCertificates } from "./split-certificates";

const person = async (name: string) => {
  const made = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name, email: `${name}@example.org` }],
    format: "armored",
  });
  const secret = await readPrivateKey({ armoredKey: made.privateKey });
  return { secret, key: secret.toPublic(), armored: made.publicKey };
};
type Person = Awaited<ReturnType<typeof person>>;

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const packet = (type: number, body: Uint8Array): Uint8Array =>
  join(Uint8Array.of(0xc0 | type, 255, 0, body.length >> 16, (body.length >> 8) & 255, body.length & 255), body);
const count = (bytes: Uint8Array, type: number): number =>
  framePackets(bytes).packets.filter((each) => each.type === type).length;

describe("certificates in a file", () => {
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    [ada, bob] = await Promise.all([person("ada"), person("bob")]);
  });

  it("are parted at their primary keys, whatever stands before the first", () => {
    const junk = packet(PACKET.userId, Uint8Array.of(65));
    const { certificates, cut } = splitCertificates(join(junk, ada.key.write(), bob.key.write()));
    expect(certificates.map((each) => Buffer.from(each).toString("hex"))).toEqual(
      [ada, bob].map(({ key }) => Buffer.from(key.write()).toString("hex")),
    );
    expect(cut).toBe(false);
  });

  it("that end in the middle lose only what is cut", () => {
    const { certificates, cut } = splitCertificates(join(ada.key.write(), bob.key.write().subarray(0, -3)));
    expect(certificates).toHaveLength(2);
    expect(cut).toBe(true);
  });

  it("are read from several blocks of armor with text around them", () => {
    const text = `Keys:\r\n${ada.armored.replaceAll("\n", "\r\n")}\nand\n${bob.armored}\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ`;
    const { certificates, cut } = readKeyringFile(new TextEncoder().encode(text));
    expect(certificates.map((each) => Buffer.from(each).equals(Buffer.from(ada.key.write())))).toEqual([true, false]);
    expect(cut).toBe(true);
  });

  it("are none in other files", () => {
    expect(readKeyringFile(new TextEncoder().encode("Dear all"))).toEqual({ certificates: [], cut: false });
    expect(readKeyringFile(new Uint8Array())).toEqual({ certificates: [], cut: false });
  });
});

describe("prefilter", () => {
  let ada: Person;
  let signed: Key;
  let strangers: Person[];
  beforeAll(async () => {
    ada = await person("ada");
    strangers = await Promise.all(["x", "y", "z"].map(person));
    signed = await ada.key.signAllUsers(strangers.map(({ secret }) => secret));
  });

  it("drops signatures of others, keeps the key's own, and leaves the key as good as it was", async () => {
    const less = await prefilter(signed.write());
    expect(count(signed.write(), PACKET.signature)).toBe(5);
    expect(count(less, PACKET.signature)).toBe(2);
    const key = await readKey({ binaryKey: less });
    expect(key.getFingerprint()).toBe(ada.key.getFingerprint());
    await expect(key.getPrimaryUser()).resolves.toBeDefined();
    await expect(key.getEncryptionKey()).resolves.toBeDefined();
  });

  it("keeps the signatures of a key that is named", async () => {
    const less = await prefilter(signed.write(), { issuers: [strangers[1]!.key.getKeyID().toHex()] });
    expect(count(less, PACKET.signature)).toBe(3);
  });

  it("drops photos and what is too large, with the signatures below them", async () => {
    const [primary, ...rest] = framePackets(ada.key.write()).packets.map(({ start, end }) =>
      ada.key.write().subarray(start, end),
    );
    const signature = rest[1]!;
    const huge = packet(PACKET.userId, new Uint8Array(100_000));
    const photo = packet(17, new Uint8Array(50_000));
    const less = await prefilter(join(primary!, huge, signature, photo, signature, ...rest));
    expect(Buffer.from(less).equals(Buffer.from(ada.key.write()))).toBe(true);
  });

  it("bounds a key's own signatures, newest first, and keeps a revocation whatever else is heaped up", async () => {
    const whole = ada.key.write();
    const { packets } = framePackets(whole);
    const own = packets.find((each) => each.type === PACKET.signature)!;
    const heap = Array.from({ length: 3000 }, () => whole.subarray(own.start, own.end));
    const revocation = Uint8Array.from(whole.subarray(own.start, own.end));
    revocation[own.body - own.start + 1] = 0x30;
    const less = await prefilter(join(whole.subarray(0, own.start), ...heap, revocation, whole.subarray(own.end)));
    const types = framePackets(less)
      .packets.filter((each) => each.type === PACKET.signature)
      .map((each) => signatureFacts(less, each)!.type);
    expect(types.filter((type) => type === 0x30)).toHaveLength(1);
    expect(types.length).toBeLessThan(40);
  });

  it("bounds user IDs and certificates", async () => {
    const [primary] = framePackets(ada.key.write()).packets;
    const head = ada.key.write().subarray(0, primary!.end);
    const names = Array.from({ length: 2000 }, (_, i) => packet(PACKET.userId, new TextEncoder().encode(`n${i}`)));
    expect(count(await prefilter(join(head, ...names)), PACKET.userId)).toBeLessThanOrEqual(200);
    expect(count(await prefilter(join(...Array.from({ length: 100 }, () => head))), PACKET.publicKey)).toBe(32);
  });

  it("goes through five megabytes of strangers' signatures in well under a second", async () => {
    const whole = signed.write();
    const { packets } = framePackets(whole);
    const theirs = packets.filter((each) => each.type === PACKET.signature)[2]!;
    const one = whole.subarray(theirs.start, theirs.end);
    const flood = new Uint8Array(one.length * Math.floor(5_000_000 / one.length));
    for (let at = 0; at < flood.length; at += one.length) flood.set(one, at);
    const poisoned = new Uint8Array(whole.length + flood.length);
    poisoned.set(whole.subarray(0, theirs.start));
    poisoned.set(flood, theirs.start);
    poisoned.set(whole.subarray(theirs.start), theirs.start + flood.length);
    const start = processorTime();
    expect((await prefilter(poisoned)).length).toBeLessThan(2000);
    expect(processorTime() - start).toBeLessThan(2000);
  });

  it("never throws, and never makes more than it was given", async () => {
    const whole = ada.key.write();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(whole.length), async (noise, at) => {
        const input = join(whole.subarray(0, at), noise, whole.subarray(at));
        expect((await prefilter(input)).length).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 60 },
    );
  });
});
