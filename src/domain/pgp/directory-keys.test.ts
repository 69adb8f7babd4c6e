import { beforeAll, describe, expect, it } from "vitest";
import { framePackets } from "../packets/packets";
import { processorTime } from "../testing/processor-time";
import { directoryKeys } from "./directory-keys";
import { openpgp } from "./openpgp";

const ADDRESS = "bob@example.org";
const MADE = new Date("2026-01-01T00:00:00Z");

const make = async (...emails: string[]) =>
  openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: emails.map((email) => ({ name: "Bob", email })),
    date: MADE,
    format: "object",
  });
type Made = Awaited<ReturnType<typeof make>>;

let bob: Made;
let twin: Made;
let eve: Made;
let withForeign: Made;

beforeAll(async () => {
  [bob, twin, eve, withForeign] = (await Promise.all([
    make(ADDRESS),
    make(ADDRESS),
    make("eve@example.org"),
    make("eve@example.org", ADDRESS, "president@example.net"),
  ])) as [Made, Made, Made, Made];
});

const bytesOf = (...made: Made[]): Uint8Array => Buffer.concat(made.map(({ publicKey }) => publicKey.write()));
const printOf = ({ publicKey }: Made): string => publicKey.getFingerprint();

/** Adds packets after the first user ID's own signature. */
function stuffed(made: Made, packet: Uint8Array, times: number): Uint8Array {
  const key = made.publicKey.write();
  const at = framePackets(key).packets[2]!.end;
  const middle = new Uint8Array(packet.length * times);
  for (let i = 0; i < times; i++) middle.set(packet, i * packet.length);
  return Buffer.concat([key.subarray(0, at), middle, key.subarray(at)]);
}

/** A signature packet by another key. */
async function foreignSignature(): Promise<Uint8Array> {
  const signed = await bob.publicKey.signAllUsers([eve.privateKey], MADE);
  const key = signed.write();
  const signatures = framePackets(key).packets.filter(({ type }) => type === 2);
  const others = framePackets(bytesOf(bob)).packets.filter(({ type }) => type === 2).length;
  expect(signatures.length).toBe(others + 1);
  const eves = signatures.find(({ start, end }) => Buffer.from(key.subarray(start, end)).includes(eveId()));
  return key.subarray(eves!.start, eves!.end);
}
const eveId = (): Buffer => Buffer.from(eve.publicKey.getKeyID().toHex(), "hex");

describe("what a directory answered", () => {
  it.each([
    ["binary", () => bytesOf(bob)],
    ["armored", () => new TextEncoder().encode(bob.publicKey.armor())],
  ])("is read when %s", async (_name, answer) => {
    const read = await directoryKeys(answer(), { address: "Bob@Example.org" });
    expect(read).toMatchObject({ ok: true, value: [{ fingerprint: printOf(bob), canEncrypt: true }] });
  });

  it("keeps only the user IDs of the address, however many others the key has", async () => {
    const read = await directoryKeys(bytesOf(withForeign), { address: ADDRESS });
    expect(read.ok && read.value.map((info) => info.addresses)).toEqual([[ADDRESS]]);
    expect(read.ok && Buffer.from(read.value[0]!.certificate).includes("president")).toBe(false);
  });

  it("keeps all of them where the address is bound to the key by other means", async () => {
    const read = await directoryKeys(bytesOf(withForeign), { address: null, fingerprint: printOf(withForeign) });
    expect(read.ok && read.value[0]!.addresses).toHaveLength(3);
  });

  it("gives every key for the address, each once, and none of another", async () => {
    const read = await directoryKeys(bytesOf(bob, eve, twin, bob), { address: ADDRESS });
    expect(read.ok && read.value.map((info) => info.fingerprint)).toEqual([printOf(bob), printOf(twin)]);
    const one = await directoryKeys(bytesOf(bob, eve, twin), { address: ADDRESS, most: 1 });
    expect(one.ok && one.value).toHaveLength(1);
  });

  it("gives only the key that was named, whatever else comes with it", async () => {
    const read = await directoryKeys(bytesOf(bob, twin), { address: ADDRESS, fingerprint: printOf(twin) });
    expect(read.ok && read.value.map((info) => info.fingerprint)).toEqual([printOf(twin)]);
    const other = await directoryKeys(bytesOf(bob), { address: ADDRESS, fingerprint: printOf(twin) });
    expect(other).toEqual({ ok: false, code: "wrong-address" });
  });

  it("carries the signature of the key before it, and of nobody else", async () => {
    const answer = stuffed(bob, await foreignSignature(), 1);
    const carried = async (issuers: string[]) => {
      const read = await directoryKeys(answer, { address: ADDRESS, issuers });
      return read.ok && (read.value[0]!.certifications ?? []).map(({ keyId }) => keyId);
    };
    expect(await carried([eve.publicKey.getKeyID().toHex()])).toEqual([eve.publicKey.getKeyID().toHex()]);
    expect(await carried([twin.publicKey.getKeyID().toHex()])).toEqual([]);
  });

  it.each([
    ["nothing", () => new Uint8Array(), "not-a-key"],
    ["text", () => new TextEncoder().encode("<html>no</html>"), "not-a-key"],
    ["damage", () => Uint8Array.of(0x99, 0xff, 0xff), "not-a-key"],
    ["a stranger's key", () => bytesOf(eve), "wrong-address"],
  ])("is refused when it is %s", async (_name, answer, code) => {
    expect(await directoryKeys(answer(), { address: ADDRESS })).toEqual({ ok: false, code });
  });
});

describe("a hostile answer", () => {
  it("with a hundred thousand signatures of strangers gives the key without them, at once", async () => {
    const answer = stuffed(bob, await foreignSignature(), 100_000);
    const started = processorTime();
    const read = await directoryKeys(answer, { address: ADDRESS });
    expect(processorTime() - started).toBeLessThan(2000);
    expect(read.ok && read.value[0]!.certificate.length).toBe(bytesOf(bob).length);
  });

  it("with a photograph of five megabytes gives the key without it", async () => {
    const photo = new Uint8Array(5 * 1024 * 1024);
    const header = Uint8Array.of(0xd1, 255, ...new Uint8Array(4));
    new DataView(header.buffer).setUint32(2, photo.length);
    const read = await directoryKeys(stuffed(bob, Buffer.concat([header, photo]), 1), { address: ADDRESS });
    expect(read.ok && read.value[0]!.certificate.length).toBe(bytesOf(bob).length);
  });

  it("with more user IDs than fit is no key", async () => {
    const userId = Buffer.concat([Buffer.of(0xcd, 255, 0, 0, 4, 0), Buffer.alloc(1024, "x")]);
    const answer = stuffed(bob, userId, 150);
    expect(await directoryKeys(answer, { address: ADDRESS })).toEqual({ ok: false, code: "too-large" });
  });

  it("with a forged user ID of the address in a stranger's key gives none", async () => {
    const name = Buffer.from(`Bob <${ADDRESS}>`);
    const userId = Buffer.concat([Buffer.of(0xcd, name.length), name]);
    const answer = stuffed(eve, userId, 1);
    expect(await directoryKeys(answer, { address: ADDRESS })).toEqual({ ok: false, code: "wrong-address" });
  });
});
