import { describe, expect, it } from "vitest";
import { processorTime } from "../testing/processor-time";
import { bodyOf, plainTextOf } from "./body";
import { readHeaders } from "./headers";
import { withoutLegacyDisplay, withoutLegacyDisplayHtml } from "./legacy-display";
import { compareSender, isObscuredSubject, protectedHeaders, protectionOf } from "./protected";
import { type Part, readMime } from "./tree";

function read(...lines: string[]): Part {
  const result = readMime(new TextEncoder().encode(lines.join("\r\n")));
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const OUTER = readHeaders("Subject: [...]\r\nFrom: Alice <alice@a.example>\r\nTo: bob@b.example")!;
const CIPHER = read(
  "Subject: =?UTF-8?Q?Caf=C3=A9?= at nine",
  "From: Alice <alice@a.example>",
  "To: Bob <bob@b.example>",
  "HP-Outer: Subject: [...]",
  "HP-Outer: From: Alice <alice@a.example>",
  "HP-Outer: To: bob@b.example",
  'Content-Type: text/plain; charset="utf-8"; hp-legacy-display="1"; hp="cipher"',
  "",
  "Subject: Café at nine",
  "",
  "See you.",
);
const LEGACY = read(
  'Content-Type: multipart/mixed; boundary="x"; protected-headers="v1"',
  "Subject: Café",
  "From: alice@a.example",
  "",
  "--x",
  'Content-Type: text/plain; protected-headers="v1"',
  "Content-Disposition: inline",
  "",
  "Subject: Café",
  "",
  "--x",
  "Content-Type: text/plain",
  "",
  "See you.",
  "--x--",
);

describe("protected headers", () => {
  it("are those of the payload; what the sender left outside tells which of them were sealed", () => {
    const headers = protectedHeaders(CIPHER, true);
    expect(headers).toMatchObject({ mode: "cipher", subject: "Café at nine", from: { address: "alice@a.example" } });
    expect(headers.hpOuter).toHaveLength(3);
    expect(protectionOf("Subject", headers, OUTER)).toBe("sealed");
    expect(protectionOf("from", headers, OUTER)).toBe("visible");
    // The outer field has no name.
    expect(protectionOf("to", headers, OUTER)).toBe("sealed");
    expect(protectionOf("cc", headers, OUTER)).toBe("unprotected");
  });

  it("were never sealed where nothing was, whatever the payload says", () => {
    const headers = protectedHeaders(CIPHER, false);
    expect(headers.mode).toBe("clear");
    expect(protectionOf("subject", headers, OUTER)).toBe("visible");
  });

  it("of the older habit are compared with the message's own", () => {
    const headers = protectedHeaders(LEGACY, true);
    expect(headers).toMatchObject({ mode: "legacy", subject: "Café" });
    expect(protectionOf("subject", headers, OUTER)).toBe("sealed");
    expect(protectionOf("subject", headers, LEGACY.headers)).toBe("visible");
  });

  it("are none without the mark, or where the payload's type is told twice", () => {
    for (const payload of [
      read("Subject: x", "Content-Type: text/plain", "", ""),
      read("Subject: x", 'Content-Type: text/plain; hp="cipher"', "Content-Type: text/html", "", ""),
      read("Subject: x", 'Content-Type: text/plain; hp="cipher"; hp="clear"', "", ""),
    ])
      expect(protectedHeaders(payload, true)).toMatchObject({ mode: null, subject: null, fields: [] });
  });

  it("name nobody when they name two", () => {
    const twice = read('Content-Type: text/plain; hp="cipher"', "From: a@a.example", "From: b@b.example", "", "");
    expect(protectedHeaders(twice, true).from).toBeNull();
    const list = read('Content-Type: text/plain; hp="cipher"', "From: a@a.example, b@b.example", "", "");
    expect(compareSender(protectedHeaders(list, true), OUTER).verdict).toBe("unreadable");
  });

  it("tell another sender than the message does", () => {
    const headers = protectedHeaders(CIPHER, true);
    expect(compareSender(headers, OUTER).verdict).toBe("same");
    expect(compareSender(headers, readHeaders("From: Alice <eve@e.example>")!)).toMatchObject({
      verdict: "different",
      inner: { address: "alice@a.example" },
      outer: { address: "eve@e.example" },
    });
    expect(compareSender(headers, readHeaders("From: a@a.example\nFrom: b@b.example")!).verdict).toBe("unreadable");
    expect(compareSender(protectedHeaders(read("", ""), true), OUTER).verdict).toBe("same");
  });

  it.each(["[...]", " ... ", "Encrypted Message", "[…]"])("%j stands for a sealed subject", (subject) => {
    expect(isObscuredSubject(subject)).toBe(true);
    expect(isObscuredSubject(`Re: ${subject}x`)).toBe(false);
  });
});

describe("copies of sealed fields in the text", () => {
  const shown = (payload: Part, encrypted = true) =>
    plainTextOf(bodyOf(payload, { mode: protectedHeaders(payload, encrypted).mode }));

  it("are left out of a payload that was sealed", () => {
    expect(shown(CIPHER)).toBe("See you.");
    expect(shown(LEGACY)).toBe("See you.");
  });

  it("stay where nothing was sealed, since then they could hide words from some readers", () => {
    expect(shown(CIPHER, false)).toBe("Subject: Café at nine\n\nSee you.");
  });

  it("stay where they are no header fields, or where the text part is no copy", () => {
    expect(withoutLegacyDisplay("Hello\n\nBob")).toBe("Hello\n\nBob");
    expect(withoutLegacyDisplay("Subject: a\n b\nTo: c\n\nBob")).toBe("Bob");
    expect(withoutLegacyDisplay("Subject: a\nHello\n\nBob")).toBe("Subject: a\nHello\n\nBob");
  });

  it.each([
    ['<html><body><div class="header-protection-legacy-display"><pre>Subject: x</pre></div><p>y', "<html><body><p>y"],
    ["<BODY>\n<div class=header-protection-legacy-display><div>x</div></div>y", "<BODY>\ny"],
    ['<body><p>z</p><div class="header-protection-legacy-display">x</div>', null],
    ['<div class="header-protection-legacy-display">x</div>', null],
    ['<body><div class="header-protection-legacy-display">x', null],
    ['<body><div class="header-protection-legacy-display other">x</div>', null],
  ])("in HTML are the first element of the body: %s", (html, rest) => {
    expect(withoutLegacyDisplayHtml(html)).toBe(rest ?? html);
  });

  it("are looked for in bounded time", () => {
    const start = processorTime();
    for (const piece of ["<div ", "<body ", "</div", "<div>", " "]) {
      const html = `<body><div class="header-protection-legacy-display">${piece.repeat(400_000)}`;
      expect(withoutLegacyDisplayHtml(html)).toBe(html);
      withoutLegacyDisplay(`Subject: a\n${piece.repeat(100_000)}`);
      withoutLegacyDisplayHtml(piece.repeat(400_000));
    }
    expect(processorTime() - start).toBeLessThan(2000);
  });
});
