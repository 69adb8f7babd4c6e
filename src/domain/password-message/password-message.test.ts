import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MessageContent, padded, readContent, writeContent } from "./content";
import { readParts } from "./format";
import { lockOf, type PassphraseLock } from "./lock";
import { openPasswordMessage } from "./open";
import { KDF_ROUNDS, SIZE_LIMIT, sealContent, sealPasswordMessage } from "./seal";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const octets = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
/** Predictable octets, so that a sealed message can serve as a test vector here. */
const counting = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => i);

const PASSPHRASE = "river candle owl marble violin frost 4821";
const FROM = "Alice Martin <alice@demo.example>";
const CONTENT: MessageContent = {
  subject: "Gehälter",
  text: "Voilà.\nDeuxième ligne <b>&amp;",
  at: 1_763_800_000_000,
  files: [
    { name: "Gehälter 2026.xlsx", type: "application/x", bytes: octets(0, 1, 2, 255) },
    { name: "empty.txt", type: "text/plain", bytes: octets() },
  ],
};

const parts = (bytes: Uint8Array<ArrayBuffer>) => {
  const read = readParts(bytes);
  if (!read.ok) throw new Error(read.code);
  return read.value;
};
const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

describe("a letter", () => {
  it("opens with its passphrase to what was sealed", async () => {
    const sealed = await sealContent(CONTENT, FROM, PASSPHRASE, counting);
    expect(parts(sealed)).toMatchObject({ from: FROM, rounds: KDF_ROUNDS });
    expect(await openPasswordMessage(parts(sealed), `  ${PASSPHRASE.replace(" ", "  ")} `)).toEqual({
      ok: true,
      value: CONTENT,
    });
  });

  it("says that a passphrase is the wrong one", async () => {
    const sealed = await sealContent(CONTENT, FROM, PASSPHRASE, counting);
    expect(await openPasswordMessage(parts(sealed), "river candle owl")).toEqual({
      ok: false,
      code: "wrong-passphrase",
    });
  });

  it("is, octet for octet, what version 1 says", async () => {
    const sealed = await sealContent(CONTENT, FROM, PASSPHRASE, counting);
    expect(hex(sealed.subarray(0, 48))).toBe(
      `${Buffer.from("cachet.letter").toString("hex")}01000f4240${hex(counting(16))}${hex(counting(12))}0021`,
    );
    expect(sealed.length).toBe(48 + 33 + 16 + 1024 + 16);
    expect(await digest(sealed)).toBe("b06f206e3b364db78d45d853272b6fa8d41c6347dd1e191cd205c8bd3560cacd");
  });

  // The value was computed with Python's hashlib and hmac.
  it("derives as PBKDF2 (RFC 8018) and HKDF (RFC 5869) say", async () => {
    const { check } = await lockOf("passphrase", { salt: counting(16), rounds: 600_000 });
    expect(hex(check)).toBe("6ca477047f860adfcdfa8911e3b67040");
  });

  it("seals with fresh salt and nonce each time", async () => {
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const [one, two] = await Promise.all([1, 2].map(() => sealContent(CONTENT, FROM, PASSPHRASE, random)));
    expect(parts(one!).salt).not.toEqual(parts(two!).salt);
    expect(parts(one!).iv).not.toEqual(parts(two!).iv);
  });

  it("refuses every letter in which any one octet was changed", async () => {
    const sealed = await sealContent({ ...CONTENT, files: [] }, FROM, PASSPHRASE, counting);
    const known = new Map<string, Promise<PassphraseLock>>();
    // The key derivation is done once for all changes that leave its parameters alone.
    const lock: typeof lockOf = (passphrase, head) => {
      const name = `${head.rounds} ${hex(head.salt)}`;
      const rounds = head.rounds === KDF_ROUNDS ? head.rounds : 600_000;
      const made = known.get(name) ?? lockOf(passphrase, { salt: head.salt, rounds });
      known.set(name, made);
      return made;
    };
    const opens = async (bytes: Uint8Array<ArrayBuffer>): Promise<boolean> => {
      const read = readParts(bytes);
      return read.ok && (await openPasswordMessage(read.value, PASSPHRASE, lock)).ok;
    };
    expect(await opens(sealed)).toBe(true);
    const places = [...sealed.keys()].filter((at) => at < 19 || at > 33);
    for (const at of [...places, 20, 33]) {
      const changed = sealed.slice();
      changed[at]! ^= 1 + (at % 255);
      expect(await opens(changed), `octet ${at}`).toBe(false);
    }
    for (const length of [0, 10, 60, sealed.length - 1]) expect(await opens(sealed.slice(0, length))).toBe(false);
    expect(await opens(Uint8Array.from([...sealed, 0]))).toBe(false);
  });

  it("takes no number of rounds that is cheap to guess or would hang the page", async () => {
    const sealed = await sealContent(CONTENT, FROM, PASSPHRASE, counting);
    for (const rounds of [0, 1, 599_999, 10_000_001, 0xffffffff]) {
      const changed = sealed.slice();
      new DataView(changed.buffer).setUint32(14, rounds);
      expect(readParts(changed)).toEqual({ ok: false, code: "damaged" });
    }
  });

  it("tells a newer version from damage", async () => {
    const sealed = await sealContent(CONTENT, FROM, PASSPHRASE, counting);
    sealed[13] = 2;
    expect(readParts(sealed)).toEqual({ ok: false, code: "newer" });
    expect(readParts(octets())).toEqual({ ok: false, code: "damaged" });
  });

  it("holds no more than mail takes, and nothing of the user's in its markup", async () => {
    const deps = { blank: "<a><!--letter--></a>", random: counting };
    const large = { name: "x", type: "", bytes: new Uint8Array(SIZE_LIMIT) };
    expect(await sealPasswordMessage({ ...CONTENT, files: [large] }, FROM, PASSPHRASE, deps)).toMatchObject({
      code: "too-large",
    });
    const file = await sealPasswordMessage(CONTENT, "</script><img src=x>", PASSPHRASE, deps);
    expect(new TextDecoder().decode(file.ok ? file.value : octets())).toMatch(/^<a>[A-Za-z0-9+/]+=*<\/a>$/);
  });
});

describe("the inside of a letter", () => {
  const anyFile = fc.record({
    name: fc.string(),
    type: fc.string(),
    bytes: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes)),
  });
  const any = fc.record({
    subject: fc.string({ unit: "grapheme" }),
    text: fc.string({ unit: "grapheme" }),
    at: fc.integer({ min: 0 }),
    files: fc.array(anyFile, { maxLength: 4 }),
  });

  it("comes back as it went in", () => {
    fc.assert(
      fc.property(any, (content) => {
        expect(readContent(writeContent(content))).toEqual(content);
      }),
    );
  });

  it("is null for whatever was not written so, and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readContent(Uint8Array.from(bytes))).toBeNull();
      }),
    );
    const lying = writeContent({ ...CONTENT, files: [] });
    const json = new TextEncoder().encode(
      '{"subject":"","text":"","at":0,"files":[{"name":"x","type":"","size":9999}]}',
    );
    lying.set(json, 4);
    new DataView(lying.buffer).setUint32(0, json.length);
    expect(readContent(lying)).toBeNull();
  });

  it("hides its length at the price of an eighth at most", () => {
    expect(padded(1)).toBe(1024);
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 2 ** 27 }), (length) => {
        expect(padded(length)).toBeGreaterThanOrEqual(length);
        expect(padded(length)).toBeLessThanOrEqual(length * 1.125);
      }),
    );
    expect(new Set(Array.from({ length: 64 }, (_, i) => padded(100_000 + i))).size).toBeLessThanOrEqual(2);
  });
});
