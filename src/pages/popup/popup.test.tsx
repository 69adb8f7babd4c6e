// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { render } from "preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CallName } from "../../messages/calls";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const world = vi.hoisted(() => ({
  answers: {} as Record<string, unknown>,
  asked: [] as string[],
  url: "https://mail.example.org/",
}));
vi.mock("../own-file", () => ({
  ownFile: async (path: string) => ({
    json: async () => JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../public", path), "utf8")),
  }),
}));
vi.mock("../../platform/browser");
fakeBrowser({
  i18n: { getUILanguage: () => "en" },
  runtime: {
    id: "own",
    getURL: (path: string) => `chrome-extension://own/${path}`,
    getManifest: () => ({ version: "1" }),
    sendMessage: async ({ call }: { call: string }) => {
      world.asked.push(call);
      return world.answers[call] ?? { ok: true, value: [] };
    },
  },
  tabs: { query: async () => [{ id: 1, url: world.url }], sendMessage: () => Promise.reject(new Error("nobody")) },
});
const { loadIdentities } = await import("../components/own/identities");
const { useLanguage } = await import("../i18n");
const { look } = await import("./look");
const { Popup } = await import("./popup");

const words = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../public/_locales/en/messages.json"), "utf8"),
);
const ok = (value: unknown) => ({ ok: true, value });
const CODES = ["full", "unreadable", "policy-unread", "internal"] as const;
const KEY = { fingerprint: "f", addresses: ["alice@example.org"], locked: false, protection: "passphrase" };
const DRAFT = {
  id: "d",
  place: "https://mail.example.org",
  savedAt: 1,
  placedAt: null,
  leftAt: null,
  openIn: null,
  files: 0,
  size: 9,
};
const STEP = { id: "try", gain: 1, evidence: [] };
const text = () => document.body.textContent ?? "";
const press = (name: string | RegExp) => {
  const named = (each: HTMLElement) => each.getAttribute("aria-label") ?? each.textContent!.trim();
  const found = [...document.querySelectorAll("button")].find((each) => named(each).match(name));
  if (!found) throw new Error(`no ${name}: ${text()}`);
  found.click();
};

async function popup(answers: Partial<Record<CallName, unknown>>): Promise<void> {
  world.answers = {
    "identity.list": ok([KEY]),
    "store.state": ok({ missing: [], renewed: null, lost: null }),
    // Asked for each draft shown, at a time of its own.
    "draft.load": { ok: false, code: "locked" },
    ...answers,
  };
  world.asked = [];
  const [first] = await Promise.all([look(), loadIdentities(), useLanguage("en")]);
  render(<Popup first={first} />, document.body);
}

/** On a busy machine, parts loaded on demand take longer than vitest's default timeout. */
const eventually = <T,>(so: () => T | Promise<T>): Promise<T> => vi.waitFor(so, { timeout: 10_000 });

beforeEach(() => {
  render(null, document.body);
  vi.spyOn(console, "error").mockReturnValue();
});

const WHY = {
  full: "error_full",
  unreadable: "error_unreadable",
  "policy-unread": "error_policy_unread",
  internal: "error_internal",
};
const PARTS = [
  ["unfinished messages", "draft.list", "popup_unread_drafts"],
  ["next step", "steps.next", "popup_unread_steps"],
  ["page in front", "site.list", "popup_unread_page"],
] as const;
const named = (key: string) => words[key].message.replace("{host}", "mail.example.org");

describe.each(PARTS)("what the popup could not read of the %s", (_what, call, key) => {
  it.each(CODES)("is said, with the reason: %s", async (code) => {
    await popup({ [call]: { ok: false, code } });
    expect(text()).toContain(words.popup_unread.message.replace("{what}", named(key)));
    expect(text()).toContain(words[WHY[code]].message);
    for (const [, other, otherKey] of PARTS) if (other !== call) expect(text()).not.toContain(named(otherKey));
  });

  it("is read again, and then shown as it is", async () => {
    await popup({ [call]: { ok: false, code: "unreadable" } });
    world.answers["draft.list"] = ok([DRAFT]);
    world.answers["steps.next"] = ok([STEP]);
    world.answers["site.list"] = ok([]);
    press(words.try_again.message);
    await eventually(() => expect(text()).not.toContain(named(key)));
    for (const shown of ["popup_drafts", "popup_next", "popup_off"])
      expect(text()).toContain(words[shown].message.replace("{host}", "mail.example.org"));
  });
});

describe("the popup", () => {
  it("names several parts in one sentence, and never offers to turn on what may be on", async () => {
    const failed = { ok: false, code: "full" };
    await popup({ "draft.list": failed, "steps.next": failed, "site.list": failed });
    expect(text()).toContain("your unfinished messages, your next step, and whether it is on for mail.example.org");
    expect(text()).not.toContain("Use Cachet on");
  });

  it("says nothing of the kind where all was read and there is none", async () => {
    await popup({});
    expect(text()).not.toContain(words.popup_unread.message.split("{")[0]);
    expect(text()).toContain("Use Cachet on mail.example.org");
  });

  it("says once that keys cannot be read, and reads everything again", async () => {
    const failed = { ok: false, code: "unreadable" };
    await popup({ "identity.list": failed, "draft.list": failed, "steps.next": failed, "site.list": failed });
    // Left by earlier popups of this test file.
    const { identities } = await import("../components/own/identities");
    identities.value = [];
    await eventually(() => expect(text()).toContain(words.home_unreadable_title.message));
    expect(text()).not.toContain(words.popup_unread.message.split("{")[0]);
    world.answers = { ...world.answers, "identity.list": ok([KEY]), "draft.list": ok([DRAFT]), "site.list": ok([]) };
    press(words.home_try_again.message);
    await eventually(() => expect(text()).toContain(words.popup_drafts.message));
    expect(text()).toContain(words.popup_unread.message.replace("{what}", named("popup_unread_steps")));
  });

  it.each([
    ["unreadable", "popup_draft_unread"],
    ["full", "popup_draft_unread"],
    ["gone", "popup_draft_unread"],
    ["locked", "popup_draft_locked"],
  ])("tells a subject that is sealed from one that could not be read: %s", async (code, key) => {
    await popup({ "draft.list": ok([DRAFT]), "draft.load": { ok: false, code } });
    await eventually(() => expect(document.querySelector(".draft-subject")!.textContent).toBe(words[key].message));
  });

  it("offers a draft whose content is lost for deleting alone, and opens none of it", async () => {
    await popup({
      "draft.list": ok([
        { ...DRAFT, lost: true },
        { ...DRAFT, id: "e" },
      ]),
      "draft.load": { ok: false, code: "locked" },
    });
    const [lost, whole] = [...document.querySelectorAll("li")].map((one) => one.textContent ?? "");
    for (const [item, continues] of [
      [lost, false],
      [whole, true],
    ] as const) {
      expect(item!.includes(words.popup_draft_continue.message)).toBe(continues);
      expect(item).toContain(words.delete.message);
    }
    expect([lost, whole].filter((item) => item!.includes(words.popup_draft_lost.message))).toEqual([lost]);
    await eventually(() => expect(world.asked.filter((call) => call.endsWith("draft.load"))).toHaveLength(1));
  });

  it.each([
    ["draft.continue", /^Continue/],
    ["vault.lock", /^Lock/],
    ["steps.answer", "step_dismiss"],
  ])("says that what was pressed was not done: %s", async (call, name) => {
    await popup({ "draft.list": ok([DRAFT]), "steps.next": ok([STEP]), [call]: { ok: false, code: "full" } });
    press(typeof name === "string" ? words[name].message : name);
    await eventually(() => expect(text()).toContain(words.error_full.message));
  });
});
