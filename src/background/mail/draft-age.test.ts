import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { type DraftRow, database } from "../store/database";
import { dropOldDrafts, onDraftAlarm, placeDraft } from "./draft-age";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  alarms: { create: vi.fn(async (_name: string, _when: { when: number }) => {}) },
  tabs: { sendMessage: vi.fn<() => Promise<unknown>>() },
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 30, 12);
const ALARM = "placed drafts";
const PLACE = "https://mail.example";

const row = (id: string, more: Partial<DraftRow> = {}): DraftRow => ({
  ...{ id, place: PLACE, composeKey: null, account: null, savedAt: NOW, sealed: new Uint8Array(9) },
  files: [{ id: `file of ${id}`, size: 3 }],
  ...more,
});
const ids = () => database.drafts.toCollection().primaryKeys();
async function keep(id: string, more: Partial<DraftRow> = {}): Promise<void> {
  await database.drafts.put(row(id, more));
  await database.draftFiles.put({ id: `file of ${id}`, draft: id, sealed: new Uint8Array(3) });
}
const nextAlarm = () => browser.alarms.create.mock.calls.at(-1)![1].when;

beforeEach(async () => {
  vi.clearAllMocks();
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  browser.tabs.sendMessage.mockRejectedValue(new Error("Receiving end does not exist."));
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe("a draft that is not looked at", () => {
  it("goes after sixty days and fourteen days of use, with its files", async () => {
    await keep("a");
    for (let day = 0; day < 60; day++) await dropOldDrafts(NOW + day * DAY);
    expect(await ids()).toEqual(["a"]);
    for (let day = 61; day < 74; day++) {
      await dropOldDrafts(NOW + day * DAY);
      await dropOldDrafts(NOW + day * DAY + HOUR);
      expect(await ids()).toEqual(["a"]);
    }
    await dropOldDrafts(NOW + 74 * DAY);
    expect(await ids()).toEqual([]);
    expect(await database.draftFiles.count()).toBe(0);
  });

  it.each([
    ["61 days on for a moment", [61 * DAY, 61 * DAY + MINUTE, 0]],
    [
      "on and back, again and again",
      Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? (61 + at) * DAY : at * HOUR)),
    ],
    ["years on, many times on one day", Array.from({ length: 50 }, (_, at) => 4000 * DAY + at * MINUTE)],
    ["at the beginning of time, and right again", [-NOW, 0, -NOW, 0]],
  ])("stays when the clock is %s", async (_, looks) => {
    await keep("a");
    for (const look of looks) await dropOldDrafts(NOW + look);
    expect(await ids()).toEqual(["a"]);
  });

  it("is young again as soon as it is found young, and counts from the beginning", async () => {
    await keep("a");
    for (let day = 61; day < 74; day++) await dropOldDrafts(NOW + day * DAY);
    await dropOldDrafts(NOW + DAY);
    expect(await database.drafts.get("a")).not.toHaveProperty("old");
    for (let day = 80; day < 93; day++) await dropOldDrafts(NOW + day * DAY);
    expect(await ids()).toEqual(["a"]);
  });

  it("written while the clock stood years back, lives for fourteen days of use at the least", async () => {
    await keep("a", { savedAt: Date.UTC(2015, 0, 1) });
    for (let day = 0; day < 13; day++) await dropOldDrafts(NOW + day * DAY);
    expect(await ids()).toEqual(["a"]);
  });
});

describe("a message that was sealed into the page", () => {
  const place = (id = "a", now = NOW) => placeDraft({ id, digest: "d".repeat(64) }, { tabId: 3, place: PLACE }, now);

  it("goes once its hour was twice found to be over", async () => {
    await keep("a");
    await keep("b");
    await place("a");
    await place("b", NOW + 5);
    expect(browser.alarms.create).toHaveBeenNthCalledWith(1, ALARM, { when: NOW + HOUR });
    await onDraftAlarm("refresh", NOW + 2 * HOUR);
    await onDraftAlarm(ALARM, NOW + HOUR);
    expect(await ids()).toEqual(["a", "b"]);
    expect(nextAlarm()).toBe(NOW + HOUR + 5);
    await onDraftAlarm(ALARM, NOW + HOUR + 5 * MINUTE);
    expect(await ids()).toEqual(["b"]);
    await onDraftAlarm(ALARM, nextAlarm());
    expect(await ids()).toEqual([]);
    expect(await database.draftFiles.count()).toBe(0);
  });

  it.each([
    ["a day on for a moment", [DAY, MINUTE, HOUR - 1]],
    ["years on, and the browser looks twice at once", [4000 * DAY, 4000 * DAY + MINUTE]],
    ["two hours back", [-2 * HOUR, -2 * HOUR + 30 * MINUTE]],
  ])("stays while the clock is %s", async (_, looks) => {
    await keep("a");
    await place();
    for (const look of looks) await onDraftAlarm(ALARM, NOW + look);
    expect(await ids()).toEqual(["a"]);
  });

  it("does not stay for ever after a clock was far ahead when it was sealed", async () => {
    await keep("a");
    await place("a", NOW + 61 * DAY);
    await onDraftAlarm(ALARM, NOW);
    await onDraftAlarm(ALARM, nextAlarm());
    expect(await ids()).toEqual([]);
  });

  it("stays as long as a window is open in its page, or the page sleeps", async () => {
    await keep("a");
    await place();
    await onDraftAlarm(ALARM, NOW + HOUR);
    browser.tabs.sendMessage.mockResolvedValue({ abilities: { composes: [{}] } });
    await onDraftAlarm(ALARM, NOW + HOUR + 5 * MINUTE);
    expect(browser.tabs.sendMessage).toHaveBeenLastCalledWith(3, { ask: "page-state" }, { frameId: 0 });
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    browser.tabs.sendMessage.mockReturnValue(new Promise(() => {}));
    const looked = onDraftAlarm(ALARM, NOW + 3 * HOUR);
    await vi.waitFor(async () => {
      expect(browser.tabs.sendMessage).toHaveBeenCalledTimes(2);
    });
    vi.advanceTimersByTime(1000);
    await looked;
    vi.useRealTimers();
    expect(await ids()).toEqual(["a"]);
    browser.tabs.sendMessage.mockResolvedValue({ abilities: { composes: [] } });
    await onDraftAlarm(ALARM, NOW + 5 * HOUR);
    expect(await ids()).toEqual([]);
  });

  it("is not forgotten by a browser that forgot its alarm", async () => {
    await keep("a");
    await place();
    await dropOldDrafts(NOW + 2 * HOUR);
    expect(nextAlarm()).toBe(NOW + 3 * HOUR);
    await dropOldDrafts(NOW + 3 * HOUR - 1);
    expect(await ids()).toEqual(["a"]);
    await dropOldDrafts(NOW + 3 * HOUR);
    expect(await ids()).toEqual([]);
  });
});
