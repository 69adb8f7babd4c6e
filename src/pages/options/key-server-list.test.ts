import { describe, expect, it } from "vitest";
import { keyServerOrigin, moved, newKeyServer } from "./key-server-list";

describe("a key server typed by somebody", () => {
  it.each([
    ["https://keys.example.org", "https://keys.example.org"],
    [" https://Keys.Example.org/ ", "https://keys.example.org"],
    ["keys.example.org", "https://keys.example.org"],
    ["https://keys.example.org:8443", "https://keys.example.org:8443"],
    ["http://keys.example.org", null],
    ["hkp://keys.example.org", null],
    ["https://keys.example.org/pks", null],
    ["https://keys.example.org?x=1", null],
    ["https://me:secret@keys.example.org", null],
    ["https://[::1]", null],
    ["", null],
    ["not a host", null],
  ])("%j is %j", (text, origin) => {
    expect(keyServerOrigin(text)).toBe(origin);
  });

  it("is refused when it is there already, or when there are enough", () => {
    const list = [{ kind: "vks", origin: "https://keys.example.org" }] as const;
    expect(newKeyServer(list, "keys.example.org", "hkp")).toEqual({ refused: "same" });
    expect(newKeyServer(list, "http://x", "hkp")).toEqual({ refused: "bad-url" });
    expect(newKeyServer(list, "pool.example", "hkp")).toEqual({ kind: "hkp", origin: "https://pool.example" });
    const six = Array.from({ length: 6 }, (_, i) => ({ kind: "vks", origin: `https://k${i}.example` }) as const);
    expect(newKeyServer(six, "pool.example", "hkp")).toEqual({ refused: "full" });
  });
});

it("a server changes places with its neighbour, and stays where there is none", () => {
  const list = ["a", "b", "c"];
  expect(moved(list, 1, -1)).toEqual(["b", "a", "c"]);
  expect(moved(list, 1, 1)).toEqual(["a", "c", "b"]);
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 2, 1)).toBe(list);
});
