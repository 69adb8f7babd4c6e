// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armorIn, signatureOf } from "../../domain/inline-armor";
import { armorBlocks, type ShownArmor, withoutQuotedArmor } from "./armor-text";
import { atOnce } from "./slices";

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const LINES = ["-----BEGIN PGP MESSAGE-----", "", DATA, DATA, "=NL0f", "-----END PGP MESSAGE-----"];
const ARMOR = `${LINES.join("\n")}\n`;
const SIGNATURE = ["-----BEGIN PGP SIGNATURE-----", "", DATA, "=lT/0", "-----END PGP SIGNATURE-----"];
const SIGNED = ["-----BEGIN PGP SIGNED MESSAGE-----", "Hash: SHA256", "", "I agree.", "", "- - dash", ...SIGNATURE];
const br = (lines: readonly string[]): string => lines.join("<br>\n");

function body(html: string): HTMLElement {
  document.body.innerHTML = `<div id="body">${html}</div>`;
  return document.getElementById("body")!;
}
const find = (html: string): ShownArmor[] => atOnce(armorBlocks(body(html)));
const texts = (html: string): string[] => find(html).map((block) => block.text);

describe("armor in a page", () => {
  it.each([
    ["lines ended by <br> and a newline of the source", br(LINES)],
    ["preformatted text in one node", `<pre>${LINES.join("\n")}</pre>`],
    ["one element per line", LINES.map((line) => `<div>${line || "<br>"}</div>`).join("")],
    ["paragraphs, whose gaps are no blank lines of ours", LINES.map((line) => `<p>${line || "<br>"}</p>`).join("\n\n")],
    ["no-break spaces in the markers", br(LINES).replaceAll(" ", "&nbsp;")],
    ["<wbr> inside long lines", br(LINES).replaceAll("MvfD", "Mv<wbr>fD")],
    ["spans inside a line", br(LINES).replaceAll("DTSh", "<span>DT</span><b>Sh</b>")],
    ["zero-width characters", br(LINES).replaceAll("BEGIN", "\u200bBEGIN").replaceAll("zAQM", "zA\u200bQM")],
    ["spaces around and in the lines", LINES.map((line) => ` ${line.replace("Mvf", "M vf")}  <br>`).join("")],
    ["a lost blank line", br(LINES.filter(Boolean))],
    [
      "a doubled blank line and blank lines in the data",
      br([LINES[0]!, "", "", DATA, "", DATA, "=NL0f", LINES.at(-1)!]),
    ],
    ["table cells around it", `<table><tr><td>${br(LINES)}</td></tr></table>`],
    ["soft newlines of the source only", LINES.join("\n").replace("\n\n", "<br><br>")],
    ["a comment and a hidden piece inside", br(LINES).replace("<br>", "<!-- x --><span hidden>zzzz</span><br>")],
    [
      "a link the webmail made of a piece",
      br(LINES).replaceAll("ITNE", "ITNE").replace("/yOI", '<a href="#">/yOI</a>'),
    ],
    ["CRLF in preformatted text", `<pre>${LINES.join("\r\n")}</pre>`],
  ])("is found in %s", (_, html) => {
    expect(texts(html)).toEqual([ARMOR]);
  });

  it("keeps armor headers, then exactly one blank line", () => {
    expect(texts(br([LINES[0]!, "Version: X 1", "Comment: y", "", DATA, LINES.at(-1)!]))).toEqual([
      `${[LINES[0], "Version: X 1", "Comment: y", "", DATA, LINES.at(-1)].join("\n")}\n`,
    ]);
  });

  it.each([
    [
      "prose that mentions a marker",
      "<p>It begins with -----BEGIN PGP MESSAGE----- and ends.</p><p>-----END PGP MESSAGE-----</p>",
    ],
    ["a marker with words after it on the line", br(["-----BEGIN PGP MESSAGE----- is how", "", DATA, LINES.at(-1)!])],
    ["a quote by characters", br(LINES.map((line) => `&gt; ${line}`))],
    ["a nested quote by characters", br(LINES.map((line) => `&gt;&gt; ${line}`))],
    ["a quote of Gmail", `<div class="gmail_quote">${br(LINES)}</div>`],
    ["a quote of Gmail with a webmail's prefix", `<div class="x_gmail_quote_container">${br(LINES)}</div>`],
    ["a cited quote", `<blockquote type="cite">${br(LINES)}</blockquote>`],
    ["an editor", `<div contenteditable="true">${br(LINES)}</div>`],
    ["a text area", `<textarea>${ARMOR}</textarea>`],
    ["a hidden element", `<div hidden>${br(LINES)}</div>`],
    ["an element not displayed", `<div style="display:none">${br(LINES)}</div>`],
    ["an invisible element", `<div style="visibility:hidden">${br(LINES)}</div>`],
    ["a script", `<script type="text/plain">${ARMOR}</script>`],
    ["a style sheet", `<style>${ARMOR}</style>`],
    ["a template", `<template>${br(LINES)}</template>`],
    ["an attribute", `<span title="${ARMOR}">x</span>`],
    ["markers with nothing but dots between", br([LINES[0]!, "...", LINES.at(-1)!])],
    ["a lone BEGIN in a tutorial", br([LINES[0]!, "then comes the text", "and so on"])],
    ["a lone END", br(["text", LINES.at(-1)!])],
    ["END before BEGIN", br([LINES.at(-1)!, "text", LINES[0]!])],
    ["a public key without its end", br(LINES.slice(0, -1)).replaceAll("PGP MESSAGE", "PGP PUBLIC KEY BLOCK")],
    ["a secret key", br(LINES).replaceAll("PGP MESSAGE", "PGP PRIVATE KEY BLOCK")],
    ["an END inside a quote", `${br(LINES.slice(0, 2))}<br>too short<blockquote>${LINES.at(-1)}</blockquote>`],
    ["four dashes", br(LINES).replaceAll("-----", "----")],
  ])("is not found in %s", (_, html) => {
    expect(find(html)).toEqual([]);
  });

  it("finds several blocks, and says that they are not alone", () => {
    const blocks = find(`Hello<br>${br(LINES)}<br>and<br>${br(LINES)}<br>-- <br>Bob`);
    expect(blocks.map((block) => [block.text, block.alone])).toEqual([
      [ARMOR, false],
      [ARMOR, false],
    ]);
  });

  it("says that a block is alone when only space surrounds it, and not when a quote follows", () => {
    expect(find(`\n <br>${br(LINES)}<div>&nbsp;</div>`)[0]?.alone).toBe(true);
    expect(find(`${br(LINES)}<blockquote>earlier</blockquote>`)[0]?.alone).toBe(false);
  });

  it("takes the inner of two BEGINs, so that a planted first marker cannot swallow text", () => {
    expect(texts(br([LINES[0]!, "", "planted words", ...LINES]))).toEqual([ARMOR]);
  });

  it("points at the first and last character of the block", () => {
    const [block] = find(`<p>before</p><div>${br(LINES)}</div>`);
    expect(block?.start.node.data.slice(block.start.offset)).toMatch(/^-----BEGIN/);
    expect(block?.end.node.data.slice(0, block.end.offset)).toMatch(/END PGP MESSAGE-----$/);
  });

  it("calls a message without its end clipped, when what follows is data", () => {
    expect(find(br(LINES.slice(0, 4)))[0]?.kind).toBe("clipped");
    expect(find(br(SIGNED.slice(0, 5)))[0]?.kind).toBe("clipped");
  });

  it("keeps signed text to the letter: blank lines, dashes, inner and leading spaces", () => {
    const text = ["  two  spaces", "", "- -----BEGIN PGP MESSAGE-----", "- - dash"];
    const block = ["-----BEGIN PGP SIGNED MESSAGE-----", "Hash: SHA256", "", ...text, ...SIGNATURE];
    expect(texts(`<pre>${block.join("\n")}</pre>`)).toEqual([`${block.join("\n")}\n`]);
  });

  it("reads clearsigned text drawn with <br>", () => {
    expect(find(br(SIGNED)).map((block) => [block.kind, block.text])).toEqual([["signed", `${SIGNED.join("\n")}\n`]]);
  });

  it("knows a signed text again by its signature whatever happened to the text", () => {
    const [a] = armorIn(SIGNED.map((text) => ({ text, wall: false })));
    const [b] = armorIn(SIGNED.map((text) => ({ text: text.replace("agree", "AGREE"), wall: false })));
    expect(signatureOf(a!.text)).toBe(signatureOf(b!.text));
    expect(signatureOf(a!.text)).toContain(DATA);
  });

  it("does not depend on how the text is split over nodes", () => {
    const whole = [`Hello`, "", ...LINES, "", "Bye", ...SIGNED].join("\n");
    const expected = texts(`<pre>${whole}</pre>`);
    expect(expected).toHaveLength(2);
    fc.assert(
      fc.property(
        fc.array(fc.nat(whole.length), { maxLength: 40 }),
        fc.array(fc.nat(3), { minLength: 41, maxLength: 41 }),
        (cuts, wraps) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
          const root = body("");
          const pre = document.createElement("pre");
          for (let i = 1; i < at.length; i += 1) {
            const text = document.createTextNode(whole.slice(at[i - 1], at[i]));
            const kind = wraps[i - 1];
            if (kind === 0) pre.append(text);
            else if (kind === 1) pre.append(text, document.createElement("wbr"));
            else {
              const span = document.createElement(kind === 2 ? "span" : "b");
              span.append(text);
              pre.append(span);
            }
          }
          root.append(pre);
          expect(atOnce(armorBlocks(root)).map((block) => block.text)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("reads in steps, so that a message of thousands of text nodes is never one piece of work", () => {
    const root = body("");
    const pre = document.createElement("pre");
    pre.append(...Array.from({ length: 6000 }, (_, i) => document.createTextNode(`word ${i}\n`)), `${ARMOR}`);
    root.append(pre);
    const work = armorBlocks(root);
    let steps = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) steps += 1;
    expect(steps).toBeGreaterThan(40);
    expect(step.value.map((block) => block.text)).toEqual([ARMOR]);
  });
});

describe("a reply's text", () => {
  it("loses quoted armor and keeps the rest, so that ciphertext never nests", () => {
    const text = [
      "My answer",
      "On Monday Bob wrote:",
      "> Hello",
      ...LINES.map((line) => `> ${line}`),
      "> Bye",
      "",
      "Alice",
    ].join("\n");
    expect(withoutQuotedArmor(text)).toBe("My answer\nOn Monday Bob wrote:\n> Hello\n> Bye\n\nAlice");
  });

  it("keeps armor that is not quoted: it is a message sealed before", () => {
    expect(withoutQuotedArmor(ARMOR)).toBe(ARMOR);
  });
});
