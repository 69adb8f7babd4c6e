// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Trouble } from "../../../messages/ticket";
import { fakeBrowser } from "../../../platform/testing/fake-browser";

const fake = vi.hoisted(() => ({ answers: [] as unknown[], asked: [] as unknown[], posted: [] as unknown[] }));
// Missing in Node 20; browsers have it.
Promise.withResolvers ??= (<T,>() => {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve, reject: () => {} };
}) as typeof Promise.withResolvers;
const port = vi.hoisted(() => ({ hear: (_: unknown) => {} }));
vi.mock("../../own-file", () => ({
  ownFile: async (path: string) => ({
    json: async () => JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../../public", path), "utf8")),
  }),
}));
vi.mock("./click-guard", () => ({ guardClicks: () => {} }));
vi.mock("./own-window", () => ({ inOwnWindow: () => false, closeOwnWindow: async () => {} }));
vi.mock("../../../platform/browser");
fakeBrowser({
  i18n: { getUILanguage: () => "en" },
  tabs: {
    connect: () => ({
      postMessage: (message: unknown) => fake.posted.push(message),
      onMessage: { addListener: (listener: (message: unknown) => void) => (port.hear = listener) },
      onDisconnect: { addListener: () => {} },
    }),
  },
  runtime: {
    id: "own",
    sendMessage: async (message: unknown) => {
      fake.asked.push(message);
      return fake.answers.shift();
    },
  },
});

const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../../public/_locales/en/messages.json"), "utf8"),
);
const KNOWN = { settings: { language: "auto" }, identities: [{ fingerprint: "f" }] };
const claimed = (kind: string, what: object) => ({ ok: true, value: { tabId: 1, frameId: 0, kind, known: what } });
const job = (kind: string) => ({
  kind,
  place: "x",
  account: null,
  dark: true,
  from: null,
  to: [],
  height: 300,
  room: 0,
});
const text = () => document.body.textContent ?? "";
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((each) => each.textContent?.trim() === name) ?? null;
const press = (name: string) => button(name)!.click();

/** Loads an overlay and connects it. */
async function overlay(kind: "read" | "compose" | "badge", ...answers: unknown[]) {
  vi.resetModules();
  fake.answers = answers;
  location.hash = "#ticket";
  const { connect } = await import("./connect");
  const early = vi.fn();
  const session = connect(kind, early);
  await eventually(() => expect(fake.asked).toHaveLength(1));
  await eventually(() => port.hear({ event: "job", job: job(kind) }));
  return { session, early };
}

/** On a busy machine, parts loaded on demand take longer than vitest's default timeout. */
const eventually = <T,>(so: () => T | Promise<T>): Promise<T> => vi.waitFor(so, { timeout: 10_000 });

beforeEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute("data-theme");
  [fake.asked, fake.posted] = [[], []];
  port.hear = () => {
    throw new Error("no line");
  };
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {} }));
});

const TROUBLES: readonly (readonly [Trouble, string, string])[] = [
  ["full", "open_full_title", "kept_full"],
  ["unreadable", "open_unreadable_title", "trouble_unreadable"],
  ["policy-unread", "trouble_policy_title", "trouble_policy"],
];

describe.each(["read", "compose"] as const)("the %s overlay", (kind) => {
  it.each(TROUBLES)(
    "has its line and says what is wrong while the background is in trouble: %s",
    async (trouble, title, why) => {
      const { early } = await overlay(kind, claimed(kind, { trouble }), claimed(kind, { trouble }));
      await eventually(() => expect(text()).toContain(words[title].message));
      expect(text()).toContain(words[why].message);
      expect(document.documentElement.dataset.theme).toBe("dark");
      expect(early).not.toHaveBeenCalled();
      press("Try again");
      await eventually(() => expect(fake.asked).toHaveLength(2));
      expect(text()).toContain(words[title].message);
    },
  );

  it("goes on as it would have once the background answers", async () => {
    const { session, early } = await overlay(kind, claimed(kind, { trouble: "full" }), claimed(kind, KNOWN));
    await eventually(() => expect(button("Try again")).not.toBeNull());
    press("Try again");
    expect(await session).toMatchObject({ ...KNOWN, job: job(kind), ticket: "ticket" });
    expect(early).toHaveBeenCalledTimes(1);
    expect(text()).toBe("");
  });

  it("says another trouble where that is in the way by then, and stays where the answer failed", async () => {
    const failed = { ok: false, code: "internal" };
    await overlay(kind, claimed(kind, { trouble: "policy-unread" }), claimed(kind, { trouble: "full" }), failed);
    await eventually(() => expect(button("Try again")).not.toBeNull());
    press("Try again");
    await eventually(() => expect(text()).toContain(words.open_full_title.message));
    press("Try again");
    await eventually(() => expect(fake.asked).toHaveLength(3));
    await eventually(() => expect(button("Try again")!.getAttribute("aria-disabled")).toBeNull());
    expect(text()).toContain(words.open_full_title.message);
  });

  it("asks once however often it is pressed", async () => {
    await overlay(kind, claimed(kind, { trouble: "full" }), new Promise(() => {}));
    await eventually(() => expect(button("Try again")).not.toBeNull());
    for (let times = 0; times < 3; times++) press("Try again");
    await new Promise((done) => setTimeout(done));
    expect(fake.asked).toHaveLength(2);
  });

  it("is empty where it is let in no more", async () => {
    const { session } = await overlay(kind, claimed(kind, { trouble: "full" }), { ok: false, code: "no-ticket" });
    await eventually(() => expect(button("Try again")).not.toBeNull());
    press("Try again");
    expect(await session).toBeNull();
    expect(text()).toBe("");
  });
});

const closed = () => JSON.stringify(fake.posted.filter((one) => "call" in (one as object)));

describe("an editor that cannot begin", () => {
  it("gives the page its own box back when it is closed", async () => {
    await overlay("compose", claimed("compose", { trouble: "policy-unread" }));
    await eventually(() => expect(text()).toContain(words.trouble_compose.message));
    expect(closed()).toBe("[]");
    press("Close");
    expect(closed()).toContain('"restore":true');
  });

  it("and when it is let in no more", async () => {
    await overlay("compose", claimed("compose", { trouble: "full" }), { ok: false, code: "no-ticket" });
    await eventually(() => expect(button("Try again")).not.toBeNull());
    press("Try again");
    await eventually(() => expect(closed()).toContain('"restore":true'));
  });

  it("has nothing to close where a message is read", async () => {
    await overlay("read", claimed("read", { trouble: "full" }));
    await eventually(() => expect(button("Try again")).not.toBeNull());
    expect(button("Close")).toBeNull();
  });
});

describe("a badge that could not be judged", () => {
  it("has no letter, and opens to the reason and the next step", async () => {
    const { session } = await overlay("badge", claimed("badge", { trouble: "unreadable" }), claimed("badge", KNOWN));
    await eventually(() => expect(button(words.trouble_badge.message)).not.toBeNull());
    expect(text()).not.toContain(words.open_unreadable_title.message);
    press(words.trouble_badge.message);
    await eventually(() => expect(text()).toContain(words.open_unreadable_title.message));
    port.hear({ event: "pressedBeside" });
    await eventually(() => expect(button("Try again")).toBeNull());
    press(words.trouble_badge.message);
    await eventually(() => expect(button("Try again")).not.toBeNull());
    press("Try again");
    expect(await session).toMatchObject(KNOWN);
  });
});
