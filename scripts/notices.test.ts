import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { allowed, notices, noticesText } from "./notices";

const root = resolve(import.meta.dirname, "..");

describe("notices", () => {
  it("name every dependency, and what those bring", () => {
    const names = notices().map(({ name }) => name);
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) expect(names, name).toContain(name);
    for (const brought of ["@noble/hashes", "@preact/signals-core", "tldts-core", "@ip-location-db/asn-country"])
      expect(names).toContain(brought);
    expect(new Set(names).size).toBe(names.length);
  });

  it("give each licence in its own words, and its version", () => {
    for (const { name, version, licence, text } of notices()) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+/);
      expect(licence, name).not.toBe("");
      // CC0 requires no notice with the data.
      if (licence !== "CC0-1.0") expect(text.length, name).toBeGreaterThan(400);
    }
    const text = noticesText();
    expect(text).toContain("GNU LESSER GENERAL PUBLIC LICENSE");
    expect(text).toContain("Mozilla Public License");
  });

  it.each([
    ["MIT", true],
    ["(MPL-2.0 OR Apache-2.0)", true],
    ["(GPL-3.0 OR MIT)", true],
    ["(MIT AND GPL-3.0)", false],
    ["GPL-3.0", false],
    ["UNLICENSED", false],
    ["none named", false],
    ["", false],
  ])("%s may be handed out: %s", (licence, may) => {
    expect(allowed(licence)).toBe(may);
  });
});
