import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { ARGON2, NACL } from "./dead-parts";
import { OPENPGP_IN_PARTS } from "./one-noble";

const parts = dirname(OPENPGP_IN_PARTS);

it.each([
  ["nacl-fast.min.mjs", NACL],
  ["argon2id.min.mjs", ARGON2],
])("the part left out is where the build looks for it: %s", (name, pattern) => {
  const part = join(parts, name);
  expect(existsSync(part)).toBe(true);
  expect(pattern.test(part)).toBe(true);
  expect(readFileSync(OPENPGP_IN_PARTS, "utf8")).toContain(`import("./${name}")`);
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

it("no page and no worker of ours may compile the WebAssembly that Argon2 is", () => {
  const manifest = readFileSync(join(import.meta.dirname, "../manifest.json"), "utf8");
  expect(JSON.parse(manifest).content_security_policy.extension_pages).toContain("script-src 'self';");
  expect(manifest).not.toContain("wasm-unsafe-eval");
  expect(readFileSync(join(parts, "argon2id.min.mjs"), "utf8")).toContain("WebAssembly.instantiate");
});

it("the browsers that the extension runs in have both curves", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../manifest.json"), "utf8"));
  expect(Number(manifest.minimum_chrome_version)).toBeGreaterThanOrEqual(137);
  expect(Number.parseInt(manifest.browser_specific_settings.gecko.strict_min_version, 10)).toBeGreaterThanOrEqual(130);
});
