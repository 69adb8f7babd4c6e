import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { calls } from "../../messages/calls";
import { fakeBrowser } from "../../platform/testing/fake-browser";

type Listener = (...args: unknown[]) => unknown;

const state = vi.hoisted(() => ({
  listeners: new Map<string, Listener>(),
  created: [] as string[],
  injected: [] as unknown[],
}));

vi.mock("../../platform/browser");
const event = (name: string) => ({ addListener: (listener: Listener) => state.listeners.set(name, listener) });
fakeBrowser({
  runtime: {
    id: "cachet",
    getURL: (path: string) => `chrome-extension://cachet/${path}`,
    getManifest: () => ({ content_scripts: [{ matches: ["https://mail.example/*"], js: ["content/mail.js"] }] }),
    onMessage: event("message"),
    onConnect: event("connect"),
    onInstalled: event("installed"),
    onStartup: event("startup"),
  },
  alarms: { get: async () => undefined, create: async () => undefined, onAlarm: event("alarm") },
  permissions: { contains: async () => true, onAdded: event("granted") },
  storage: {
    onChanged: event("stored"),
    local: { get: async () => ({ sites: ["https://own.example"] }), set: async () => undefined },
  },
  scripting: {
    getRegisteredContentScripts: async () => [
      {
        id: "site:https://own.example",
        matches: ["https://own.example/*"],
        js: ["content/enabled.js"],
        allFrames: true,
      },
    ],
    registerContentScripts: async () => undefined,
    executeScript: async (injection: { target: { tabId: number } }) => {
      if (injection.target.tabId === 1) throw new Error("Cannot access this page");
      state.injected.push(injection);
    },
  },
  tabs: {
    onRemoved: event("tab gone"),
    create: async ({ url }: { url: string }) => state.created.push(url),
    query: async ({ url }: { url: string[] }) => (url[0]!.includes("own") ? [{ id: 9 }] : [{ id: 1 }, { id: 2 }, {}]),
  },
});

beforeEach(() => {
  state.created.length = 0;
  state.injected.length = 0;
});

beforeAll(async () => {
  await import("../index");
});

describe("background", () => {
  const INJECTED = [
    { target: { tabId: 2, allFrames: false }, files: ["content/mail.js"] },
    { target: { tabId: 9, allFrames: true }, files: ["content/enabled.js"] },
  ];

  it("has every listener as soon as it is loaded", () => {
    expect([...state.listeners.keys()].sort()).toEqual([
      "alarm",
      "connect",
      "granted",
      "installed",
      "message",
      "startup",
      "stored",
      "tab gone",
    ]);
  });

  it("has a handler for every call of the contract and no other", async () => {
    const { handlers } = await import("../handlers");
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(calls).sort());
  });

  it("on install opens the welcome page and starts in pages already open, whatever one of them says", async () => {
    state.listeners.get("installed")!({ reason: "install" });
    await vi.waitFor(() => expect(state.injected).toEqual(INJECTED));
    expect(state.created).toEqual(["chrome-extension://cachet/pages/welcome/index.html"]);
  });

  it("on update starts in pages already open, without a welcome page", async () => {
    state.listeners.get("installed")!({ reason: "update" });
    await vi.waitFor(() => expect(state.injected).toEqual(INJECTED));
    expect(state.created).toEqual([]);
  });
});
