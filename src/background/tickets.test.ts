import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sender } from "../messages/serve";
import { storageArea } from "./testing/fake-browser";

const browser = vi.hoisted(() => ({ storage: {} as { session: ReturnType<typeof storageArea> } }));
vi.mock("../platform/browser", () => ({ default: browser }));

const TICKET = "123e4567-e89b-42d3-a456-426614174000";
const CONTENT: Sender = { caller: "content", tabId: 3, frameId: 0, place: null, origin: null };
const OVERLAY: Sender = { caller: "overlay", tabId: 3, frameId: 9, place: null, origin: null };
const NO_TICKET = { ok: false, code: "no-ticket" };
const OPEN = { ticket: TICKET, kind: "read" } as const;

/** The module as a worker just started has it. */
async function worker() {
  vi.resetModules();
  return import("./tickets");
}

beforeEach(() => {
  browser.storage.session = storageArea();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("tickets", () => {
  it("bind an overlay to the tab, frame and kind that were opened", async () => {
    const { openTicket, claimTicket } = await worker();
    await openTicket(OPEN, CONTENT);
    expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toMatchObject({
      ok: true,
      value: { tabId: 3, frameId: 0, kind: "read", identities: [], settings: { language: "auto" } },
    });
  });

  it("are handed out once", async () => {
    const { openTicket, claimTicket } = await worker();
    await openTicket(OPEN, CONTENT);
    const both = await Promise.all([
      claimTicket({ ticket: TICKET }, OVERLAY),
      claimTicket({ ticket: TICKET }, OVERLAY),
    ]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toEqual(NO_TICKET);
  });

  it("are of no use in another tab, and still good in their own after that", async () => {
    const { openTicket, claimTicket } = await worker();
    await openTicket(OPEN, CONTENT);
    expect(await claimTicket({ ticket: TICKET }, { ...OVERLAY, tabId: 4 })).toEqual(NO_TICKET);
    expect((await claimTicket({ ticket: TICKET }, OVERLAY)).ok).toBe(true);
  });

  it("expire after a minute and are then cleared away by the next one", async () => {
    const { openTicket, claimTicket } = await worker();
    const start = Date.now();
    await openTicket(OPEN, CONTENT, start);
    expect(await claimTicket({ ticket: TICKET }, OVERLAY, () => start + 60_000)).toEqual(NO_TICKET);
    await openTicket({ ticket: TICKET.replace("1", "2"), kind: "badge" }, CONTENT, start + 60_000);
    expect([...browser.storage.session.items.keys()]).toEqual([`ticket:${TICKET.replace("1", "2")}`]);
  });

  it("are refused when opened a second time, claimed or not", async () => {
    const { openTicket, claimTicket } = await worker();
    await openTicket(OPEN, CONTENT);
    expect(await openTicket(OPEN, CONTENT)).toEqual({ ok: false, code: "taken" });
    expect(await openTicket(OPEN, { ...CONTENT, tabId: 8 })).toEqual({ ok: false, code: "taken" });
    await claimTicket({ ticket: TICKET }, OVERLAY);
    expect(await openTicket(OPEN, CONTENT)).toEqual({ ok: false, code: "taken" });
  });

  it("are waited for when the overlay was quicker than the page's call", async () => {
    const { openTicket, claimTicket } = await worker();
    const claim = claimTicket({ ticket: TICKET }, OVERLAY);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await openTicket(OPEN, CONTENT);
    expect((await claim).ok).toBe(true);
  });

  it("are waited for no longer than two seconds", async () => {
    const { claimTicket } = await worker();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let answer: unknown;
    claimTicket({ ticket: TICKET }, OVERLAY).then((value) => {
      answer = value;
    });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(answer).toBeUndefined();
    await vi.advanceTimersByTimeAsync(200);
    expect(answer).toEqual(NO_TICKET);
  });

  it("survive the worker dying between open and claim, and a claim it died answering is answered to the same frame only", async () => {
    await (await worker()).openTicket(OPEN, CONTENT);
    expect((await (await worker()).openTicket(OPEN, CONTENT)).ok).toBe(true);
    expect((await (await worker()).claimTicket({ ticket: TICKET }, OVERLAY)).ok).toBe(true);
    expect(await (await worker()).claimTicket({ ticket: TICKET }, { ...OVERLAY, frameId: 10 })).toEqual(NO_TICKET);
    expect((await (await worker()).claimTicket({ ticket: TICKET }, OVERLAY)).ok).toBe(true);
  });
});
