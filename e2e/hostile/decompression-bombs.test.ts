// Messages that are small in transit and huge when opened (CVE-2013-4402 for GnuPG, CVE-2014-4617 and others): limited to the
// growth of honest text, for every algorithm and depth.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { armored, encrypted, join, literal, packet, TYPE } from "./packets";
import { aliceSide, head, isPositive, pgpMime, read, readArmor, type Side, stateOf } from "./world";

let side: Side;
const MIB = 1024 * 1024;

beforeAll(async () => {
  side = await aliceSide();
});

const compressed = (inner: Uint8Array, algorithm: 1 | 2 = 1): Uint8Array =>
  packet(
    TYPE.compressed,
    join(new Uint8Array([algorithm]), algorithm === 1 ? deflateRawSync(inner) : deflateSync(inner)),
  );

const deep = (inner: Uint8Array, levels: number): Uint8Array =>
  levels === 0 ? inner : deep(compressed(inner), levels - 1);

describe("a compressed packet", () => {
  it("of an honest size opens, sealed or not", async () => {
    const text = compressed(literal("hello ".repeat(1000)));
    expect(await readArmor(side, armored(text))).toMatchObject({ text: "hello ".repeat(1000) });
    expect(await readArmor(side, await encrypted(side, text))).toMatchObject({
      text: "hello ".repeat(1000),
      sealed: true,
    });
  });

  it.each([
    ["ZIP", 1],
    ["ZLIB", 2],
  ] as const)("of 1000 to 1 (%s) is refused as too large", async (_, algorithm) => {
    const bomb = compressed(literal("\0".repeat(32 * MIB)), algorithm);
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect(await readArmor(side, armored(bomb), { within: 4000 })).toBe("too-large");
    const message = await encrypted(side, bomb);
    expect(await readArmor(side, message, { within: 4000 })).toBe("too-large");
    const whole = await read(side, head() + pgpMime(message), { within: 4000 });
    expect(whole).toMatchObject({ kind: "failed", failure: { code: "too-large" } });
  });

  it("opens though octets follow its data, as Sequoia pads; is bounded still, and no open end is taken for padding", async () => {
    const padded = (inner: Uint8Array): Uint8Array =>
      packet(TYPE.compressed, join(new Uint8Array([1]), deflateRawSync(inner), new Uint8Array(3000).fill(7)));
    const text = "hello ".repeat(50_000);
    for (const message of [armored(padded(literal(text))), await encrypted(side, padded(literal(text)))])
      expect(await readArmor(side, message)).toMatchObject({ text });
    const bomb = await encrypted(side, padded(literal("\0".repeat(32 * MIB))));
    expect(await readArmor(side, bomb, { within: 4000 })).toBe("too-large");
    const cut = join(new Uint8Array([1]), deflateRawSync(literal(text)).subarray(0, -40));
    expect(await readArmor(side, await encrypted(side, packet(TYPE.compressed, cut)))).toBe("damaged");
  });

  it("of BZIP2 that is none is an error", async () => {
    const broken = packet(
      TYPE.compressed,
      join(new Uint8Array([3]), new TextEncoder().encode("BZh91AY&SY"), new Uint8Array(64)),
    );
    for (const text of [armored(broken), await encrypted(side, broken)])
      expect(typeof (await readArmor(side, text))).toBe("string");
  });

  it("inside another, ten levels, is bounded at every level", async () => {
    const bomb = deep(literal("\0".repeat(8 * MIB)), 10);
    for (const text of [armored(bomb), await encrypted(side, bomb)]) {
      const opened = await readArmor(side, text, { within: 4000 });
      expect(["too-large", "damaged", "unsupported"]).toContain(opened);
    }
  });

  it("inside another a thousand times is bounded too", async () => {
    const bomb = deep(literal("hello"), 1000);
    const opened = await readArmor(side, armored(bomb), { within: 4000 });
    expect(typeof opened === "string" || !isPositive(opened.signature.state)).toBe(true);
    expect(typeof (await readArmor(side, await encrypted(side, bomb), { within: 4000 }))).toBeDefined();
  });

  it("that holds itself in part, or nothing, or an unknown algorithm is an error", async () => {
    for (const body of [
      new Uint8Array(),
      new Uint8Array([1]),
      new Uint8Array([99, 1, 2, 3]),
      join(new Uint8Array([1]), deflateRawSync(new Uint8Array([0xc8]))),
    ]) {
      const opened = await readArmor(side, armored(packet(TYPE.compressed, body)));
      expect(["damaged", "unsupported"]).toContain(opened);
    }
  });
});

describe("compression elsewhere", () => {
  it("of a transfer encoding is not known to mail, so it stays as it is", async () => {
    const body = gzipSync("\0".repeat(MIB)).toString("base64");
    const message = await read(
      side,
      `${head()}Content-Type: text/plain\nContent-Encoding: gzip\nContent-Transfer-Encoding: base64\n\n${body}`,
    );
    expect(message.kind).toBe("clear");
    expect(stateOf(message)).toBeNull();
    expect(message.kind === "clear" && message.shown.text.length).toBeLessThan(10_000);
  });
});
