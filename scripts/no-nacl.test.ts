import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { NACL } from "./no-nacl";
import { OPENPGP_IN_PARTS } from "./one-noble";

const parts = dirname(OPENPGP_IN_PARTS);

it("the part left out is where the build looks for it", () => {
  const part = join(parts, "nacl-fast.min.mjs");
  expect(existsSync(part)).toBe(true);
  expect(NACL.test(part)).toBe(true);
  expect(readFileSync(OPENPGP_IN_PARTS, "utf8")).toContain('import("./nacl-fast.min.mjs")');
});

it("openpgp.js asks for it only where WebCrypto has no such curve", () => {
  const lines = readFileSync(join(parts, "openpgp.mjs"), "utf8").split("\n");
  const uses = lines.flatMap((line, at) => (line.includes("nacl-fast") ? [at] : []));
  expect(uses.length).toBeGreaterThan(5);
  for (const at of uses)
    expect(lines.slice(at - 3, at).join("\n")).toMatch(
      /if \(err\.name !== 'NotSupportedError'\) \{\s+(?:throw err|return false);\s+\}/,
    );
});

it("the browsers that the extension runs in have both curves", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../manifest.json"), "utf8"));
  expect(Number(manifest.minimum_chrome_version)).toBeGreaterThanOrEqual(137);
  expect(Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10)).toBeGreaterThanOrEqual(130);
});
