import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorTime } from "../testing/processor-time";
import { armorBlocks, armorMessage, dearmor } from "./armor";
import { openpgp } from "./openpgp";

describe("armor", () => {
  it("gives back any octets, through our reader and through that of openpgp.js", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 110_000, size: "max" }), async (bytes) => {
        const armored = armorMessage(bytes, true);
        const [block] = armorBlocks(armored);
        expect(Buffer.compare(dearmor(block!.text), bytes)).toBe(0);
        const { data } = await openpgp.unarmor(armored);
        expect(Buffer.compare(data as unknown as Uint8Array, bytes)).toBe(0);
        // openpgp.js writes lines of 60 characters; everything else is the same, including the checksum.
        const theirs = openpgp.armor(openpgp.enums.armor.message, bytes, undefined, undefined, undefined, true);
        expect(armored.replaceAll("\n", "") === theirs.replace(/[\r\n]/g, "")).toBe(true);
        expect(Math.max(...armored.split("\n").map((line) => line.length))).toBeLessThanOrEqual(64);
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it("has the checksum openpgp.js computes, and none when asked for none", () => {
    const last = (armored: string): string => armored.trimEnd().split(/\r?\n/).at(-2)!;
    for (const length of [1, 48, 1000]) {
      const bytes = new Uint8Array(length).map((_, i) => i * 11);
      const theirs = openpgp.armor(openpgp.enums.armor.message, bytes, undefined, undefined, undefined, true);
      expect(last(armorMessage(bytes, true))).toBe(last(theirs));
      expect(last(armorMessage(bytes, false))).not.toMatch(/^=/);
    }
  });

  it("reads what openpgp.js writes, with its checksum and without", async () => {
    for (const length of [1, 2, 3, 48, 49, 5000]) {
      const bytes = new Uint8Array(length).map((_, i) => i * 7);
      for (const checksum of [true, false]) {
        const armored = openpgp.armor(openpgp.enums.armor.message, bytes, undefined, undefined, undefined, checksum);
        expect([...dearmor(armorBlocks(armored)[0]!.text)]).toEqual([...bytes]);
      }
    }
  });

  it("finds every block in order, whatever lies between", () => {
    const one = armorMessage(new Uint8Array([1]), true);
    const two = armorMessage(new Uint8Array([2]), false);
    const blocks = armorBlocks(`a\n${one}-----BEGIN PGP SIGNATURE-----\nnever ends\n${two}b`);
    expect(blocks.map(({ kind, text }) => [kind, dearmor(text)[0]])).toEqual([
      ["MESSAGE", 1],
      ["MESSAGE", 2],
    ]);
  });

  it("throws on what is not base64", () => {
    expect(() =>
      dearmor(armorBlocks("-----BEGIN PGP MESSAGE-----\n\n***\n-----END PGP MESSAGE-----")[0]!.text),
    ).toThrow();
  });

  it("ends a block only where the END line stands alone, spaces aside", () => {
    const armored = armorMessage(new Uint8Array([7]), true).trimEnd();
    const end = "-----END PGP MESSAGE-----";
    const [block] = armorBlocks(armored.replace(end, `Not ${end} here\n\u00a0${end} `));
    expect(block?.text).toContain("Not-----ENDPGPMESSAGE-----here\n");
    expect(armorBlocks(armored.replace(end, `> ${end}`))).toEqual([]);
    const start = processorTime();
    expect(armorBlocks(`${armored.replace(end, end.repeat(200_000))}`)).toEqual([]);
    expect(processorTime() - start).toBeLessThan(2_000);
  });

  it("takes no time over a long text full of almost armor", () => {
    const text = " ".repeat(200_000) + "\n-----BEGIN PGP MESSAGE-----".repeat(2_000);
    const start = processorTime();
    expect(armorBlocks(text)).toEqual([]);
    expect(processorTime() - start).toBeLessThan(2_000);
  });
});
