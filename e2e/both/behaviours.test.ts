import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SHOWN_IN_FIREFOX, WHY_NOT } from "./behaviours";

const e2e = resolve(import.meta.dirname, "..");
/** The suites about what a user does, in Chromium. */
const SUITES = Object.keys(WHY_NOT);
/** Those that drive Firefox, whole or in part. */
const FIREFOX = /^(?:both|firefox)\/|^disk\/firefox|^gmail\/letter\.spec/;
/** How many are shown in Firefox at least: this only rises. As a share of all it would fall with each test that Chromium gets. */
const LEAST = 65;

const specs = readdirSync(e2e, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".spec.ts"));
const textOf = (file: string): string => readFileSync(join(e2e, file), "utf8");

/** Titles of tests and, where asked for, of steps, as they stand in the source, with … for what is filled in. */
const titlesIn = (text: string, what: "test" | "test or step"): string[] => {
  const call =
    what === "test" ? /(?<![\w.])test\(\s*(["`])((?:(?!\1).)+)\1/g : /\b(?:test|step)\(\s*(["`])((?:(?!\1).)+)\1/g;
  return [...text.matchAll(call)].map(([, , title]) => title!.replace(/\$\{[^}]*\}/g, "…"));
};

const inChromium = specs
  .filter((file) => SUITES.includes(file.split("/")[0]!) && !/^disk\/firefox/.test(file))
  .flatMap((file) => titlesIn(textOf(file), "test").map((title) => ({ file, title })));
const inFirefox = new Set(
  specs.filter((file) => FIREFOX.test(file)).flatMap((file) => titlesIn(textOf(file), "test or step")),
);

describe("behaviours of Chromium's suites", () => {
  it("are found, as are steps in Firefox", () => {
    expect(inChromium.length).toBeGreaterThan(150);
    expect(inFirefox.size).toBeGreaterThan(60);
    expect(titlesIn('test(\n  "a: b", async', "test")).toEqual(["a: b"]);
    expect(titlesIn("await test.step(`c $" + "{d}`, async", "test or step")).toEqual(["c …"]);
  });

  it("are said to be shown in Firefox only by a step or test that is there", () => {
    const named = Object.values(SHOWN_IN_FIREFOX).flatMap((shown) => Object.values(shown));
    expect(named.filter((title) => !inFirefox.has(title))).toEqual([]);
  });

  it("are shown in Firefox in no smaller number than before, or the suite says why not", () => {
    const shown = inChromium.filter(({ file, title }) => SHOWN_IN_FIREFOX[file]?.[title] !== undefined);
    const share = Math.floor((100 * shown.length) / inChromium.length);
    console.info(`${shown.length} of ${inChromium.length} behaviours (${share} %) are shown in Firefox, too`);
    expect(shown.length).toBeGreaterThanOrEqual(LEAST);
    // A title that changed no longer counts, and neither does the line about it.
    expect(shown.length).toBeLessThanOrEqual(Object.values(SHOWN_IN_FIREFOX).flatMap(Object.keys).length);
    for (const suite of SUITES) expect(WHY_NOT[suite]).toMatch(/\w/);
  });
});
