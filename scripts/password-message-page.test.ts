import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CONTENT_PLACE } from "../src/domain/password-message/seal";
import { passwordMessagePage } from "./password-message-page";

const page = await passwordMessagePage();
const sha256 = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const inside = (tag: string): string[] =>
  [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(([, text]) => text!);

describe("the blank letter", () => {
  const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)![1]!.split("; ");

  it("allows its own script and style by hash, and nothing else at all", () => {
    const [script, ...otherScripts] = inside("script");
    const [style, ...otherStyles] = inside("style");
    expect([...otherScripts, ...otherStyles]).toEqual([]);
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src ${sha256(script!)}`,
      `style-src ${sha256(style!)}`,
      "img-src data: blob:",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it("has its policy before anything that could act", () => {
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.search(/<(style|script|svg|link)/));
  });

  it("is small, names no other place, and has no way to make HTML of text", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(40_000);
    expect(page).not.toMatch(
      /https?:|src=|innerHTML|insertAdjacentHTML|document\.write|\beval\(|fetch\(|XMLHttp|import\(/,
    );
  });

  it("has room for one letter", () => {
    expect(page.split(CONTENT_PLACE)).toHaveLength(2);
  });

  it("speaks English and French, and no word of another page", () => {
    for (const word of ["Open the letter", "Ouvrir la lettre"]) expect(page).toContain(word);
    expect(page).not.toContain("keyserver");
  });
});
