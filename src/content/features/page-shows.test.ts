// @vitest-environment jsdom
// On a page that shows letters by the client API, no letter ever has two overlays, whichever comes first.
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.mock("../../platform/browser");

import { notePageShown } from "../client-api/page-shows";
import type { MessageView, Site } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import { readSealed } from "./read-sealed";
import { sealedFinder } from "./sealed-parts";

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4DIT3Jk/yOI4oSAQdAjlgyMvfD\n-----END PGP MESSAGE-----";
const OTHER = ARMOR.replace("hF4D", "wF4D");

let controller: AbortController;
let hosts: HTMLElement[];
let read: ReturnType<typeof readSealed>;

beforeEach(() => {
  controller = new AbortController();
  hosts = [];
  document.body.innerHTML = `<article><h1>News</h1><pre>${ARMOR}</pre><div id="inside"></div></article><div id="beside"></div>`;
  const context = {
    document,
    site: { id: "generic", account: () => null, dark: () => false } as unknown as Site,
    signal: controller.signal,
    word: (name: string) => name,
    notice: () => {},
    whenInView: (_: Element, then: () => void) => then(),
    mount({ place }: { place(host: HTMLElement): void }) {
      const host = document.createElement("div");
      hosts.push(host);
      place(host);
      return { host, post() {}, resize() {}, remove: () => host.remove() };
    },
  } as unknown as FeatureContext;
  read = readSealed(context, sealedFinder(controller.signal), () => "begun");
});
afterEach(() => controller.abort());

const view = (): MessageView =>
  ({
    root: document.querySelector("article"),
    body: document.querySelector("pre"),
    attachments: () => [],
    id: () => null,
    from: () => null,
  }) as unknown as MessageView;
const at = (id: string): HTMLElement => document.getElementById(id)!;
const settled = (): Promise<void> => new Promise((next) => setTimeout(next));
const live = (): number => hosts.filter((host) => host.isConnected).length;

it("opens a letter by itself where the page shows none, or another one elsewhere", async () => {
  notePageShown(at("beside"), OTHER, controller.signal);
  read.message(view());
  await settled();
  expect(live()).toBe(1);
});

it.each([
  ["the same armor elsewhere on the page, with other line ends", "beside", ARMOR.replaceAll("\n", "\r\n\r\n")],
  ["something within the letter's element", "inside", OTHER],
])("ends what it opened when the page shows %s, and does not open it again", async (_, id, armored) => {
  read.message(view());
  await settled();
  expect(live()).toBe(1);
  notePageShown(at(id), armored, controller.signal);
  expect(live()).toBe(0);
  expect(document.querySelector("pre")!.textContent).toBe(ARMOR);
  read.message(view());
  await settled();
  expect(live()).toBe(0);
});

it("opens nothing where the page was first", async () => {
  notePageShown(document.body, OTHER, controller.signal);
  read.message(view());
  await settled();
  expect(hosts).toEqual([]);
});

it("may open letters again once the page's own is gone", async () => {
  const shown = new AbortController();
  notePageShown(at("inside"), OTHER, shown.signal);
  shown.abort();
  read.message(view());
  await settled();
  expect(live()).toBe(1);
});
