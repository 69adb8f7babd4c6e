import { strFromU8, strToU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeZip } from "./zip";

const entry = (name: string, text: string) => ({ name, bytes: strToU8(text) });
const zone = process.env.TZ;

describe("makeZip", () => {
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    vi.useRealTimers();
  });

  it("gives the same bytes whatever the order of files, the hour and the time zone", () => {
    process.env.TZ = "Pacific/Auckland";
    const first = makeZip([entry("b/two.js", "2"), entry("a.json", "{}")]);
    vi.useFakeTimers({ now: Date.now() + 3_600_000 });
    process.env.TZ = "America/Los_Angeles";
    const second = makeZip([entry("a.json", "{}"), entry("b/two.js", "2")]);
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });

  it("keeps names and contents", () => {
    const out = unzipSync(makeZip([entry("b\\two.js", "2"), entry("a.json", "{}")]));
    expect(Object.entries(out).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ["a.json", "{}"],
      ["b/two.js", "2"],
    ]);
  });

  it("changes when one byte of one file does", () => {
    expect(makeZip([entry("a", "1")])).not.toEqual(makeZip([entry("a", "2")]));
  });
});
