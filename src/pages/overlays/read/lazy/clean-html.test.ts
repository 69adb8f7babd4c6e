// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { HOSTILE } from "../../../../../e2e/security/mail-html/hostile-html";
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from "../../../../domain/html/allowed";
import { cleanHtml } from "./clean-html";

// jsdom cannot construct style sheets: those are tested in the browser (e2e/security/mail-html.spec.ts).
vi.stubGlobal(
  "CSSStyleSheet",
  class {
    cssRules = [];
    replaceSync(): void {}
  },
);

const OWN = ["target", "rel", "referrerpolicy"];

function faults(html: string): string[] {
  const mail = cleanHtml(html)!;
  const found: string[] = [];
  for (const element of [mail.body, ...mail.body.querySelectorAll("*")]) {
    if (!ALLOWED_TAGS.includes(element.localName)) found.push(`<${element.localName}>`);
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") found.push(`${element.namespaceURI}`);
    for (const { name, value } of element.attributes) {
      if (![...ALLOWED_ATTRIBUTES, ...OWN].includes(name)) found.push(`${element.localName} ${name}`);
      if (name === "href" && !/^(?:https?:\/\/|mailto:|#mail-)/.test(value)) found.push(`href ${value}`);
      if (name === "src") found.push(`src ${value}`);
      if (name === "id" && !value.startsWith("mail-")) found.push(`id ${value}`);
    }
  }
  for (const { css } of mail.styles) if (/url|image-set|expression|position:|canary|var\(/i.test(css)) found.push(css);
  return found;
}

describe("hostile HTML leaves nothing that is not on the lists", () => {
  it.each(HOSTILE)("%s", (_, html) => {
    expect(faults(html)).toEqual([]);
  });

  it("has many to try", () => {
    expect(HOSTILE.length).toBeGreaterThan(60);
    expect(new Set(HOSTILE.map(([name]) => name)).size).toBe(HOSTILE.length);
  });
});

const body = (html: string): string => cleanHtml(html)!.body.innerHTML;

describe("cleaned HTML", () => {
  it("keeps what mail is made of", () => {
    const html =
      '<h1>News</h1><table bgcolor="#eeeeee" width="600"><tbody><tr><td colspan="2" align="center"><b>a</b></td></tr></tbody></table><ul><li>x</li></ul>';
    expect(body(html)).toBe(html);
  });

  it("keeps the words of what it takes away, but not those nobody is meant to read", () => {
    expect(body("<form><label>Name</label></form><title>t</title><script>s</script><custom-x>c</custom-x>")).toBe(
      "Namec",
    );
  });

  it("leads links outside, without telling where they were pressed", () => {
    const link = cleanHtml('<a href="https://shop.example/x?y=1" title="bank.example">Buy</a>')!.body.querySelector(
      "a",
    )!;
    expect(link.outerHTML).toBe(
      '<a href="https://shop.example/x?y=1" title="https://shop.example/x?y=1" target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">Buy</a>',
    );
  });

  it("says where a link leads when its words name another place", () => {
    expect(cleanHtml('<a href="https://evil.example/">https://bank.example/</a>')!.body.textContent).toBe(
      "https://bank.example/ (evil.example)",
    );
    expect(cleanHtml('<a href="https://bank.example/in">www.bank.example</a>')!.body.textContent).toBe(
      "www.bank.example",
    );
  });

  it("keeps links within the message within the message", () => {
    const mail = cleanHtml('<a href="#top">up</a><p id="top">x</p>')!;
    expect(mail.body.querySelector("a")!.getAttribute("href")).toBe("#mail-top");
    expect(mail.body.querySelector("p")!.id).toBe("mail-top");
  });

  it("sorts pictures by where they are, and names every server once", () => {
    const { pictures, hosts } = cleanHtml(
      '<img src="cid:a%40b"><img src="https://a.example/1"><img src="http://a.example/2" width=1><img src="//b.example/3"><img src="data:image/png;base64,AAAA"><img src="data:image/svg+xml,x" alt="words">',
    )!;
    expect(pictures.map(({ source, beacon }) => [source.kind, beacon])).toEqual([
      ["part", false],
      ["remote", false],
      ["remote", true],
      ["remote", false],
      ["data", false],
    ]);
    expect(hosts).toEqual(["a.example", "b.example"]);
    expect(pictures.every(({ element }) => !element.hasAttribute("src"))).toBe(true);
  });

  it("knows mail that chose colours from mail that takes the reader's", () => {
    expect(cleanHtml("<p>Hello <b>you</b></p>")!.coloured).toBe(false);
    expect(cleanHtml('<p style="margin:0">Hello</p>')!.coloured).toBe(false);
    expect(cleanHtml('<p style="color:#333333">Hello</p>')!.coloured).toBe(true);
    expect(cleanHtml('<table bgcolor="#ffffff"><tr><td>x</table>')!.coloured).toBe(true);
    expect(cleanHtml('<body bgcolor="black">x')!.coloured).toBe(true);
  });

  it("reads no more than a reader could", () => {
    expect(cleanHtml("x".repeat(2_000_001))).toBeNull();
  });
});

describe("a link whose words hide a part of themselves", () => {
  it.each([
    ["before the host", '<span style="display:none">x</span>bank.example'],
    ["within the host", 'bank.<span style="font-size:0">evil.</span>example'],
    ["within it, all of it in pieces", "<b>bank.</b><i class=h>zz.</i><b>example</b>"],
  ])("%s says where it leads", (_, words) => {
    const mail = cleanHtml(`<a href="https://evil.example/">${words}</a>`)!;
    expect(mail.body.querySelector(".cachet-host")?.textContent).toBe(" (evil.example)");
  });

  it("and one that hides nothing stays as it is", () => {
    const mail = cleanHtml(
      '<a href="https://bank.example/"><b>bank</b>.example</a> <a href="https://a.example/"><b>Read</b> on</a>',
    )!;
    expect(mail.body.querySelector(".cachet-host")).toBeNull();
  });
});
