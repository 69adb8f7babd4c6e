import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  runtime: { getURL: (path: string) => `moz-extension://own/${path}` },
  windows: { create: vi.fn(async (_: object) => ({})) },
  tabs: {
    create: vi.fn(async (_: object) => ({})),
    remove: vi.fn(async (_: number) => {}),
    sendMessage: vi.fn(async (..._: unknown[]) => {}),
    query: vi.fn(async () => [{ id: 3 }, { id: 4 }]),
  },
});

const TOKEN = "123e4567-e89b-42d3-a456-426614174000";
const NEXT = "123e4567-e89b-42d3-a456-426614174001";
const OVERLAY: Sender = {
  caller: "overlay",
  tabId: 3,
  frameId: 9,
  place: "https://mail.example",
  origin: "moz-extension://own",
};
const WINDOW: Sender = { caller: "page", tabId: 40, frameId: 0, place: null, origin: "moz-extension://own" };
const ASKED: Request<"consent.ask"> = {
  token: TOKEN,
  kind: "put-back",
  label: "Put back",
  account: "alice@demo.example",
  people: ["bob@demo.example"],
  about: [],
  pointer: { x: 600, y: 400 },
};
const GONE = { ok: false, code: "gone" };

/** The module in a freshly started worker: every step of a test has its own. */
async function worker() {
  vi.resetModules();
  return import("./consent");
}
const asked = async (more: Partial<typeof ASKED> = {}, from = OVERLAY) =>
  (await worker()).askConsent({ ...ASKED, ...more }, from);
const show = async (token = TOKEN, from = WINDOW) => (await worker()).showConsent({ token }, from);
const answer = async (yes: boolean, from = WINDOW, typed?: string) =>
  (await worker()).answerConsent({ token: TOKEN, yes, ...(typed === undefined ? {} : { typed }) }, from);
const take = async (token = TOKEN, from = OVERLAY) => (await worker()).takeAnswer({ token }, from);

beforeEach(() => {
  browser.storage.session = storageArea();
  browser.windows.create.mockImplementation(async () => ({}));
});
afterEach(() => {
  vi.clearAllMocks();
  vi.useRealTimers();
});

describe("a window that asks", () => {
  it("shows what was asked, tells the overlay that asked of the answer, and gives it once, whatever workers died", async () => {
    expect((await asked()).ok).toBe(true);
    expect(await take()).toEqual({ ok: false, code: "waiting" });
    const { token: _, ...rest } = ASKED;
    expect(await show()).toMatchObject({ ok: true, value: { ...rest, place: OVERLAY.place } });
    expect((await answer(true)).ok).toBe(true);
    expect(browser.tabs.sendMessage.mock.calls).toEqual([[3, { news: "answered", token: TOKEN }, { frameId: 9 }]]);
    expect(browser.tabs.remove.mock.calls).toEqual([[40]]);
    expect(await take()).toEqual({ ok: true, value: { yes: true, typed: null } });
    expect(await take()).toEqual(GONE);
  });

  it("stands so that the pointer is over its head, and where the browser refuses that place, anywhere", async () => {
    browser.windows.create.mockRejectedValueOnce(new Error("out of bounds"));
    expect((await asked()).ok).toBe(true);
    const url = `moz-extension://own/pages/consent/index.html#${TOKEN}`;
    expect(browser.windows.create.mock.calls).toEqual([
      [{ url, type: "popup", width: 460, height: 480, left: 370, top: 330 }],
      [{ url, type: "popup", width: 460, height: 480 }],
    ]);
  });

  it("is a tab where there are no windows, and says so where there is neither", async () => {
    browser.windows.create.mockRejectedValue(new Error("no windows"));
    expect((await asked()).ok).toBe(true);
    browser.tabs.create.mockRejectedValueOnce(new Error("no tabs"));
    expect(await asked({ token: NEXT })).toEqual({ ok: false, code: "no-window" });
    expect(await take(NEXT)).toEqual(GONE);
  });

  it("is a tab in a browser that knows no windows, as on Android", async () => {
    const { windows } = browser;
    Object.assign(browser, { windows: undefined });
    const at = await asked().finally(() => Object.assign(browser, { windows }));
    expect(at.ok).toBe(true);
    expect(browser.tabs.create).toHaveBeenCalledOnce();
  });

  it.each<[string, () => Promise<void>]>([
    ["closed", async () => (await worker()).onTabGone(40)],
    ["answered no, with something typed", async () => void (await answer(false, WINDOW, "typed"))],
  ])("that was %s said no", async (_, act) => {
    await asked();
    await show();
    await act();
    expect(browser.tabs.sendMessage).toHaveBeenCalledOnce();
    expect(await take()).toEqual({ ok: true, value: { yes: false, typed: null } });
  });

  it("gives what was typed with a yes alone", async () => {
    await asked({ kind: "password-message" });
    await show();
    await answer(true, WINDOW, "river candle owl");
    expect(await take()).toEqual({ ok: true, value: { yes: true, typed: "river candle owl" } });
    expect(JSON.stringify(await browser.storage.session.get(null))).not.toContain("river");
  });

  it.each<[string, () => Promise<unknown>]>([
    ["shown in a second tab", () => show(TOKEN, { ...WINDOW, tabId: 41 })],
    ["answered from another tab", () => answer(true, { ...WINDOW, tabId: 41 })],
    ["taken by another frame", () => take(TOKEN, { ...OVERLAY, frameId: 10 })],
    ["taken in another tab", () => take(TOKEN, { ...OVERLAY, tabId: 4 })],
    ["known by a guess", () => show(NEXT)],
  ])("cannot be %s", async (_, act) => {
    await asked();
    await show();
    expect(await act()).toEqual(GONE);
    expect(await take()).toEqual({ ok: false, code: "waiting" });
  });

  it("cannot be answered before it was shown, nor twice", async () => {
    await asked();
    expect(await answer(true)).toEqual(GONE);
    await show();
    await answer(false);
    expect(await answer(true)).toEqual(GONE);
    expect(await show()).toEqual(GONE);
    expect(await take()).toEqual({ ok: true, value: { yes: false, typed: null } });
  });

  it("gives way to the next one of the same frame, and not to those of others", async () => {
    await asked();
    await show();
    await asked({ token: NEXT }, { ...OVERLAY, frameId: 10 });
    expect(await take()).toEqual({ ok: false, code: "waiting" });
    const third = "123e4567-e89b-42d3-a456-426614174002";
    await asked({ token: third });
    expect(browser.tabs.remove.mock.calls).toEqual([[40]]);
    expect(await answer(true)).toEqual(GONE);
    expect(await take()).toEqual(GONE);
  });

  it("is not opened a second time by the same call from a worker that died", async () => {
    await asked();
    expect((await asked()).ok).toBe(true);
    expect(browser.windows.create).toHaveBeenCalledOnce();
    expect(await asked({}, { ...OVERLAY, frameId: 10 })).toEqual({ ok: false, code: "no-window" });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["the overlay goes", async () => (await worker()).dropConsent({ token: TOKEN }, OVERLAY)],
    ["the webmail's tab is closed", async () => (await worker()).onTabGone(3)],
  ])("ends when %s", async (_, act) => {
    await asked();
    await show();
    await (await worker()).dropConsent({ token: TOKEN }, { ...OVERLAY, frameId: 10 });
    expect(await take()).toEqual({ ok: false, code: "waiting" });
    await act();
    expect(browser.tabs.remove.mock.calls).toEqual([[40]]);
    expect(await answer(true)).toEqual(GONE);
    expect(await take()).toEqual(GONE);
  });

  it("ends after three minutes: a later yes is a no", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await asked();
    await show();
    vi.advanceTimersByTime(180_000);
    expect(await show()).toEqual(GONE);
    await answer(true);
    expect(await take()).toEqual({ ok: true, value: { yes: false, typed: null } });
  });
});

it("tells every tab that a key was opened, and nothing more", async () => {
  await (await worker()).tellUnlocked();
  expect(browser.tabs.sendMessage.mock.calls).toEqual([
    [3, { news: "unlocked" }, {}],
    [4, { news: "unlocked" }, {}],
  ]);
});
