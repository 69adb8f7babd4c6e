// @vitest-environment jsdom
// Letters on a page that nobody knows: what is one, who sent it, and where its source is.
import { afterEach, describe, expect, it, vi } from "vitest";
import { armorBlocks } from "../../dom/armor-text";
import { atOnce } from "../../dom/slices";
import { genericMessages } from "./message";

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const block = (kind: string, end = kind): string => `-----BEGIN PGP ${kind}-----\n\n${DATA}\n-----END PGP ${end}-----`;
const ARMOR = block("MESSAGE");
const SIGNED = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello\n- ${ARMOR.replace(/\n-/, "\n- -")}\nBye\n${block("SIGNATURE")}`;
const lines = (text: string): string => text.replaceAll("\n", "<br>");

afterEach(() => vi.unstubAllGlobals());

const views = (html: string) => {
  document.body.innerHTML = html;
  return genericMessages(document);
};
const opened = (html: string) => views(html).map((view) => atOnce(armorBlocks(view.body)).map(({ kind }) => kind));

describe("a letter", () => {
  it.each<[string, string, string]>([
    ["preformatted", `<pre>${ARMOR}</pre>`, "message"],
    ["with breaks", `<div>${lines(ARMOR)}</div>`, "message"],
    ["indented", `<pre>  ${ARMOR}</pre>`, "message"],
    ["under a greeting", `<pre>Hi!\n\n${ARMOR}</pre>`, "message"],
    [
      "a line an element",
      `<div>${ARMOR.split("\n")
        .map((line) => `<div>${line}</div>`)
        .join("")}</div>`,
      "message",
    ],
    ["signed", `<pre>${SIGNED}</pre>`, "signed"],
    [
      "signed, a line an element",
      `<div>${SIGNED.split("\n")
        .map((line) => `<p>${line || "<br>"}</p>`)
        .join("")}</div>`,
      "signed",
    ],
    [
      "a key",
      `<div>${block("PUBLIC KEY BLOCK")
        .split("\n")
        .map((line) => `<div>${line}</div>`)
        .join("")}</div>`,
      "key",
    ],
  ])("%s is opened whole, and once", (_, html, kind) => expect(opened(html)).toEqual([[kind]]));

  it("that is signed keeps what it quotes", () => {
    const [view] = views(
      `<div>${SIGNED.split("\n")
        .map((line) => `<p>${line || "<br>"}</p>`)
        .join("")}</div>`,
    );
    const [signed] = atOnce(armorBlocks(view!.body));
    expect(signed!.text).toContain("- -----END PGP MESSAGE-----");
    expect(signed!.text).toContain("\nBye\n");
  });

  it.each([
    ["quoted by signs", `<pre>${ARMOR.replace(/^/gm, "> ")}</pre>`],
    ["quoted twice", `<pre>${ARMOR.replace(/^/gm, ">> ")}</pre>`],
    ["quoted by signs without spaces", `<pre>Hello\n${ARMOR.replace(/^/gm, ">")}</pre>`],
    ["quoted by signs and breaks", `<div>${lines(ARMOR.replace(/^/gm, "&gt; "))}</div>`],
    ["a quotation", `<div>Hello<blockquote><pre>${ARMOR}</pre></blockquote></div>`],
    ["a quotation in another", `<blockquote>Hello<blockquote><div>${lines(ARMOR)}</div></blockquote></blockquote>`],
    ["a quotation as Gmail marks it", `<div class="x_gmail_quote"><div>${lines(ARMOR)}</div></div>`],
    ["named in a sentence", "<p>It begins with -----BEGIN PGP MESSAGE----- and so on.</p>"],
    ["a signature alone", `<pre>${block("SIGNATURE")}</pre>`],
    ["being written", `<div contenteditable="true">${lines(ARMOR)}</div>`],
  ])("%s is none", (_, html) => expect(views(html)).toEqual([]));
});

/** A page whose letters have documents of their own, with this beside the frame. */
function framed(beside: string, letter = `<pre>${ARMOR}</pre>`) {
  document.body.innerHTML = `<main><div class="mail">${beside}<div><iframe></iframe></div></div></main>`;
  const inner = document.querySelector("iframe")!.contentDocument!;
  inner.body.innerHTML = letter;
  return genericMessages(inner.body)[0]!;
}

describe("the sender of a letter in a frame", () => {
  it.each([
    ["a link", '<div class="from"><a href="mailto:bob@demo.example">Bob Durand</a></div>'],
    ["a title", '<span id="message-from" title="Bob Durand <bob@demo.example>">Bob Durand</span>'],
    [
      "both",
      '<div class="msgSender"><a href="mailto:bob%40demo.example" title="Bob Durand <bob@demo.example>">Bob Durand</a></div>',
    ],
    [
      "beside a recipient",
      '<p class="from"><a href="mailto:bob@demo.example">Bob Durand</a></p><p class="to"><a href="mailto:alice@demo.example">Alice</a></p>',
    ],
  ])("is read from %s that the page names after senders", (_, html) => {
    expect(framed(html).from()).toEqual({ address: "bob@demo.example", name: "Bob Durand" });
  });

  it.each([
    ["a recipient alone", '<div class="to"><a href="mailto:bob@demo.example">Bob</a></div>'],
    [
      "a link in the subject",
      '<h1><a href="mailto:bob@demo.example">bob@demo.example</a></h1><div class="from">Mallory</div>',
    ],
    [
      "a name that holds an address",
      '<div class="from"><span title="Bob <bob@demo.example>">Bob &lt;bob@demo.example&gt;</span></div>',
    ],
    [
      "two who differ",
      '<div class="from"><a href="mailto:bob@demo.example">B</a><a href="mailto:mallory@evil.example">B</a></div>',
    ],
    ["a list of addresses", '<div class="from"><a href="mailto:bob@demo.example,mallory@evil.example">B</a></div>'],
    ["a stray percent sign", '<div class="from"><a href="mailto:bob%@demo.example">B</a></div>'],
    [
      "a box whose name only looks alike",
      '<div class="transform fromage"><a href="mailto:bob@demo.example">B</a></div>',
    ],
    ["nothing", ""],
  ])("is unknown with %s", (_, html) => expect(framed(html).from()).toBeNull());

  it("is unknown where they stand below it", () => {
    document.body.innerHTML = `<div><iframe></iframe><p class="from"><a href="mailto:bob@demo.example">Bob</a></p></div>`;
    const inner = document.querySelector("iframe")!.contentDocument!;
    inner.body.innerHTML = `<pre>${ARMOR}</pre>`;
    expect(genericMessages(inner.body)[0]!.from()).toBeNull();
  });
});

it.each([
  ["a header above the letter", `<div class="from"><a href="mailto:bob@demo.example">Bob</a></div><pre>${ARMOR}</pre>`],
  ["a link to its source", `<a href="/raw?id=1">View source</a><pre>${ARMOR}</pre>`],
])("in one document with the letter %s may be the letter's own, and nothing is read", (_, html) => {
  const [view] = views(`<div class="mail">${html}</div>`);
  expect([view!.from(), view!.rawSource]).toEqual([null, null]);
});

it.each([
  ["a header", '<div class="from"><a href="mailto:bob@demo.example">Bob</a></div>'],
  ["a link", '<a href="/raw?id=1">View source</a>'],
])("%s within the framed letter is not the page's", (_, html) => {
  const view = framed("", `${html}<pre>${ARMOR}</pre>`);
  expect([view.from(), view.rawSource]).toEqual([null, null]);
});

describe("the source of a letter in a frame", () => {
  const MAIL = `From: bob@demo.example\r\n\r\n${ARMOR}\r\n`;
  const fetched: string[] = [];
  function give(body: string, type = "text/plain"): void {
    fetched.length = 0;
    vi.stubGlobal("fetch", async (url: URL) => {
      fetched.push(url.href);
      return new Response(body, { headers: { "content-type": type } });
    });
  }
  const source = (beside: string) => framed(beside).rawSource?.(new AbortController().signal);

  it.each([
    ['<a href="/mail/raw/7">Show original</a>', "/mail/raw/7"],
    ['<menu><a href="?id=7&amp;x=export" title="Export"></a><a href="/mail/7">Open</a></menu>', "/?id=7&x=export"],
    ['<a href="/m/7.eml"><i></i></a>', "/m/7.eml"],
    ['<a href="/v/7" data-bind="attr: { href: viewRaw() }">Quelltext</a>', "/v/7"],
    ['<a href="/raw/7">Raw</a><a href="/raw/7">Source</a>', "/raw/7"],
  ])("is fetched by %s", async (html, path) => {
    give(MAIL);
    expect(new TextDecoder().decode(await source(html))).toBe(MAIL);
    expect(fetched).toEqual([new URL(path, location.href).href]);
  });

  it.each([
    ["of another origin", '<a href="https://evil.example/raw/7">Raw</a>'],
    ["of another port", '<a href="http://localhost:1/raw/7">Raw</a>'],
    ["of another scheme", '<a href="javascript:raw()">Raw</a>'],
    ["that stays on the page", '<a href="#raw">Raw</a>'],
    ["that is ambiguous", '<a href="/raw/7">Raw</a><a href="/raw/8">Raw</a>'],
    ["that names something else", '<a href="/resources/7">Draw</a>'],
    ["that the page made of a subject", `<a href="${location.origin}/logout?raw">${location.origin}/logout?raw</a>`],
    ["without an address", "<a>Raw</a>"],
  ])("is not sought at a link %s", (_, html) => {
    give(MAIL);
    expect(framed(html).rawSource).toBeNull();
    expect(fetched).toEqual([]);
  });

  it.each([
    ["another letter", MAIL.replace(DATA, DATA.toLowerCase()), "text/plain"],
    ["a page", MAIL, "text/html"],
    ["no mail", `Hello\n${ARMOR}`, "text/plain"],
  ])("is unknown where the link gives %s", async (_, body, type) => {
    give(body, type);
    await expect(source('<a href="/raw/7">Raw</a>')).rejects.toThrow();
  });
});
