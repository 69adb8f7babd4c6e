import { beforeEach, expect, it, vi } from "vitest";
import { answer, type Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

const OWN = "https://webmail.example.test";

const injected = vi.fn(async (_what: unknown): Promise<unknown[]> => []);
vi.mock("../../platform/browser");
const browser = fakeBrowser({
  scripting: { executeScript: injected },
  permissions: { contains: async (): Promise<boolean> => true },
});

const { startSite } = await import("./start-site");
const { nextStart } = await import("./started");

const ASKING: Sender = { caller: "content", tabId: 3, frameId: 5, documentId: "D5", place: OWN, origin: OWN };
const NO = { ok: false, code: "not-granted" };

beforeEach(async () => {
  injected.mockReset().mockResolvedValue([]);
  browser.permissions.contains = async () => true;
  browser.storage.local = storageArea();
  await browser.storage.local.set({ sites: [OWN] });
});

it("starts the script of the named webmail in the very document that asked", async () => {
  expect(await startSite({ site: "roundcube" }, ASKING)).toEqual({ ok: true, value: null });
  expect(injected.mock.calls).toEqual([
    [{ target: { tabId: 3, documentIds: ["D5"] }, files: ["content/roundcube.js"] }],
  ]);
});

it("names the frame where the browser names no documents", async () => {
  const { documentId: _, ...asking } = ASKING;
  await startSite({ site: "generic" }, asking);
  expect(injected.mock.calls).toEqual([[{ target: { tabId: 3, frameIds: [5] }, files: ["content/generic.js"] }]]);
});

it.each<[string, Partial<Sender>]>([
  ["of an origin that was never enabled", { origin: "https://openpgpkey.example.org" }],
  ["whose origin is not known", { origin: null }],
  ["of a longer name", { origin: `${OWN}.evil.example` }],
  ["of another port", { origin: `${OWN}:8443` }],
  ["without a tab", { tabId: null }],
  ["without a frame", { frameId: null }],
])("a document %s gets none", async (_, other) => {
  expect(await startSite({ site: "roundcube" }, { ...ASKING, ...other })).toEqual(NO);
  expect(injected).not.toHaveBeenCalled();
});

it("gets none once the user removed the site, or took the permission back in the browser's settings", async () => {
  browser.permissions.contains = async () => false;
  expect(await startSite({ site: "roundcube" }, ASKING)).toEqual(NO);
  browser.permissions.contains = async () => true;
  await browser.storage.local.set({ sites: [] });
  expect(await startSite({ site: "roundcube" }, ASKING)).toEqual(NO);
  expect(injected).not.toHaveBeenCalled();
});

it("a document that has gone meanwhile is said to be gone, and nobody waits for it", async () => {
  injected.mockRejectedValue(new Error("No document with id D5"));
  expect(await startSite({ site: "roundcube" }, ASKING)).toEqual({ ok: false, code: "gone" });
});

it("whoever waits for the tab learns of a start in its page, not of one in a frame", async () => {
  const heard = vi.fn();
  void nextStart(3).then(heard);
  await startSite({ site: "roundcube" }, ASKING);
  expect(heard).not.toHaveBeenCalled();
  await startSite({ site: "roundcube" }, { ...ASKING, frameId: 0 });
  expect(heard).toHaveBeenCalledOnce();
});

it.each(["gmail", "../background", "roundcube.js", "constructor", "", "ROUNDCUBE"])(
  "the call takes no other name: %s",
  async (site) => {
    const handlers = { "site.start": startSite } as unknown as Parameters<typeof answer>[0];
    const sender = { id: "cachet", url: `${OWN}/`, frameId: 0, documentId: "D0", tab: { id: 3, url: `${OWN}/` } };
    const { MARK } = await import("../../messages/build-mark");
    const ask = (request: unknown) =>
      answer(handlers, { call: `${MARK}site.start`, request }, sender as never, "chrome-extension://cachet");
    expect(await ask({ site })).toMatchObject({ ok: false, code: "malformed" });
    expect(injected).not.toHaveBeenCalled();
    expect(await ask({ site: "roundcube" })).toEqual({ ok: true, value: null });
    expect(injected.mock.calls[0]).toMatchObject([{ target: { documentIds: ["D0"] } }]);
  },
);
