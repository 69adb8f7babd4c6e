import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const { listDrafts, loadDraft } = await import("./drafts");
const { leftMark, noteLeft, settleLeft } = await import("./left-marks");
const { database } = await import("../store/database");

const NOW = Date.UTC(2026, 10, 30, 12);
const ID = "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc";
const full = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
const restart = (): void => {
  browser.storage.session = storageArea();
};
const room = () => vi.restoreAllMocks();
const noRoom = () => vi.spyOn(database.drafts, "where").mockImplementation(() => ({ modify: full }) as never);
const kept = async () => (await database.drafts.get(ID))?.leftAt ?? null;
const listed = async () => {
  const drafts = await listDrafts(NOW);
  return drafts.ok ? drafts.value.map(({ leftAt }) => leftAt) : [];
};

beforeEach(async () => {
  room();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  browser.storage.local = storageArea();
  restart();
  await database.drafts.clear();
  await database.drafts.put({
    ...{ id: ID, place: "https://mail.example", composeKey: null, account: null, savedAt: NOW },
    ...{ sealed: new Uint8Array(9), files: [] },
  });
});

describe("what may have gone out, on a disk that takes no draft", () => {
  it("is known to the next browser, which writes it into the draft once there is room", async () => {
    await noteLeft(ID, NOW, full);
    noRoom();
    expect(await listed()).toEqual([NOW]);
    restart();
    expect(await listed()).toEqual([NOW]);
    expect(await kept()).toBeNull();
    room();
    expect(await listed()).toEqual([NOW]);
    expect(await kept()).toBe(NOW);
    expect(browser.storage.local.items.get("left drafts")).toBe("{}");
  });

  it("is known to this browser where the disk takes nothing at all, and goes to the disk from there", async () => {
    browser.storage.local.set = full;
    await noteLeft(ID, NOW, full);
    expect(await leftMark(ID)).toBe(NOW);
    await settleLeft();
    restart();
    expect(await listed()).toEqual([NOW]);
  });

  it("is known to this browser where nothing can be read of the disk either", async () => {
    browser.storage.local.set = full;
    browser.storage.local.get = full;
    await noteLeft(ID, NOW, full);
    expect(await leftMark(ID)).toBe(NOW);
  });

  it("is taken back in both places, and not taken back by another draft", async () => {
    await noteLeft(ID, NOW, full);
    await noteLeft("another", NOW + 1, full);
    await noteLeft("another", null, async () => {});
    expect(await leftMark(ID)).toBe(NOW);
    const { set } = browser.storage.local;
    browser.storage.local.set = full;
    await noteLeft("a third", NOW, full);
    browser.storage.local.set = set;
    expect(await leftMark("a third")).toBe(NOW);
    await noteLeft("a third", null, async () => {});
    expect(await leftMark("a third")).toBeNull();
  });

  it("of which a later hour is known tells the later one", async () => {
    await database.drafts.update(ID, { leftAt: NOW - 5 });
    await noteLeft(ID, NOW, full);
    await settleLeft();
    expect(await kept()).toBe(NOW);
    await noteLeft(ID, NOW - 9, full);
    await settleLeft();
    expect(await kept()).toBe(NOW);
  });

  it("is not kept for ever of a draft that is gone, nor believed where it is no time", async () => {
    await noteLeft("gone", NOW, full);
    await settleLeft();
    expect(await leftMark("gone")).toBeNull();
    await browser.storage.local.set({ "left drafts": { [ID]: "<b>now</b>", other: Number.NaN } });
    expect(await listed()).toEqual([null]);
    expect(await loadDraft({ id: ID, account: null })).toMatchObject({ ok: false });
  });

  it.each([2, 3, 7])("is known of each of %d that leave at once", async (count) => {
    const ids = Array.from({ length: count }, (_, i) => `${i}${ID.slice(1)}`);
    await Promise.all(ids.map((id) => noteLeft(id, NOW, full)));
    expect(await Promise.all(ids.map(leftMark))).toEqual(ids.map(() => NOW));
  });
});
