import { describe, expect, it } from "vitest";
import { sealedSize, tooLarge } from "./composition";

const MIB = 1024 * 1024;

describe("the size of a sealed message", () => {
  it("counts base64 twice: the entity's own and the armor's", () => {
    const size = sealedSize(0, [{ size: 10 * MIB }]);
    expect(size / (10 * MIB)).toBeGreaterThan(1.85);
    expect(size / (10 * MIB)).toBeLessThan(1.86);
  });

  it("lets ten mebibytes through and refuses fourteen", () => {
    expect(tooLarge(sealedSize(2000, [{ size: 10 * MIB }, { size: MIB }]))).toBe(false);
    expect(tooLarge(sealedSize(0, [{ size: 14 * MIB }]))).toBe(true);
  });
});
