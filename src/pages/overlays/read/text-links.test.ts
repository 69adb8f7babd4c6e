import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLinks } from "./text-links";

const hrefs = (text: string): (string | null)[] => findLinks(text).flatMap((piece) => piece.href ?? []);

describe("links in plain text", () => {
  it("finds web addresses and leaves the sentence's punctuation out", () => {
    expect(hrefs("See https://a.example/x?y=1, or (http://b.example/(z)).")).toEqual([
      "https://a.example/x?y=1",
      "http://b.example/(z)",
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://bank.example@evil.example/login",
    "https://user:pass@evil.example",
    "https://",
    "ftp://a.example",
    "www.a.example",
  ])("makes no link of %s", (text) => {
    expect(hrefs(text)).toEqual([]);
  });

  it("names the real host when other letters are written", () => {
    const link = findLinks("https://аpple.com/x").find((piece) => piece.href);
    expect(link?.host).toBe("xn--pple-43d.com");
    expect(findLinks("https://apple.com/x").find((piece) => piece.href)?.host).toBeNull();
  });

  it("ends an address before a character that turns the reading direction", () => {
    expect(hrefs("https://a.example/\u202Egpj.exe")).toEqual(["https://a.example/"]);
  });

  it("loses and invents no text, whatever comes", () => {
    const hostile = fc.array(
      fc.constantFrom("https://", "a.example", "@", ")", "(", ".", "\u202e", " ", "\n", "http://["),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          hostile.map((parts) => parts.join("")),
        ),
        (text) => {
          const pieces = findLinks(text);
          expect(pieces.map((piece) => piece.text).join("")).toBe(text);
          for (const { href } of pieces) if (href !== null) expect(href).toMatch(/^https?:\/\//);
        },
      ),
    );
  });
});
