// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from "vitest";
import { concealElement } from "./conceal";
import { byUs, watchOwn } from "./own-content";
import { ownHost } from "./own-host";

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----";
let ended: number;
let live: AbortController;
let body: HTMLElement;
let host: HTMLElement;

/** Like an open message: its body is concealed, and our host follows it. */
beforeEach(() => {
  document.head.innerHTML = "<style>.gone { display: none } .second > :first-child { display: none }</style>";
  document.body.innerHTML = `<main><section><h2>Bob</h2><pre>${ARMOR}</pre><p>below</p></section></main>`;
  body = document.querySelector("pre")!;
  host = ownHost(document.createElement("div"));
  ended = 0;
  live = new AbortController();
  byUs(() => {
    body.after(host);
    concealElement(body);
  });
  watchOwn(
    body,
    host,
    () => {
      ended += 1;
      live.abort();
    },
    live.signal,
  );
});
afterEach(() => live.abort());

/** Lets everything run that is due before the next frame is painted. */
const soon = () => Promise.resolve();

const BY_THE_PAGE: [string, () => unknown][] = [
  ["writes other text", () => Object.assign(body, { textContent: "Hello from Carol" })],
  ["writes into the text node", () => Object.assign(body.firstChild as Text, { data: "Hello" })],
  ["appends to it", () => body.append("and more")],
  ["draws it anew with the same words", () => Object.assign(body, { innerHTML: ARMOR })],
  ["hides it by attribute", () => Object.assign(body, { hidden: true })],
  ["hides it by class", () => body.classList.add("gone")],
  ["changes its style", () => Object.assign(body.style, { opacity: "0" })],
  ["takes our style away", () => body.style.removeProperty("display")],
  ["takes it away", () => body.remove()],
  ["puts another in its place", () => body.replaceWith(document.createElement("pre"))],
  ["puts a sibling between it and us", () => body.after(document.createElement("pre"))],
  ["puts it at the end", () => body.parentElement!.append(body)],
  ["moves us", () => document.querySelector("main")!.append(host)],
  ["takes us away", () => host.remove()],
  ["empties what is around it", () => Object.assign(document.querySelector("main")!, { textContent: "" })],
  [
    "hides the first by a rule, after the heading went",
    () => {
      document.querySelector("h2")!.remove();
      document.querySelector("section")!.className = "second";
    },
  ],
  ["hides all", () => Object.assign(document.querySelector("main")!, { hidden: true })],
  [
    "gives it an element and hides it in there",
    () => {
      const inner = document.createElement("span");
      body.append(inner);
      inner.hidden = true;
    },
  ],
];

it.each(BY_THE_PAGE)("ends before the next frame when the page %s", async (_, change) => {
  change();
  await soon();
  expect(ended).toBe(1);
});

const HARMLESS: [string, () => unknown][] = [
  ["our own changes", () => byUs(() => body.append("ours"))],
  ["something of ours in the body", () => body.append(ownHost(document.createElement("span")))],
  ["the host's size", () => Object.assign(host.style, { height: "400px" })],
  [
    "a class of the page that hides nothing",
    () => Object.assign(document.querySelector("main")!, { className: "dark" }),
  ],
  ["a toolbar far away", () => document.body.append(document.createElement("nav"))],
  ["words under the letter", () => document.querySelector("section")!.append("Reply")],
  ["the heading", () => document.querySelector("h2")!.append(" (2)")],
];

it.each(HARMLESS)("stays for %s", async (_, change) => {
  change();
  await soon();
  expect(ended).toBe(0);
});

it("sees what the page did before a change of ours, and tells nothing after its end", async () => {
  body.textContent = "Carol";
  byUs(() => body.append("ours"));
  expect(ended).toBe(1);
  body.textContent = "again";
  await soon();
  expect(ended).toBe(1);
});
