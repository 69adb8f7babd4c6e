import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const { endHandOver, handOver, takeHandOver } = await import("./hand-over");
const { database } = await import("../store/database");

const NOW = Date.UTC(2026, 10, 15);
const ID = "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc";
const PLACE = "https://mail.example";
const OVERLAY: Sender = { caller: "overlay", tabId: 3, frameId: 9, place: PLACE, origin: "chrome-extension://cachet" };
const PAGE: Sender = { caller: "content", tabId: 3, frameId: 0, place: PLACE, origin: PLACE };

beforeEach(async () => {
  browser.storage.session = storageArea();
  await database.drafts.clear();
  const row = {
    id: ID,
    place: PLACE,
    composeKey: null,
    account: null,
    savedAt: NOW,
    sealed: new Uint8Array(),
    files: [],
  };
  await database.drafts.put(row);
});

describe("a reply that goes on on another page", () => {
  it("is told to the webmail's next page in the tab, once", async () => {
    await handOver({ id: ID }, OVERLAY, NOW);
    expect(await takeHandOver(PAGE, NOW + 5_000)).toBe(ID);
    expect(await takeHandOver(PAGE, NOW + 5_000)).toBeNull();
  });

  it.each<[string, Partial<Sender>, number]>([
    ["to another tab", { tabId: 4 }, 1_000],
    ["to another site in the tab", { origin: "https://evil.example" }, 1_000],
    ["to a page without an origin", { origin: null }, 1_000],
    ["after a minute", {}, 60_000],
  ])("is not told %s", async (_, other, later) => {
    await handOver({ id: ID }, OVERLAY, NOW);
    expect(await takeHandOver({ ...PAGE, ...other }, NOW + later)).toBeNull();
  });

  it("is over for the tab once another site was there", async () => {
    await handOver({ id: ID }, OVERLAY, NOW);
    await takeHandOver({ ...PAGE, origin: "https://evil.example" }, NOW + 1);
    expect(await takeHandOver(PAGE, NOW + 2)).toBeNull();
  });

  it("is over when an editor opened on it, and that of another draft is not", async () => {
    await handOver({ id: ID }, OVERLAY, NOW);
    await endHandOver("another");
    await endHandOver(ID);
    expect(await takeHandOver(PAGE, NOW + 1)).toBeNull();
  });

  it("begins with a draft that is there, and in a tab", async () => {
    await handOver({ id: ID.replace("0", "1") }, OVERLAY, NOW);
    await handOver({ id: ID }, { ...OVERLAY, tabId: null }, NOW);
    expect(await takeHandOver(PAGE, NOW + 1)).toBeNull();
  });
});
