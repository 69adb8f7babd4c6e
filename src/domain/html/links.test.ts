import { describe, expect, it } from "vitest";
import { linkTarget, misleads } from "./links";
import { isBeacon, pictureSource } from "./pictures";

describe("links of mail", () => {
  it("lead to the web or to an address", () => {
    expect(linkTarget(" https://Shop.example/x ")).toEqual({
      href: "https://shop.example/x",
      place: "shop.example",
      kind: "web",
    });
    expect(linkTarget("mailto:ada%40a.example@b.example?subject=x")?.place).toBe("ada@a.example@b.example");
  });

  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:x",
    "java\tscript:x",
    "data:text/html,x",
    "blob:https://x/y",
    "file:///etc/passwd",
    "ftp://x",
    "chrome-extension://x/y",
    "https://bank.example@evil.example/",
    "https://",
    "mailto:",
    "mailto:%ff",
    "/relative",
    "x",
  ])("%s is none", (href) => {
    expect(linkTarget(href)).toBeNull();
  });

  it.each([
    ["https://bank.example", "https://evil.example/", true],
    ["bank.example/login", "https://evil.example/bank.example", true],
    ["www.bank.example", "https://bank.example/", false],
    ["bank.example", "https://login.bank.example/", false],
    ["login.bank.example", "https://bank.example.evil.example/", true],
    ["аpple.com", "https://apple.com/", true],
    ["b\u200bank.example", "https://evil.example/", true],
    ["bank。example", "https://evil.example/", true],
    ["bank．example/login", "https://evil.example/", true],
    ["ｂａｎｋ.example", "https://evil.example/", true],
    ["bank。example", "https://bank.example/", false],
    ["b\u00adank.example", "https://evil.example/", true],
    ["b\u3164ank.example", "https://evil.example/", true],
    ["Log in at https://bank.example now", "https://evil.example/", true],
    ["See www.bank.example.", "https://evil.example/", true],
    ["(https://bank.example)", "https://bank.example/x", false],
    ["https://bank.example@evil.example", "https://evil.example/", true],
    ["https://bank.example:443@evil.example/x", "https://evil.example/", true],
    ["pаypal.example", "https://xn--pypal-4ve.example/", true],
    ["аррӏе.com", "https://xn--80ak6aa92e.com/", true],
    ["münchen.example", "https://xn--mnchen-3ya.example/", false],
    ["пример.рф", "https://xn--e1afmkfd.xn--p1ai/", false],
    ["Read more.", "https://evil.example/", false],
    ["Version 2.0 is out", "https://evil.example/", false],
    ["ada@bank.example", "https://evil.example/", true],
  ])("%s on %s: misleading %s", (words, href, expected) => {
    expect(misleads(words, linkTarget(href)!)).toBe(expected);
  });
});

describe("pictures of mail", () => {
  it("are asked for over https alone, without a name and password", () => {
    expect(pictureSource("http://a.example/x")).toEqual({
      kind: "remote",
      url: "https://a.example/x",
      host: "a.example",
    });
    expect(pictureSource("//a.example/x")).toMatchObject({ url: "https://a.example/x" });
    expect(pictureSource("https://u:p@a.example/x")).toBeNull();
  });

  it.each([
    "x.png",
    "/x",
    "file:///x",
    "blob:x",
    "javascript:x",
    "data:text/html;base64,AA",
    "data:image/svg+xml;base64,AA",
    "data:image/png,x",
    "cid:",
    "",
  ])("%s is none", (src) => {
    expect(pictureSource(src)).toBeNull();
  });

  it("that are too small to be seen are known", () => {
    expect(isBeacon("1", "1")).toBe(true);
    expect(isBeacon(null, "0px")).toBe(true);
    expect(isBeacon("20", "15%")).toBe(false);
    expect(isBeacon(null, null)).toBe(false);
  });
});
