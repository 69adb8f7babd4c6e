import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const fake = fakeBrowser({
  runtime: { getURL: (path: string) => `chrome-extension://cachet/${path}`, reload: vi.fn() },
  tabs: { sendMessage: vi.fn(async (_tab: number, _news: object, _where: object) => undefined) },
});
vi.mock("../../platform/build", () => ({ BUILD: "11112222" }));
const { database } = await import("../store/database");
const { renewIfOld } = await import("./renew");

const packaged = vi.fn<(url: string) => Promise<Response>>();
const later = "33334444";
const isOf = (mark: string) => packaged.mockImplementation(async () => new Response(`${mark}\n`));

beforeEach(async () => {
  vi.clearAllMocks();
  packaged.mockReset();
  fake.storage.local = storageArea();
  await database.drafts.clear();
  vi.stubGlobal("fetch", packaged);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Runs `renewIfOld` with all its timers, while the store and the file answer in their own time. */
async function renewed(times = 1): Promise<void> {
  const all = Promise.all(Array.from({ length: times }, renewIfOld)).then(() => "done");
  const tick = () => new Promise<string>((again) => setImmediate(again, "not yet"));
  while ((await Promise.race([all, tick()])) !== "done") await vi.advanceTimersByTimeAsync(100);
}

it("begins anew where the package is of another build, once for all who called", async () => {
  isOf(later);
  await renewed(3);
  expect(packaged).toHaveBeenCalledExactlyOnceWith("chrome-extension://cachet/build.txt", { cache: "no-store" });
  expect(fake.runtime.reload).toHaveBeenCalledOnce();
});

it.each([
  ["is of this build: the page is the old one", async () => new Response("11112222")],
  ["has no such file", async () => new Response("", { status: 404 })],
  ["has an empty one", async () => new Response("\n")],
  ["cannot be read", () => Promise.reject(new TypeError("Failed to fetch"))],
])("goes on where the package %s", async (_, answer) => {
  packaged.mockImplementation(answer);
  await renewed();
  expect(fake.runtime.reload).not.toHaveBeenCalled();
});

it("does not begin anew for ever where the browser brings the old background back", async () => {
  isOf(later);
  await renewed();
  await renewed();
  expect(fake.runtime.reload).toHaveBeenCalledOnce();
  // It reloads again for the next package, and for an earlier one that comes back.
  isOf("55556666");
  await renewed();
  isOf(later);
  await renewed();
  expect(fake.runtime.reload).toHaveBeenCalledTimes(3);
});

it("does not begin anew where it could not be noted", async () => {
  isOf(later);
  fake.storage.local.set = () => Promise.reject(new Error("QUOTA_BYTES"));
  await expect(renewIfOld()).rejects.toThrow();
  expect(fake.runtime.reload).not.toHaveBeenCalled();
});

const row = (id: string, holder?: { id: string; tabId: number; frameId: number }) => ({
  ...{ id, place: "https://mail.example", composeKey: null, account: null, savedAt: 0, sealed: new Uint8Array() },
  ...{ by: "f", files: [] },
  ...(holder ? { holder } : {}),
});

it("lets whoever writes save first: a draft that is begun by itself, the others when they are told", async () => {
  isOf(later);
  await database.drafts.bulkPut([row("a", { id: "one", tabId: 3, frameId: 7 }), row("b")] as never);
  const before: string[] = [];
  fake.tabs.sendMessage.mockImplementation(async (_tab, news) => void before.push(JSON.stringify(news)));
  fake.runtime.reload.mockImplementation(() => before.push("reload"));
  const done = renewIfOld();
  const settle = async () => {
    for (let i = 0; i < 40; i++) await new Promise((again) => setImmediate(again));
  };
  await settle();
  await vi.advanceTimersByTimeAsync(2000);
  await settle();
  expect(before).toEqual([]);
  // A draft begun in the meantime.
  await database.drafts.put(row("c", { id: "two", tabId: 4, frameId: 8 }) as never);
  await vi.advanceTimersByTimeAsync(600);
  await settle();
  const news = [
    { draft: "a", holder: "one", is: "renewing" },
    { draft: "c", holder: "two", is: "renewing" },
  ].map((one) => JSON.stringify(one));
  expect(before).toEqual(news);
  expect(fake.tabs.sendMessage).toHaveBeenLastCalledWith(4, expect.anything(), { frameId: 8 });
  await vi.advanceTimersByTimeAsync(1000);
  await done;
  expect(before).toEqual([...news, "reload"]);
});
