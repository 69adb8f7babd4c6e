import { describe, expect, it } from "vitest";
import { fromFoldedBase64, readTagList } from "./tag-list";

describe("a tag list", () => {
  it("has names and values, white space around them left out and within them kept", () => {
    const tags = readTagList(" v = 1;\r\n\ta=x y ;b=\r\n 12\r\n 3==; n=; ");
    expect([...tags!]).toEqual([
      ["v", "1"],
      ["a", "x y"],
      ["b", "12\r\n 3=="],
      ["n", ""],
    ]);
  });

  it.each(["a=1; a=1", "a", "=1", "1a=1", "a=1;; b=2", "a b=1", `a=${"x".repeat(20_000)}`])("is not %.20s", (text) => {
    expect(readTagList(text)).toBeNull();
  });
});

describe("folded base64", () => {
  it("is read over its line breaks", () => {
    expect(fromFoldedBase64("AQ\r\n I D")).toEqual(Uint8Array.of(1, 2, 3));
  });

  it.each(["", "A", "AQI", "A*ID", "AR==", "AQ==AQ=="])("is not %s", (text) => {
    expect(fromFoldedBase64(text)).toBeNull();
  });
});
