import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  runtime: { getURL: (path: string) => `chrome-extension://own/${path}` },
  windows: { create: vi.fn() },
  tabs: { create: vi.fn(), query: vi.fn() },
});

const OWN = "123e4567-e89b-42d3-a456-426614174000";
const NEXT = "123e4567-e89b-42d3-a456-426614174001";
const THIRD = "123e4567-e89b-42d3-a456-426614174002";
const place = "https://mail.example";
const CONTENT: Sender = { caller: "content", tabId: 3, frameId: 2, place, origin: null };
const OVERLAY: Sender = { caller: "overlay", tabId: 3, frameId: 9, place, origin: null };
const WINDOW: Sender = { caller: "overlay", tabId: 40, frameId: 0, place: null, origin: null };
const NO_TICKET = { ok: false, code: "no-ticket" };

/** The modules as a worker just started has them. */
async function worker() {
  vi.resetModules();
  return { ...(await import("./tickets")), ...(await import("./move-window")) };
}

async function opened(kind: "compose" | "read" = "compose") {
  const { openTicket, claimTicket } = await worker();
  await openTicket({ ticket: OWN, kind }, CONTENT);
  await claimTicket({ ticket: OWN }, OVERLAY);
}
const move = async (from = OVERLAY, ticket = NEXT) => (await worker()).moveToWindow({ ticket, own: OWN }, from);

beforeEach(() => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  browser.windows.create.mockReset().mockResolvedValue({ id: 7, tabs: [{ id: 40 }] });
  browser.tabs.create.mockReset().mockResolvedValue({ id: 41 });
});

describe("an overlay that moves into a window of its own", () => {
  it("gives the window its line to the page, whatever workers died", async () => {
    await opened();
    expect(await move()).toEqual({ ok: true, value: null });
    const claimed = await (await worker()).claimTicket({ ticket: NEXT }, WINDOW);
    expect(claimed).toMatchObject({ ok: true, value: { tabId: 3, frameId: 2, kind: "compose" } });
    expect(browser.windows.create.mock.calls[0]![0]).toMatchObject({
      url: `chrome-extension://own/pages/overlays/compose/window.html#${NEXT}`,
      type: "popup",
    });
  });

  it.each<[string, Sender]>([
    ["another frame of its tab", { ...OVERLAY, frameId: 10 }],
    ["another tab", { ...OVERLAY, tabId: 4 }],
  ])("does so for itself alone, and not for %s", async (_, other) => {
    await opened();
    expect(await move(other)).toEqual(NO_TICKET);
    expect(browser.windows.create).not.toHaveBeenCalled();
  });

  it("does so once, also when asked twice at the same time", async () => {
    await opened();
    const { moveToWindow } = await worker();
    const both = await Promise.all([NEXT, THIRD].map((ticket) => moveToWindow({ ticket, own: OWN }, OVERLAY)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await move(OVERLAY, THIRD)).toEqual(NO_TICKET);
    expect(browser.windows.create).toHaveBeenCalledOnce();
  });

  it("is one that writes: a message that is read has no window", async () => {
    await opened("read");
    expect(await move()).toEqual(NO_TICKET);
  });

  it("is not one in a private window", async () => {
    await opened();
    expect(await move({ ...OVERLAY, place: null })).toEqual({ ok: false, code: "private" });
  });

  it("takes a tab where there are no windows; where there is neither, it stays and may ask again", async () => {
    await opened();
    browser.windows.create.mockRejectedValue(new Error("no windows"));
    browser.tabs.create.mockRejectedValueOnce(new Error("no tabs"));
    expect(await move()).toEqual({ ok: false, code: "no-window" });
    expect(await move(OVERLAY, THIRD)).toEqual({ ok: true, value: null });
    const { claimTicket } = await worker();
    expect((await claimTicket({ ticket: THIRD }, { ...WINDOW, tabId: 41 })).ok).toBe(true);
  });
});

describe("the window's ticket", () => {
  it("is good in that window alone, once, and for a minute", async () => {
    await opened();
    await move();
    const { claimTicket } = await worker();
    for (const other of [OVERLAY, { ...WINDOW, tabId: 42 }])
      expect(await claimTicket({ ticket: NEXT }, other)).toEqual(NO_TICKET);
    expect(await claimTicket({ ticket: NEXT }, WINDOW, () => Date.now() + 60_001)).toEqual(NO_TICKET);
    expect((await claimTicket({ ticket: NEXT }, WINDOW)).ok).toBe(true);
    expect(await claimTicket({ ticket: NEXT }, WINDOW)).toEqual(NO_TICKET);
  });

  it("moves nothing on from there", async () => {
    await opened();
    await move();
    const { claimTicket, moveToWindow } = await worker();
    await claimTicket({ ticket: NEXT }, WINDOW);
    expect(await moveToWindow({ ticket: THIRD, own: NEXT }, { ...WINDOW, place })).toEqual(NO_TICKET);
  });
});
