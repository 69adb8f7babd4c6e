import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorTime } from "../testing/processor-time";
import { allowedDeclaration, containedSelector } from "./css";

describe("declarations of mail", () => {
  it.each([
    ["color", "rgb(1, 2, 3)"],
    ["background-color", "#fff"],
    ["background-image", "linear-gradient(rgb(0, 0, 0), rgb(1, 1, 1))"],
    ["width", "calc(100% - 10px)"],
    ["margin-left", "auto"],
    ["padding-top", "12px"],
    ["border-top-left-radius", "4px"],
    ["font-family", '"Segoe UI", Arial, sans-serif'],
    ["overflow-x", "hidden"],
    ["display", "none"],
  ])("%s: %s is applied", (name, value) => {
    expect(allowedDeclaration(name, value)).toBe(true);
  });

  it.each([
    ["background-image", 'url("https://canary.example/")'],
    ["background-image", 'image-set(url("x") 1x)'],
    ["background-image", "-webkit-cross-fade(x, y, 50%)"],
    ["background-image", "paint(x)"],
    ["color", "var(--x)"],
    ["width", "attr(data-x px)"],
    ["width", "env(x)"],
    ["--x", "url(y)"],
    ["content", '"x"'],
    ["position", "fixed"],
    ["position", "absolute"],
    ["behavior", "url(x)"],
    ["-moz-binding", "url(x)"],
    ["width", "expression(x)"],
    ["cursor", "pointer"],
    ["animation-name", "x"],
    ["transform", "scale(9)"],
    ["z-index", "9"],
    ["border-image-source", "none"],
    ["list-style-image", "none"],
    ["height", "110vh"],
    ["min-height", "calc(10px + 1.5e2dvmax)"],
    ["height", "50cqh"],
    ["margin-top", "-20px"],
    ["text-indent", "-9999px"],
    ["overflow-y", "scroll"],
    ["font-family", "\\75 rl"],
    ["font-family", '"</style>"'],
    ["color", "red; position: fixed"],
    ["color", "red } body { color: blue"],
    ["color", ""],
    ["font-family", "x".repeat(3000)],
  ])("%s: %s is not", (name, value) => {
    expect(allowedDeclaration(name, value)).toBe(false);
  });

  it("no value with a function that is not on the list passes, wherever it stands", () => {
    const functions = fc.constantFrom("url", "URL", "image-set", "src", "var", "attr", "element", "-webkit-image-set");
    fc.assert(
      fc.property(functions, fc.string(), fc.string(), (called, before, after) => {
        expect(allowedDeclaration("background-image", `${before} ${called}(${after}`)).toBe(false);
      }),
    );
  });
});

describe("selectors of mail", () => {
  it.each([
    ["p", "p"],
    [".a.b > td", ".a.b > td"],
    ["#top", "#mail-top"],
    ["body", ".cachet-mail"],
    ["html body .x", ".cachet-mail .x"],
    ["html > body", ".cachet-mail"],
    [".body, html", ".body, .cachet-mail"],
    ["body-x", "body-x"],
    ["tr:nth-child(2n + 1) td", "tr:nth-child(2n + 1) td"],
    ["a:link", "a:link"],
    ["*", "*"],
  ])("%s becomes %s", (selector, contained) => {
    expect(containedSelector(selector, "mail-")).toBe(contained);
  });

  it.each([
    "a[href]",
    'input[value^="a"]',
    "a:visited",
    "a:hover",
    ":root",
    ":host",
    "p::before",
    "::selection",
    "a:not(:visited)",
    "p:has(a)",
    ":is(p)",
    "&",
    "a, b[c]",
    "x|y",
    "",
    "p\\3a x",
  ])("%s is refused", (selector) => {
    expect(containedSelector(selector, "mail-")).toBeNull();
  });

  it("takes no long time over any", () => {
    const started = processorTime();
    containedSelector(`${"a ".repeat(900)}[`, "mail-");
    containedSelector(`${".a".repeat(900)}[`, "mail-");
    expect(processorTime() - started).toBeLessThan(200);
  });
});
