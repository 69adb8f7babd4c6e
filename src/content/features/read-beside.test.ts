// @vitest-environment jsdom
// A page may rewrite its content in any way and at any time: decrypted text must never appear beside any content but its own.
import { expect, it, vi } from "vitest";

vi.mock("../../platform/browser");

import { byUs } from "../dom/own-content";
import { ownHost } from "../dom/own-host";
import type { MessageView, Site } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import { readSealed } from "./read-sealed";
import { sealedFinder } from "./sealed-parts";

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const ARMOR = `-----BEGIN PGP MESSAGE-----\n\n${DATA}\n-----END PGP MESSAGE-----`;
const LINES = ARMOR.replaceAll("\n", "<br>");
const SHAPES = [
  `<pre class="body">${ARMOR}</pre>`,
  `<div class="body">${LINES}</div>`,
  `<div class="body">Hello,<br>${LINES}<br>Bob</div>`,
  `<div class="body"><p>Hello</p><div>${LINES}</div><p>${LINES}</p></div>`,
  `<div class="body"><span>${ARMOR.replaceAll("\n", "</span><br><span>")}</span></div>`,
];

function dice(seed: number): (below: number) => number {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A timer would sleep thousands of times, and on a busy machine wake late each time. */
const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

type Roll = ReturnType<typeof dice>;
const anyOf = <T>(roll: Roll, list: ArrayLike<T>): T => list[roll(list.length)]!;
const made = (tag: string, text: string): HTMLElement =>
  Object.assign(document.createElement(tag), { textContent: text });

/** One thing a page may do to the element in which it shows messages. */
function rewrite(roll: Roll): string {
  const frame = document.querySelector("section")!;
  const elements = [frame, ...frame.querySelectorAll<HTMLElement>("*")];
  const target = anyOf(roll, elements);
  const texts: Text[] = [];
  const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const acts: [string, () => unknown][] = [
    ["words", () => Object.assign(target, { textContent: "Hello from Carol" })],
    ["markup", () => Object.assign(target, { innerHTML: "<b>Carol</b> writes" })],
    ["data", () => texts.length > 0 && Object.assign(anyOf(roll, texts), { data: "Carol" })],
    ["text goes", () => texts.length > 0 && anyOf(roll, texts).remove()],
    ["split", () => texts.length > 0 && void anyOf(roll, texts).splitText(0)],
    ["hidden", () => Object.assign(target, { hidden: !target.hidden })],
    ["rule", () => void frame.classList.toggle("second")],
    ["class", () => void target.classList.toggle("gone")],
    ["style", () => target.style.setProperty("visibility", "hidden")],
    ["no style", () => target.removeAttribute("style")],
    ["before", () => target.before(made("div", "Carol's letter"))],
    ["after", () => target.after(made("div", "Carol's letter"))],
    ["inside", () => target.append(made("div", "Carol's letter"))],
    ["another", () => target !== frame && target.replaceWith(made("pre", "Carol's letter"))],
    ["moved", () => target !== frame && frame.append(target)],
    ["gone", () => target !== frame && target.remove()],
    ["anew", () => Object.assign(frame, { innerHTML: anyOf(roll, SHAPES) })],
    ["normalised", () => target.normalize()],
  ];
  const [name, act] = anyOf(roll, acts);
  act();
  return name;
}

/** What the page hides: by class, by attribute, or by a rule that needs neither. */
const HIDDEN = ".gone, [hidden], .second > .body";

/** The computed style on this page. jsdom's own goes through all its sheets for each element. */
function styleOf(element: Element): CSSStyleDeclaration {
  const { style } = element as HTMLElement;
  const display = style.display || (element.matches(HIDDEN) ? "none" : "block");
  const whiteSpace = element.closest("pre") ? "pre" : "normal";
  return { display, visibility: style.visibility || "visible", whiteSpace } as CSSStyleDeclaration;
}

/** What the page itself shows in the element, without our hosts. */
function shown(body: HTMLElement, hosts: ReadonlySet<Element>): string {
  const parts = (node: Node): string =>
    hosts.has(node as Element)
      ? ""
      : node instanceof Element
        ? `<${node.tagName} ${node.getAttribute("class") ?? ""} ${node.hasAttribute("hidden")} ${node.getAttribute("style") ?? ""}>${[...node.childNodes].map(parts).join("")}</>`
        : `"${node.nodeValue}"`;
  return parts(body);
}

it("in 3,000 rewritings at random of 600 pages no overlay stands beside other content than its own", async () => {
  vi.spyOn(window, "getComputedStyle").mockImplementation(styleOf);
  let met = 0;
  let ended = 0;
  for (let seed = 1; seed <= 600; seed += 1) {
    const roll = dice(seed);
    document.body.innerHTML = `<main><section>${anyOf(roll, SHAPES)}</section></main>`;
    const controller = new AbortController();
    const hosts = new Set<Element>();
    const live: { host: HTMLElement; body: HTMLElement; was: () => string }[] = [];
    const body = document.querySelector<HTMLElement>(".body")!;
    const context = {
      document,
      site: { id: "generic", account: () => null, dark: () => false } as unknown as Site,
      signal: controller.signal,
      word: (name: string) => name,
      notice: () => {},
      whenInView: (_: Element, then: () => void) => then(),
      mount({ place }: { place(host: HTMLElement): void }) {
        const host = ownHost(document.createElement("div"));
        hosts.add(host);
        place(host);
        let first: string | null = null;
        // Read once all blocks of the message are concealed.
        live.push({ host, body, was: () => (first ??= shown(body, hosts)) });
        return { host, post() {}, resize() {}, remove: () => host.remove() };
      },
    } as unknown as FeatureContext;
    const read = readSealed(context, sealedFinder(controller.signal), () => "begun");
    const view = {
      root: body,
      body,
      attachments: () => [],
      id: () => null,
      from: () => null,
    } as unknown as MessageView;
    read.message(view);
    await turn();
    for (const one of live) one.was();
    const done: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      // An overlay opened in between is compared with the page's content from the next step on.
      const before = new Set(live.filter(({ host }) => host.isConnected));
      done.push(rewrite(roll));
      // Something else of ours draws at that moment.
      if (roll(4) === 0) byUs(() => {});
      await Promise.resolve();
      await Promise.resolve();
      for (const one of live) {
        const { host, was } = one;
        if (!host.isConnected) ended += 1;
        if (!host.isConnected || !before.has(one)) continue;
        met += 1;
        const beside = body.contains(host) || hosts.has(body.nextElementSibling!);
        const seen = !body.closest(HIDDEN);
        if (body.isConnected && beside && seen && shown(body, hosts) === was()) continue;
        expect.fail(`seed ${seed}: ${done.join(", ")}: ${document.body.innerHTML}`);
      }
      await turn();
      for (const one of live) if (one.host.isConnected) one.was();
    }
    controller.abort();
  }
  // The property must not hold merely because every overlay is always ended.
  expect(met).toBeGreaterThan(300);
  expect(ended).toBeGreaterThan(3000);
}, 120_000);
