import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { ERRORS, failing, healed, timesMet } from "../testing/failing-store";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

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
  browser.storage.local = storageArea();
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
      value: { tabId: 3, frameId: 0, kind: "read", known: { identities: [], settings: { language: "auto" } } },
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

const FAULTS = [
  ["whose files cannot be used", { what: "read", error: ERRORS.backing }, "unreadable"],
  ["that is full and does not open", { what: "open" }, "full"],
  ["whose handle is closed", { what: "read", error: ERRORS.closing }, "unreadable"],
] as const;

describe("an overlay over a store", () => {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => {
    healed();
    vi.restoreAllMocks();
  });

  it.each(FAULTS)(
    "%s is let in, told so, and again to the same frame until it is known",
    async (_how, fault, trouble) => {
      const { openTicket, claimTicket } = await worker();
      failing(fault);
      expect(await openTicket({ ...OPEN, kind: "compose" }, CONTENT)).toEqual({ ok: true, value: null });
      for (let times = 0; times < 2; times++)
        expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toEqual({
          ok: true,
          value: { tabId: 3, frameId: 0, kind: "compose", known: { trouble } },
        });
      expect(timesMet()).toBeGreaterThan(1);
      expect(await claimTicket({ ticket: TICKET }, { ...OVERLAY, frameId: 10 })).toEqual(NO_TICKET);
      healed();
      expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toMatchObject({ value: { known: { identities: [] } } });
      expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toEqual(NO_TICKET);
    },
  );

  it("that takes an hour to mend is still let in, by another worker too", async () => {
    const { openTicket, claimTicket } = await worker();
    const start = Date.now();
    failing(FAULTS[0][1]);
    await openTicket(OPEN, CONTENT, start);
    await claimTicket({ ticket: TICKET }, OVERLAY, () => start);
    healed();
    const next = await worker();
    const hour = () => start + 3600_000;
    expect(await next.claimTicket({ ticket: TICKET }, { ...OVERLAY, frameId: 10 }, hour)).toEqual(NO_TICKET);
    expect(await next.claimTicket({ ticket: TICKET }, OVERLAY, hour)).toMatchObject({ ok: true });
    expect(await next.claimTicket({ ticket: TICKET }, OVERLAY, hour)).toEqual(NO_TICKET);
  });

  it("that nobody can read is let in by the calls as they are served, whatever else is refused", async () => {
    const [{ openTicket, claimTicket }, { overStore }] = [await worker(), await import("../store/stored")];
    const begin = async () => {
      throw ERRORS.backing();
    };
    const handlers = { "ticket.open": openTicket, "ticket.claim": claimTicket, "draft.list": async () => null };
    const served = overStore(handlers as never, begin) as unknown as Record<string, typeof openTicket>;
    failing(FAULTS[0][1]);
    expect(await served["draft.list"]!(OPEN, CONTENT)).toMatchObject({ code: "unreadable" });
    expect(await served["ticket.open"]!(OPEN, CONTENT)).toMatchObject({ ok: true });
    expect(await served["ticket.claim"]!(OPEN, OVERLAY)).toMatchObject({ value: { known: { trouble: "unreadable" } } });
  });

  it("whose policy was never told is let in to read, and told why it may not write", async () => {
    browser.storage.managed = { get: () => Promise.reject(new Error("no such file")) } as never;
    const { openTicket, claimTicket } = await worker();
    const other = TICKET.replace("1", "2");
    await openTicket(OPEN, CONTENT);
    await openTicket({ ticket: other, kind: "compose" }, CONTENT);
    const { database } = await import("../store/database");
    await database.settings.clear();
    expect(await claimTicket({ ticket: TICKET }, OVERLAY)).toMatchObject({ value: { known: { identities: [] } } });
    expect(await claimTicket({ ticket: other }, OVERLAY)).toMatchObject({
      value: { known: { trouble: "policy-unread" } },
    });
    browser.storage.managed = { get: async () => ({}) } as never;
    expect(await claimTicket({ ticket: other }, OVERLAY)).toMatchObject({ value: { known: { identities: [] } } });
  });
});
