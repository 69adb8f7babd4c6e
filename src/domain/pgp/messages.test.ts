import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { processorTime } from "../testing/processor-time";
import { dearmor } from "./armor";
import { seal } from "./encrypt";
import { openMessage, parseMessage, verifyDetached } from "./open";
import { openpgp } from "./openpgp";
import { generateKey, type OwnKey, type SecretKey } from "./secret-key";

const NOW = Date.UTC(2026, 5, 1, 12);

let alice: OwnKey;
let bob: OwnKey;
let carol: OwnKey;

beforeAll(async () => {
  alice = await generateKey("Alice", "alice@example.org", NOW - 1000);
  bob = await generateKey("Bob", "bob@example.org", NOW - 1000);
  carol = await generateKey("", "carol@example.org", NOW - 1000);
});

const sealTo = (text: string, readers: OwnKey[], hidden: OwnKey[] = []) =>
  seal({
    text,
    signer: alice.secret,
    readers: readers.map((key) => key.info.certificate),
    hiddenReaders: hidden.map((key) => key.info.certificate),
    now: NOW,
  });

async function open(armored: string | Uint8Array, keys: OwnKey[], known: OwnKey[] = [alice], now = NOW) {
  const parsed = await parseMessage(armored);
  if (!parsed.ok) return parsed;
  const find = async (ids: string[]) =>
    known.filter((key) => key.info.keyIds.some((id) => ids.includes(id))).map((key) => key.info.certificate);
  return openMessage(
    parsed.value,
    keys.map((key) => key.secret),
    find,
    now,
  );
}

async function clearsign(text: string, signer: SecretKey, now: number): Promise<string> {
  const message = await openpgp.createCleartextMessage({ text });
  const armored = await openpgp.sign({ message, signingKeys: signer, date: new Date(now) });
  return armored.replace(/\r\n/g, "\n");
}

/** The packets of a sealed message, changed and armored again. */
async function tampered(armored: string, change: (bytes: Uint8Array) => Uint8Array): Promise<string> {
  const { data } = await openpgp.unarmor(armored);
  return openpgp.armor(openpgp.enums.armor.message, change(data as unknown as Uint8Array));
}

describe("sealing and opening", () => {
  it("gives every reader the text and the author's signature", async () => {
    const armored = await sealTo("Grüße\n\n- am Dienstag 🗝", [alice, bob]);
    for (const reader of [alice, bob]) {
      expect(await open(armored, [reader])).toMatchObject({
        ok: true,
        value: {
          text: "Grüße\n\n- am Dienstag 🗝",
          signatures: [
            {
              state: "good",
              keyId: alice.info.keyIds[0],
              fingerprint: alice.info.fingerprint,
              signedAt: NOW,
              inLife: true,
            },
          ],
        },
      });
    }
  });

  it("gives the octets that were sealed, and opens them from octets, armored or not", async () => {
    const armored = await sealTo("caf\u00e9\r\nau lait", [bob]);
    const packets = dearmor(armored);
    for (const input of [armored, new TextEncoder().encode(armored), packets]) {
      const opened = await open(input, [bob]);
      expect(opened.ok && new TextDecoder().decode(opened.value.octets)).toBe("café\r\nau lait");
    }
  });

  it("checks a detached signature over exactly these octets, and takes no other packets for one", async () => {
    const data = new TextEncoder().encode("Content-Type: text/plain\r\n\r\nhello\r\n");
    const message = await openpgp.createMessage({ binary: data });
    const armored = await openpgp.sign({ message, signingKeys: alice.secret, detached: true, date: new Date(NOW) });
    const binary = await openpgp.sign({
      message,
      signingKeys: alice.secret,
      detached: true,
      format: "binary",
      date: new Date(NOW),
    });
    const find = async () => [alice.info.certificate];
    for (const signature of [armored, new TextEncoder().encode(armored), binary as Uint8Array]) {
      expect(await verifyDetached(data, signature, find, NOW)).toMatchObject({ ok: true, value: [{ state: "good" }] });
      expect(await verifyDetached(data.subarray(1), signature, find, NOW)).toMatchObject({
        ok: true,
        value: [{ state: "invalid" }],
      });
    }
    expect(await verifyDetached(data, "no signature", find, NOW)).toEqual({ ok: false, code: "not-a-message" });
    const other = await verifyDetached(data, await sealTo("x", [bob]), find, NOW);
    expect(other.ok).toBe(false);
  });

  it("gives back any text as it was, line ends aside", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (text) => {
        const plain = text.replace(/\r/g, "");
        const opened = await open(await sealTo(plain, [bob]), [bob]);
        expect(opened.ok && opened.value.text).toBe(plain);
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it("opens an empty text", async () => {
    expect(await open(await sealTo("", [bob]), [bob])).toMatchObject({ ok: true, value: { text: "" } });
  });

  it("writes armor without version, comment and compression, and SEIPDv1 where a reader knows no other", async () => {
    const armored = await sealTo("x".repeat(5000), [alice, bob]);
    const message = await openpgp.readMessage({ armoredMessage: armored });
    expect(armored.split("\n").slice(0, 2)).toEqual(["-----BEGIN PGP MESSAGE-----", ""]);
    expect(message.packets.map((packet) => (packet.constructor as unknown as { tag: number }).tag)).toEqual([1, 1, 18]);
    expect((message.packets[2] as unknown as { version: number }).version).toBe(1);
    expect(armored.length).toBeGreaterThan(5000);
  });

  it("uses SEIPDv2 when every reader announces it, and not when one does not", async () => {
    const { publicKey } = await openpgp.generateKey({
      userIDs: { email: "new@example.org" },
      type: "curve25519",
      date: new Date(NOW - 1000),
      config: { v6Keys: true, aeadProtect: true },
      format: "object",
    });
    const version = async (readers: Uint8Array[]) => {
      const armored = await seal({ text: "a", signer: alice.secret, readers, hiddenReaders: [], now: NOW });
      const message = await openpgp.readMessage({ armoredMessage: armored });
      return (message.packets.at(-1) as unknown as { version: number }).version;
    };
    expect(await version([publicKey.write()])).toBe(2);
    expect(await version([publicKey.write(), bob.info.certificate])).toBe(1);
  });

  it("takes the mode that every reader announces: GCM, else OCB, and nothing that one of them does not know", async () => {
    const { aes128, aes256 } = openpgp.enums.symmetric;
    const { gcm, ocb, eax } = openpgp.enums.aead;
    const announcing = async (...suites: [openpgp.enums.symmetric, openpgp.enums.aead][]): Promise<OwnKey> => {
      const { privateKey } = await openpgp.generateKey({
        userIDs: { email: "new@example.org" },
        type: "ecc",
        date: new Date(NOW - 1000),
        config: { aeadProtect: true },
        format: "object",
      });
      const [user] = privateKey.users;
      const signature = user!.selfCertifications[0]!;
      Object.assign(signature, { preferredCipherSuites: suites, rawNotations: [] });
      const own = privateKey.keyPacket as openpgp.SecretKeyPacket;
      const certified = { userID: user!.userID, key: own } as unknown as Uint8Array;
      const sign = signature.sign as (...all: unknown[]) => Promise<void>;
      await sign.call(signature, own, certified, new Date(NOW - 1000), false, openpgp.config);
      return { secret: privateKey, info: { certificate: privateKey.toPublic().write() } } as unknown as OwnKey;
    };
    const both = await announcing([aes256, gcm], [aes256, ocb]);
    const ocbAlone = await announcing([aes256, ocb]);
    const eaxAlone = await announcing([aes256, eax]);
    const sealed = async (...readers: OwnKey[]) => {
      const armored = await sealTo("x", readers);
      const { packets } = await openpgp.readMessage({ armoredMessage: armored });
      for (const reader of readers)
        expect(await open(armored, [reader])).toMatchObject({ ok: true, value: { text: "x" } });
      const { version, cipherAlgorithm, aeadAlgorithm } = packets.at(-1) as unknown as Record<string, unknown>;
      return [version, cipherAlgorithm, aeadAlgorithm];
    };
    expect(await sealed(both)).toEqual([2, aes256, gcm]);
    expect(await sealed(ocbAlone)).toEqual([2, aes256, ocb]);
    expect(await sealed(both, ocbAlone)).toEqual([2, aes256, ocb]);
    // RFC 9580 5.2.3.15: programs that announce SEIPDv2 support AES-128 in OCB.
    expect(await sealed(both, eaxAlone)).toEqual([2, aes128, ocb]);
  });

  it("seals to every valid encryption subkey, not only the newest", async () => {
    const key = await openpgp.readPrivateKey({ binaryKey: bob.secret.write() });
    const two = await key.addSubkey({ date: new Date(NOW - 500) } as openpgp.SubkeyOptions);
    const armored = await seal({
      text: "a",
      signer: alice.secret,
      readers: [two.toPublic().write()],
      hiddenReaders: [],
      now: NOW,
    });
    const parsed = await parseMessage(armored);
    expect(parsed.ok && [...parsed.value.readers].sort()).toEqual(
      two.subkeys.map((subkey) => subkey.getKeyID().toHex()).sort(),
    );
  });

  it("names open readers and zeroes hidden ones, who can still read it", async () => {
    const armored = await sealTo("psst", [alice, bob], [carol]);
    const parsed = await parseMessage(armored);
    expect(parsed.ok && parsed.value.readers).toEqual([alice.info.keyIds[1], bob.info.keyIds[1], "0000000000000000"]);
    expect(await open(armored, [carol])).toMatchObject({ ok: true, value: { text: "psst" } });
  });

  it("will not seal to a key that has run out", async () => {
    const later = NOW + 3 * 365 * 24 * 3600 * 1000;
    await expect(
      seal({ text: "a", signer: null, readers: [bob.info.certificate], hiddenReaders: [], now: later }),
    ).rejects.toThrow("no valid encryption key");
  });

  it("takes 25 MiB there and back in reasonable time", async () => {
    const text = "All work and no play makes Jack a dull boy.\n".repeat((25 * 1024 * 1024) / 44);
    const start = processorTime();
    const opened = await open(await sealTo(text, [alice, bob]), [bob]);
    expect(opened.ok && opened.value.text === text).toBe(true);
    expect(opened.ok && opened.value.signatures[0]?.state).toBe("good");
    expect(processorTime() - start).toBeLessThan(25_000);
  }, 60_000);
});

describe("armor as pages mangle it", () => {
  it.each([
    ["CRLF", (s: string) => s.replace(/\n/g, "\r\n")],
    ["no-break spaces and padding", (s: string) => s.replace(/^/gm, "\u00a0  ").replace(/$/gm, " \u00a0")],
    ["a lost blank line", (s: string) => s.replace("\n\n", "\n")],
    ["a blank line of spaces", (s: string) => s.replace("\n\n", "\n \u00a0\n")],
    ["blank lines everywhere", (s: string) => s.replace(/\n/g, "\n\n")],
    ["headers", (s: string) => s.replace("\n", "\nVersion: GnuPG v2\nComment: hi: there\n")],
    ["text around it", (s: string) => `Dear Bob,\n\n${s}\n-- \nAlice`],
  ])("opens a message with %s", async (_, mangle) => {
    expect(await open(mangle(await sealTo("hello", [bob])), [bob])).toMatchObject({
      ok: true,
      value: { text: "hello" },
    });
  });

  it("does not take quoted armor for a message", async () => {
    const quoted = (await sealTo("hello", [bob])).replace(/^/gm, "> ");
    expect(await open(quoted, [bob])).toEqual({ ok: false, code: "not-a-message" });
  });
});

describe("what is refused", () => {
  it("says whom a message is for when it is not for us", async () => {
    expect(await open(await sealTo("x", [bob]), [carol])).toEqual({
      ok: false,
      code: "no-key",
      readers: [bob.info.keyIds[1]],
    });
  });

  it.each([
    ["no armor", "Hello"],
    ["nothing", ""],
    ["armor without an end", "-----BEGIN PGP MESSAGE-----\n\nwcBMA"],
    ["a public key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxx\n-----END PGP PUBLIC KEY BLOCK-----"],
  ])("finds no message in %s", async (_, text) => {
    expect(await open(text, [bob])).toEqual({ ok: false, code: "not-a-message" });
  });

  it("refuses more than fifty megabytes unread", async () => {
    expect(await open("x".repeat(50 * 1024 * 1024 + 1), [bob])).toEqual({ ok: false, code: "too-large" });
  });

  it("calls bytes that are no packets damaged", async () => {
    const text = "-----BEGIN PGP MESSAGE-----\n\naGVsbG8gd29ybGQ=\n-----END PGP MESSAGE-----";
    expect(await open(text, [bob])).toEqual({ ok: false, code: "damaged" });
  });

  it("gives no text when any octet of the sealed data was changed", async () => {
    const armored = await sealTo("attack at dawn", [bob]);
    for (const fromEnd of [1, 10, 25, 60]) {
      const changed = await tampered(armored, (bytes) => {
        bytes[bytes.length - fromEnd]! ^= 1;
        return bytes;
      });
      expect(await open(changed, [bob])).toEqual({ ok: false, code: "not-authenticated" });
    }
  });

  it("gives no text when the integrity protection was stripped (RFC 9580 13.7)", async () => {
    const message = await openpgp.readMessage({ armoredMessage: await sealTo("attack at dawn", [bob]) });
    const body = (message.packets.at(-1) as unknown as { encrypted: Uint8Array }).encrypted;
    const pkesk = message.packets[0]!.write();
    // Type 1 and, in place of type 18, type 9: encrypted data without integrity protection. Five-octet lengths.
    const framed = (type: number, data: Uint8Array) => {
      const head = new DataView(new ArrayBuffer(6));
      head.setUint16(0, ((0xc0 | type) << 8) | 0xff);
      head.setUint32(2, data.length);
      return [...new Uint8Array(head.buffer), ...data];
    };
    const stripped = new Uint8Array([...framed(1, pkesk), ...framed(9, body)]);
    const armored = openpgp.armor(openpgp.enums.armor.message, stripped);
    expect(await open(armored, [bob])).toEqual({ ok: false, code: "not-authenticated", unprotected: true });
  });

  it("gives no text when AEAD fails", async () => {
    const made = await openpgp.generateKey({
      userIDs: { email: "new@example.org" },
      type: "curve25519",
      date: new Date(NOW - 1000),
      config: { v6Keys: true, aeadProtect: true },
      format: "object",
    });
    const armored = await seal({
      text: "attack at dawn",
      signer: alice.secret,
      readers: [made.publicKey.write()],
      hiddenReaders: [],
      now: NOW,
    });
    const changed = await tampered(armored, (bytes) => {
      bytes[bytes.length - 20]! ^= 1;
      return bytes;
    });
    const parsed = await parseMessage(changed);
    const opened = parsed.ok && (await openMessage(parsed.value, [made.privateKey], async () => [], NOW));
    expect(opened).toEqual({ ok: false, code: "not-authenticated" });
  });

  it("says unsupported for a message sealed by a password only, and for unknown versions", async () => {
    const message = await openpgp.createMessage({ text: "x" });
    const byPassword = await openpgp.encrypt({ message, passwords: "secret" });
    expect(await open(byPassword, [bob])).toEqual({ ok: false, code: "unsupported" });
    const version9 = openpgp.armor(openpgp.enums.armor.message, new Uint8Array([0xc0 | 18, 3, 9, 1, 2]));
    expect(await open(version9, [bob])).toEqual({ ok: false, code: "unsupported" });
  });

  it("refuses a bomb: a small message that grows more than a hundredfold", async () => {
    const bomb = await openpgp.encrypt({
      message: await openpgp.createMessage({ text: "0".repeat(4 * 1024 * 1024) }),
      encryptionKeys: await openpgp.readKey({ binaryKey: bob.info.certificate }),
      date: new Date(NOW),
      config: { preferredCompressionAlgorithm: openpgp.enums.compression.zlib },
    });
    expect(bomb.length).toBeLessThan(20_000);
    expect(await open(bomb, [bob])).toEqual({ ok: false, code: "too-large" });
  });
});

describe("signatures", () => {
  const stateOf = async (armored: string, readers: OwnKey[], known: OwnKey[], now = NOW) => {
    const opened = await open(armored, readers, known, now);
    return opened.ok ? opened.value.signatures : opened.code;
  };

  it("says unknown with the key id when the signer's key is not at hand", async () => {
    expect(await stateOf(await sealTo("x", [bob]), [bob], [])).toEqual([
      { state: "unknown", keyId: alice.info.keyIds[0] },
    ]);
  });

  it("lists none for a sealed message nobody signed", async () => {
    const armored = await seal({
      text: "x",
      signer: null,
      readers: [bob.info.certificate],
      hiddenReaders: [],
      now: NOW,
    });
    expect(await stateOf(armored, [bob], [alice])).toEqual([]);
  });

  it("opens clearsigned text without any key and undoes dash escaping", async () => {
    const armored = await clearsign("- one\nFrom two\n-----x", alice.secret, NOW);
    const opened = await open(armored.replaceAll("\n", "\r\n"), []);
    expect(opened).toMatchObject({
      ok: true,
      value: { text: "- one\nFrom two\n-----x", signatures: [{ state: "good" }] },
    });
  });

  it("says invalid when clearsigned text was changed by one letter", async () => {
    const armored = (await clearsign("Pay 100 to Bob", alice.secret, NOW)).replace("100", "900");
    expect(await stateOf(armored, [], [alice])).toMatchObject([
      { state: "invalid", fingerprint: alice.info.fingerprint },
    ]);
  });

  it("lets no unsigned header line pass for signed text", async () => {
    const armored = (await clearsign("Hello", alice.secret, NOW)).replace("\n", "\nPay: 100 to Mallory\n");
    const opened = await open(armored, [], [alice]);
    expect(opened.ok ? opened.value.signatures : []).not.toMatchObject([{ state: "good" }]);
  });

  it("says when a signature was made outside the life of its key", async () => {
    const later = NOW + 3 * 365 * 24 * 3600 * 1000;
    const fresh = await generateKey("Alice", "alice@example.org", NOW - 1000);
    const key = await openpgp.readPrivateKey({ binaryKey: fresh.secret.write() });
    const revoked = await openpgp.revokeKey({ key, date: new Date(NOW + 1000), format: "object" });
    const certificate = revoked.publicKey.write();
    const armored = await clearsign("x", fresh.secret, NOW);
    const known = { ...fresh, info: { ...fresh.info, certificate } };
    expect(await stateOf(armored, [], [fresh], later)).toMatchObject([{ state: "good", inLife: true }]);
    expect(await stateOf(armored, [], [known], later)).toMatchObject([{ state: "good", inLife: false }]);
  });

  it("does not count a signature by a key that may not sign", async () => {
    // Bob's encryption subkey cannot sign; a packet that claims its key id must not borrow Bob's name.
    const armored = await clearsign("x", alice.secret, NOW);
    const { data } = await openpgp.unarmor(armored);
    const signature = await openpgp.readSignature({ binarySignature: data as unknown as Uint8Array });
    expect(signature.packets[0]!.issuerKeyID.toHex()).toBe(alice.info.keyIds[0]);
    const impostor = { ...bob, info: { ...bob.info, keyIds: [...bob.info.keyIds, alice.info.keyIds[0]!] } };
    expect(await stateOf(armored, [], [impostor])).toEqual([{ state: "unknown", keyId: alice.info.keyIds[0] }]);
  });
});
