import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

// WCAG 2.2: 1.4.3 requires 4.5:1 for text, 1.4.11 requires 3:1 for icons and controls. Every pair the interface draws is here.
const here = import.meta.dirname;
const css = readFileSync(join(here, "tokens.css"), "utf8");
const base = readFileSync(join(here, "base.css"), "utf8");

/** The colours of one theme; each token has both in one line, so that neither theme can lack one. */
function tokens(theme: "light" | "dark"): Record<string, string> {
  const pairs = css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{3,8}), (#[0-9a-f]{3,8})\);/gi);
  return Object.fromEntries([...pairs].map(([, name, light, dark]) => [name!, theme === "light" ? light! : dark!]));
}
const THEMES = { light: tokens("light"), dark: tokens("dark") };

const TEXT: readonly (readonly [string, string])[] = [
  ["ink", "paper"],
  ["ink", "paper-2"],
  ["ink-2", "paper"],
  ["ink-2", "paper-2"],
  ["wax", "paper"],
  ["wax", "paper-2"],
  ["wax-ink", "wax"],
  ...["a", "b", "c", "d", "e", "u"].flatMap((grade): [string, string][] => [
    [grade, "paper"],
    [grade, "paper-2"],
    [grade, `${grade}-bg`],
    ["ink", `${grade}-bg`],
  ]),
  ["ink-2", "e-bg"],
];

const ICONS: readonly (readonly [string, string])[] = [
  ["focus", "paper"],
  ["focus", "paper-2"],
  ["wax", "u-bg"],
];

const linear = (channel: number): number => (channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(full.slice(at, at + 2), 16) / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("contrast measure", () => {
  it("agrees with the extremes WCAG names", () => {
    expect(contrast("#000", "#fff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

describe.each(Object.entries(THEMES))("%s theme", (_, theme) => {
  it.each(TEXT)("text %s on %s reaches 4.5:1", (text, background) => {
    expect(contrast(theme[text]!, theme[background]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(ICONS)("%s on %s reaches 3:1", (icon, background) => {
    expect(contrast(theme[icon]!, theme[background]!)).toBeGreaterThanOrEqual(3);
  });
});

describe("tokens", () => {
  it("name a colour for each theme, or none", () => {
    expect(css.replaceAll(/light-dark\(#[0-9a-f]{3,8}, #[0-9a-f]{3,8}\)/gi, "")).not.toMatch(/#[0-9a-f]{3}/i);
  });
});

describe("security marks", () => {
  const marks = [...base.matchAll(/\.mark-(\w+) \{[^}]*--paper: (#\w+);[^}]*?\bcolor: (#\w+);/g)];
  it("are all found", () => {
    expect(marks.map((mark) => mark[1])).toEqual(["amber", "sky", "moss", "rose", "violet", "sand"]);
  });
  it.each(marks.map((mark) => [mark[1]!, mark[2]!, mark[3]!]))(
    "the symbol on %s reaches 3:1",
    (_, background, symbol) => {
      expect(contrast(symbol, background)).toBeGreaterThanOrEqual(3);
    },
  );
});
