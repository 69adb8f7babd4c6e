// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../../platform/testing/fake-browser";

vi.mock("../../../platform/browser");
const { runtime } = fakeBrowser({
  runtime: {
    id: "cachet" as string | undefined,
    getURL: (path: string) => path,
    sendMessage: vi.fn<(message: unknown) => Promise<unknown>>(),
    connect: vi.fn<() => unknown>(),
  },
  i18n: { getUILanguage: () => "fr-CH" },
});
vi.mock("../../../platform/build", () => ({ BUILD: "33334444" }));

type Words = Record<string, { message: string }>;
const wordsOf = (language: string): Words =>
  JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as Words;
vi.stubGlobal("fetch", async (path: string) => ({ json: async () => wordsOf(path.split("/")[1]!) }));

const OTHER = { ok: false, code: "other-build" };
/** How a background from before the marks answers a call it does not know. */
const BEFORE_MARKS = { ok: false, code: "malformed" };
const OWN = { ok: false, code: "malformed", mark: "33334444/" };

beforeEach(() => {
  vi.resetModules();
  runtime.id = "cachet";
  document.body.replaceChildren();
  document.documentElement.lang = "en";
});
const bars = () => [...document.querySelectorAll("[role=alert]")].map((bar) => bar.textContent);
const turns = () => new Promise((later) => setTimeout(later, 20));
const unanswered = Symbol("unanswered");
/** Asks in a frame just loaded, or in one that already shows `standing`. */
async function asking(answer: unknown, { standing = "" } = {}) {
  runtime.sendMessage.mockReset().mockResolvedValue(answer);
  const { useLanguage } = await import("../../i18n");
  if (standing) await useLanguage("en");
  document.body.innerHTML = standing;
  const { ask } = await import("./ask");
  const once = () => Promise.race([ask("draft.list", {}), turns().then(() => unanswered)]);
  return { once, given: await once() };
}

it.each([
  ["of another build", OTHER],
  ["from before builds were marked", BEFORE_MARKS],
])("says over a draft that is being written, once, that a background %s saves nothing of it", async (_, answer) => {
  const editor = "<textarea data-editor>Dear Bob</textarea>";
  const { once, given } = await asking(answer, { standing: editor });
  expect(given).toBe(unanswered);
  await Promise.all([once(), once()]);
  expect(bars()).toEqual([wordsOf("en").overlay_updated!.message]);
  // The words are there to be copied.
  expect(document.querySelector("textarea")!.value).toBe("Dear Bob");
  expect(document.body.firstElementChild!.getAttribute("role")).toBe("alert");
});

it("says so where a message is read, in words that speak of no draft", async () => {
  await asking(OTHER, { standing: "<p>Dear Alice</p>" });
  expect(bars()).toEqual([wordsOf("en").error_gone!.message]);
});

it("has its words with it where it is refused before anything is drawn", async () => {
  await asking(OTHER);
  expect(bars()).toEqual([wordsOf("fr").error_gone!.message]);
});

it.each([OWN, { ok: false, code: "refused" }, { ok: true, value: [] }])(
  "passes on what the background of its own build says: %j",
  async (answer) => {
    expect((await asking(answer, { standing: "<p></p>" })).given).toEqual(answer);
    expect(bars()).toEqual([]);
  },
);

it("goes blank, and says nothing, where the extension is gone", async () => {
  runtime.sendMessage.mockReset();
  document.body.innerHTML = "<textarea data-editor>Dear Bob</textarea>";
  runtime.id = undefined;
  runtime.sendMessage.mockRejectedValue(new Error("Extension context invalidated."));
  const { ask } = await import("./ask");
  expect(await Promise.race([ask("draft.list", {}), turns().then(() => unanswered)])).toBe(unanswered);
  expect(document.body.innerHTML).toBe("");
});

it("a part that the package no longer has is said to be of another build, not left out in silence", async () => {
  const { h, render } = await import("preact");
  const { useLanguage } = await import("../../i18n");
  await useLanguage("en");
  const { lazily } = await import("./lazily");
  const Part = lazily(() => Promise.reject(new TypeError("Failed to fetch dynamically imported module")));
  document.body.append(document.createElement("main"));
  render(h(Part, {}), document.querySelector("main")!);
  await vi.waitFor(() => expect(bars()).toEqual([wordsOf("en").error_gone!.message]));
});

it.each(["draft.load", "consent.take", "consent.answer"] as const)(
  "what %s says is gone is an answer like any other: the frame keeps its words",
  async (name) => {
    const { once } = await asking({ ok: true, value: [] }, { standing: "<p>Dear Bob</p>" });
    await once();
    runtime.sendMessage.mockResolvedValue({ ok: false, code: "gone" });
    const { ask } = await import("./ask");
    expect(await ask(name, {} as never)).toEqual({ ok: false, code: "gone" });
    expect(document.body.textContent).toBe("Dear Bob");
  },
);

describe("a request", () => {
  const claims = { from: null, to: [], date: null, account: null };
  const more = 512 * 1024 + 1;

  it.each([
    ["a source", { source: new Uint8Array(more) }, true],
    ["a sealed file", { file: new Uint8Array(more), name: null }, true],
    ["armor", { armored: "a".repeat(more) }, true],
    ["a signature beside it", { signed: new Uint8Array(1), signature: new Uint8Array(more) }, true],
    ["no more than a piece", { source: new Uint8Array(more - 1) }, false],
  ])("with %s has a line of its own where that takes more than one piece", async (_, given, line) => {
    runtime.sendMessage.mockReset().mockResolvedValue({ ok: false, code: "not-a-message" });
    runtime.connect.mockReset().mockImplementation(() => {
      throw new Error("no line");
    });
    const { ask } = await import("./ask");
    await ask("mail.read", { given, claims });
    expect([runtime.connect.mock.calls.length > 0, runtime.sendMessage.mock.calls.length > 0]).toEqual([line, !line]);
  });
});
