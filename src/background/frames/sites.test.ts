import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const ROUNDCUBE = "https://webmail.example.test";

const state = {
  stored: {} as Record<string, unknown>,
  granted: new Set<string>(),
  scripts: new Map<string, { id: string; matches: string[]; allFrames: boolean; persistAcrossSessions: boolean }>(),
  tabs: [] as { id: number; url: string }[],
  injected: [] as number[],
  front: 1,
  running: new Set<number>(),
};

vi.mock("../../platform/browser");
fakeBrowser({
  runtime: {
    getManifest: () => ({
      content_scripts: [{ matches: ["https://mail.google.com/*", "https://mail.yahoo.com/*"] }],
    }),
  },
  storage: {
    local: {
      get: async (key: string) => ({ [key]: state.stored[key] }),
      set: async (items: Record<string, unknown>) => void Object.assign(state.stored, items),
    },
  },
  permissions: {
    contains: async ({ origins }: { origins: string[] }) => origins.every((origin) => state.granted.has(origin)),
    remove: async ({ origins }: { origins: string[] }) => {
      for (const origin of origins) state.granted.delete(origin);
    },
  },
  tabs: {
    sendMessage: async (tabId: number) => (state.running.has(tabId) ? { site: "generic" } : undefined),
    query: async ({ url, active }: { url?: string; active?: boolean }) =>
      state.tabs.filter((tab) => (active ? tab.id === state.front : tab.url.startsWith(url!.slice(0, -1)))),
  },
  scripting: {
    getRegisteredContentScripts: async ({ ids }: { ids: string[] }) => ids.flatMap((id) => state.scripts.get(id) ?? []),
    registerContentScripts: async (scripts: { id: string }[]) => {
      for (const script of scripts) {
        if (state.scripts.has(script.id)) throw new Error("Duplicate script ID");
        state.scripts.set(script.id, script as never);
      }
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) if (!state.scripts.delete(id)) throw new Error("Nonexistent script ID");
    },
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      if (target.tabId === 13) throw new Error("Cannot access contents of the page");
      state.injected.push(target.tabId);
    },
  },
});

const { disableSite, enableGranted, enableSite, isEnabled, listSites, restoreSites } = await import("./sites");

const BUILT_IN = [
  { origin: "https://mail.google.com", builtIn: true },
  { origin: "https://mail.yahoo.com", builtIn: true },
];

beforeEach(() => {
  Object.assign(state, { stored: {}, granted: new Set(), scripts: new Map(), tabs: [], injected: [], front: 1 });
  state.running = new Set([1, 4]);
});

describe("enabling a webmail", () => {
  it("is refused while the browser has not granted its origin", async () => {
    expect(await enableSite({ origin: ROUNDCUBE })).toEqual({ ok: false, code: "not-granted" });
    expect(state.scripts.size).toBe(0);
    expect(await listSites()).toEqual({ ok: true, value: BUILT_IN });
  });

  it("registers the content script for good, in all frames, and starts it in the tabs that are open", async () => {
    state.granted.add(`${ROUNDCUBE}/*`);
    state.tabs = [
      { id: 1, url: `${ROUNDCUBE}/?_task=mail` },
      { id: 2, url: "https://elsewhere.example/" },
      { id: 13, url: `${ROUNDCUBE}/error` },
      { id: 4, url: `${ROUNDCUBE}/compose` },
    ];
    expect(await enableSite({ origin: `${ROUNDCUBE}/roundcube/?x=1`, tabId: 4 })).toEqual({
      ok: true,
      value: [...BUILT_IN, { origin: ROUNDCUBE, builtIn: false }],
    });
    expect([...state.scripts.values()]).toMatchObject([
      { matches: [`${ROUNDCUBE}/*`], allFrames: true, persistAcrossSessions: true, js: ["content/enabled.js"] },
    ]);
    expect(state.injected.sort()).toEqual([1, 4]);
  });

  it("waits until the page's own script runs in the tab in front, for a while", async () => {
    vi.useFakeTimers();
    state.granted.add(`${ROUNDCUBE}/*`);
    const { noteStarted } = await import("./started");
    const done = vi.fn();
    void enableSite({ origin: ROUNDCUBE, tabId: 7 }).then(done);
    await vi.advanceTimersByTimeAsync(1000);
    noteStarted(8);
    await vi.advanceTimersByTimeAsync(0);
    expect(done).not.toHaveBeenCalled();
    noteStarted(7);
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toHaveBeenCalledOnce();
    // An error page starts nothing.
    void enableSite({ origin: ROUNDCUBE, tabId: 13 }).then(done);
    await vi.advanceTimersByTimeAsync(1900);
    expect(done).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(200);
    expect(done).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("holds while both the list and the browser say so", async () => {
    state.granted.add(`${ROUNDCUBE}/*`).add("https://openpgpkey.example.org/*");
    await enableSite({ origin: ROUNDCUBE });
    const enabled = (origin: string) => isEnabled(origin);
    expect(await enabled(ROUNDCUBE)).toBe(true);
    expect(await enabled(`${ROUNDCUBE}.evil.example`)).toBe(false);
    expect(await enabled("https://openpgpkey.example.org")).toBe(false);
    state.granted.delete(`${ROUNDCUBE}/*`);
    expect(await enabled(ROUNDCUBE)).toBe(false);
    state.granted.add(`${ROUNDCUBE}/*`);
    await disableSite({ origin: ROUNDCUBE });
    state.granted.add(`${ROUNDCUBE}/*`);
    expect(await enabled(ROUNDCUBE)).toBe(false);
  });

  it("twice is once", async () => {
    state.granted.add(`${ROUNDCUBE}/*`);
    await enableSite({ origin: ROUNDCUBE });
    expect(await enableSite({ origin: ROUNDCUBE })).toMatchObject({ ok: true });
    expect(state.scripts.size).toBe(1);
    expect(state.stored.sites).toEqual([ROUNDCUBE]);
  });

  it("twice at the same moment is once too", async () => {
    state.granted.add(`${ROUNDCUBE}/*`);
    const both = await Promise.all([enableSite({ origin: ROUNDCUBE }), enableSite({ origin: ROUNDCUBE })]);
    expect(both.map((answer) => answer.ok)).toEqual([true, true]);
    expect([state.scripts.size, state.stored.sites]).toEqual([1, [ROUNDCUBE]]);
  });

  it("happens by the grant alone for the page in front, and for no other", async () => {
    state.tabs = [
      { id: 1, url: `${ROUNDCUBE}/?_task=mail` },
      { id: 2, url: "chrome-extension://cachet/pages/options/index.html" },
    ];
    state.granted.add(`${ROUNDCUBE}/*`).add("https://openpgpkey.example.org/*");
    await enableGranted(["https://openpgpkey.example.org/*"]);
    state.front = 2;
    await enableGranted([`${ROUNDCUBE}/*`]);
    expect(state.scripts.size).toBe(0);
    state.front = 1;
    await enableGranted([`${ROUNDCUBE}/*`]);
    expect([...state.scripts.values()].map((script) => script.matches)).toEqual([[`${ROUNDCUBE}/*`]]);
    expect(state.injected).toEqual([1]);
  });

  it("that is built in registers nothing", async () => {
    state.granted.add("https://mail.google.com/*");
    expect(await enableSite({ origin: "https://mail.google.com" })).toEqual({ ok: true, value: BUILT_IN });
    expect(state.scripts.size).toBe(0);
  });
});

describe("disabling a webmail", () => {
  it("takes back script, list entry and permission", async () => {
    state.granted.add(`${ROUNDCUBE}/*`);
    await enableSite({ origin: ROUNDCUBE });
    expect(await disableSite({ origin: ROUNDCUBE })).toEqual({ ok: true, value: BUILT_IN });
    expect([state.scripts.size, state.granted.size, state.stored.sites]).toEqual([0, 0, []]);
  });

  it("works although the script is gone already, and leaves built-in ones alone", async () => {
    state.granted.add(`${ROUNDCUBE}/*`).add("https://mail.google.com/*");
    await enableSite({ origin: ROUNDCUBE });
    state.scripts.clear();
    expect(await disableSite({ origin: ROUNDCUBE })).toMatchObject({ ok: true });
    await disableSite({ origin: "https://mail.google.com" });
    expect(state.granted).toEqual(new Set(["https://mail.google.com/*"]));
  });
});

describe("after an update", () => {
  it("the scripts come back where the grant still stands, and the list drops the rest", async () => {
    const other = "https://other.example";
    state.granted.add(`${ROUNDCUBE}/*`).add(`${other}/*`);
    await enableSite({ origin: ROUNDCUBE });
    await enableSite({ origin: other });
    state.scripts.clear();
    state.granted.delete(`${other}/*`);
    await restoreSites();
    await restoreSites();
    expect([...state.scripts.values()].map((script) => script.matches)).toEqual([[`${ROUNDCUBE}/*`]]);
    expect(state.stored.sites).toEqual([ROUNDCUBE]);
  });

  it("a grant given for a key directory is not taken for a webmail", async () => {
    state.granted.add("https://openpgpkey.example.org/*");
    await restoreSites();
    expect(state.scripts.size).toBe(0);
  });
});
