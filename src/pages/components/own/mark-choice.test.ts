import { describe, expect, it, vi } from "vitest";

vi.mock("../../../platform/browser");
const { marksFor, turnOf } = await import("./mark-choice");
const { groupsOf } = await import("./recovery-sheet");
const { groupFingerprint } = await import("../fingerprint");

describe("marks to choose from", () => {
  it("offer each symbol and each colour once, and all 36 pairs over the turns", () => {
    const pairs = new Set<string>();
    for (let turn = 0; turn < 6; turn++) {
      const marks = marksFor(turn);
      expect(new Set(marks.map((mark) => mark.symbol)).size).toBe(6);
      expect(new Set(marks.map((mark) => mark.colour)).size).toBe(6);
      for (const mark of marks) {
        pairs.add(`${mark.symbol} ${mark.colour}`);
        expect(turnOf(mark)).toBe(turn);
      }
    }
    expect(pairs.size).toBe(36);
  });
});

describe("numbers people read aloud", () => {
  it("the 36 digits of a backup stand in nine groups of four, however they were separated", () => {
    const code = "123456789012345678901234567890123456";
    const groups = ["1234", "5678", "9012", "3456", "7890", "1234", "5678", "9012", "3456"];
    expect(groupsOf(code)).toEqual(groups);
    expect(groupsOf(groups.join("-"))).toEqual(groups);
  });

  it("a fingerprint stands in capitals, in groups of four", () => {
    expect(groupFingerprint("3f2a9c0d1b7e4f5566778899aabbccddeeff0011")).toBe(
      "3F2A 9C0D 1B7E 4F55 6677 8899 AABB CCDD EEFF 0011",
    );
  });
});
