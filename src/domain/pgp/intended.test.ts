import { beforeAll, describe, expect, it } from "vitest";
import { toHex } from "../octets";
import { seal } from "./encrypt";
import { intendedBy, signFor } from "./intended";
import { openMessage, parseMessage } from "./open";
import { openpgp } from "./openpgp";
import { generateKey, type OwnKey, type SecretKey } from "./secret-key";

const NOW = Date.UTC(2026, 5, 1, 12);

let alice: OwnKey;
let bob: OwnKey;
let carol: OwnKey;

beforeAll(async () => {
  alice = await generateKey("Alice", "alice@example.org", NOW - 1000);
  bob = await generateKey("Bob", "bob@example.org", NOW - 1000);
  carol = await generateKey("Carol", "carol@example.org", NOW - 1000);
});

const certificates = (keys: readonly OwnKey[]) => keys.map(({ info }) => info.certificate);
const sealTo = (readers: readonly OwnKey[], hidden: readonly OwnKey[] = []) =>
  seal({
    text: "Hello",
    signer: bob.secret,
    readers: certificates(readers),
    hiddenReaders: certificates(hidden),
    now: NOW,
  });

/** The verdict on the one signature, opened by `reader`. */
async function signatureIn(armored: string, reader: SecretKey, signer: Uint8Array) {
  const parsed = await parseMessage(armored);
  const opened = parsed.ok ? await openMessage(parsed.value, [reader], async () => [signer], NOW) : null;
  if (!opened?.ok) throw new Error("not opened");
  expect(opened.value.signatures).toHaveLength(1);
  return opened.value.signatures[0]!;
}

const readBy = (armored: string, { secret }: OwnKey) => signatureIn(armored, secret, bob.info.certificate);

/** A version 6 key, new in RFC 9580. */
async function six(email: string): Promise<openpgp.PrivateKey> {
  const config = { v6Keys: true, aeadProtect: true };
  const date = new Date(NOW - 1000);
  return (await openpgp.generateKey({ type: "curve25519", userIDs: { email }, date, config, format: "object" }))
    .privateKey;
}

describe("a signature inside a seal", () => {
  it("names the primary key of every reader, the writer among them", async () => {
    const armored = await sealTo([bob, alice, carol]);
    for (const reader of [bob, alice, carol])
      expect(await readBy(armored, reader)).toMatchObject({
        state: "good",
        inLife: true,
        intended: [bob, alice, carol].map(({ info }) => info.fingerprint),
      });
  });

  it("names nobody beside a hidden reader, who would miss their own name and learn the others'", async () => {
    const armored = await sealTo([bob, alice], [carol]);
    for (const reader of [alice, carol])
      expect(await readBy(armored, reader)).toMatchObject({ state: "good", intended: [] });
  });

  it("by and for keys of version 6 names them, and every reader of openpgp.js takes it for good", async () => {
    const [writer, reader] = [await six("bob@example.org"), await six("alice@example.org")];
    const own = writer.toPublic().write();
    const readers = [own, reader.toPublic().write()];
    const armored = await seal({ text: "Hello", signer: writer, readers, hiddenReaders: [], now: NOW });
    const signature = await signatureIn(armored, reader, own);
    expect(signature).toMatchObject({ state: "good", intended: [writer, reader].map((key) => key.getFingerprint()) });
    expect("intended" in signature && signature.intended[0]).toHaveLength(64);
    const { signatures } = await openpgp.decrypt({
      message: await openpgp.readMessage({ armoredMessage: armored }),
      decryptionKeys: reader,
      verificationKeys: writer.toPublic(),
      date: new Date(NOW),
    });
    expect(await signatures[0]!.verified).toBe(true);
  });

  it("names no key of version 6 where a reader may know only version 4", async () => {
    const reader = await six("alice@example.org");
    const readers = [bob.info.certificate, reader.toPublic().write()];
    const armored = await seal({ text: "Hello", signer: bob.secret, readers, hiddenReaders: [], now: NOW });
    expect(await readBy(armored, bob)).toMatchObject({ state: "good", intended: [] });
  });

  it("names as many as a message may have readers", async () => {
    const reader = await openpgp.readKey({ binaryKey: alice.info.certificate });
    const message = await openpgp.createMessage({ binary: new Uint8Array(3) });
    const many = Array.from({ length: 1501 }, () => reader);
    const signed = await signFor(many, message, bob.secret, new Date(NOW));
    const again = await openpgp.readMessage({ binaryMessage: signed.write() as Uint8Array });
    const [found] = await again.verify([bob.secret.toPublic()], new Date(NOW));
    expect(await found!.verified).toBe(true);
    const [signature] = (await found!.signature).packets;
    expect(intendedBy(signature!)).toHaveLength(1501);
  });
});

/** A signature by Bob with these subpackets; each begins with its type. */
async function signedWith(hashed: readonly number[], unhashed: readonly { type: number; body: Uint8Array }[] = []) {
  const { SignaturePacket } = openpgp as unknown as {
    SignaturePacket: new () => openpgp.SignaturePacket & { writeHashedSubPackets(): Uint8Array; sign: unknown };
  };
  const signature = new (class extends SignaturePacket {
    override writeHashedSubPackets(): Uint8Array {
      const area = [...super.writeHashedSubPackets().subarray(2), hashed.length, ...hashed];
      return new Uint8Array([area.length >> 8, area.length & 0xff, ...area]);
    }
  })();
  const message = await openpgp.createMessage({ binary: new TextEncoder().encode("Hello") });
  const { keyPacket } = await bob.secret.getSigningKey();
  const date = new Date(NOW);
  Object.assign(signature, { signatureType: openpgp.enums.signature.binary, hashAlgorithm: openpgp.enums.hash.sha512 });
  signature.publicKeyAlgorithm = keyPacket.algorithm;
  const sign = signature.sign as (...all: unknown[]) => Promise<void>;
  await sign.call(signature, keyPacket, message.packets[0], date, false, openpgp.config);
  signature.unhashedSubpackets = unhashed.map((one) => ({ critical: false, ...one }));
  message.packets.push(signature);
  // Anybody can encrypt it again; that is the attack.
  message.packets.unshift(
    (
      openpgp.OnePassSignaturePacket as unknown as { fromSignaturePacket(...all: unknown[]): openpgp.AnyPacket }
    ).fromSignaturePacket(signature, true),
  );
  const encryptionKeys = await openpgp.readKey({ binaryKey: alice.info.certificate });
  return openpgp.encrypt({ message, encryptionKeys, date });
}

describe("a signature of somebody else's making", () => {
  const CAROL = () => [4, ...Buffer.from(carol.info.fingerprint, "hex")];

  it("is good where it marks whom it is for as critical", async () => {
    const armored = await signedWith([35 | 0x80, ...CAROL()]);
    expect(await readBy(armored, alice)).toMatchObject({ state: "good", intended: [carol.info.fingerprint] });
  });

  it("is bad still where something else is critical and unknown", async () => {
    expect(await readBy(await signedWith([99 | 0x80, 1, 2]), alice)).toMatchObject({ state: "invalid" });
  });

  it("names nobody by what stands outside of what it covers", async () => {
    const armored = await signedWith([99, 1], [{ type: 35, body: new Uint8Array(CAROL()) }]);
    expect(await readBy(armored, alice)).toMatchObject({ state: "good", intended: [] });
  });

  it("names somebody even by a key of a kind nobody knows, or by none at all", async () => {
    const strange = Uint8Array.of(9, 1, 2, 3);
    expect(await readBy(await signedWith([35, ...strange]), alice)).toMatchObject({
      intended: [toHex(strange.slice(1))],
    });
    expect(await readBy(await signedWith([35]), alice)).toMatchObject({ intended: [""] });
  });
});
