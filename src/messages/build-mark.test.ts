// Two builds of the extension meet, as when its files are replaced under a running browser.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { fail, ok } from "../domain/result";
import { fakeBrowser } from "../platform/testing/fake-browser";
import { PIECE } from "./pieces";
import type { Handlers } from "./serve";

type Listener = (message: unknown, sender: unknown, reply: (answer: unknown) => void) => unknown;
type Connected = (port: unknown) => void;
const heard = vi.hoisted(() => ({ messages: [] as Listener[], ports: [] as Connected[] }));
vi.mock("../platform/browser");
const { runtime } = fakeBrowser({
  runtime: {
    id: "cachet",
    getURL: (path: string) => `chrome-extension://cachet/${path}`,
    onMessage: { addListener: (one: Listener) => void heard.messages.push(one) },
    onConnect: { addListener: (one: Connected) => void heard.ports.push(one) },
    sendMessage: vi.fn<(message: unknown) => Promise<unknown>>(),
    connect: vi.fn(),
  },
});

const OVERLAY = {
  id: "cachet",
  url: "chrome-extension://cachet/pages/overlays/compose/index.html",
  frameId: 7,
  tab: { id: 3, url: "https://mail.example/" },
};
const WEBMAIL = { id: "cachet", url: "https://mail.example/inbox", frameId: 0, tab: { id: 3 } };
const STRANGER = { id: "stranger", url: "https://mail.example/inbox", frameId: 0, tab: { id: 3 } };
const DRAFT = "123e4567-e89b-42d3-a456-426614174000";

const reached = vi.fn(async () => ok("reached"));
const handlers = new Proxy({}, { get: () => reached }) as Handlers;
const renew = vi.fn();

const [OLD, NEW] = ["11112222", "33334444"];

/** The modules of one build, freshly loaded; their calls carry its mark. */
async function build(mark: string) {
  vi.resetModules();
  vi.doMock("../platform/build", () => ({ BUILD: mark }));
  const marks = await import("./build-mark");
  const { call } = await import("./call");
  const { callLarge } = await import("./line");
  const { onOtherBuild, serve } = await import("./serve");
  return {
    ...marks,
    call,
    callLarge,
    work() {
      onOtherBuild(renew);
      serve(handlers);
    },
  };
}
/** Delivers a message from this sender to the background and resolves to its reply. */
const reply = (sender: object) => (message: unknown) =>
  new Promise((resolve) => heard.messages.at(-1)!(message, sender as Runtime.MessageSender, resolve));

// Missing in Node before version 22.
Promise.withResolvers ??= <T>() => {
  let [resolve, reject] = [] as unknown as [PromiseWithResolvers<T>["resolve"], PromiseWithResolvers<T>["reject"]];
  const promise = new Promise<T>((given, refused) => {
    [resolve, reject] = [given, refused];
  });
  return { promise, resolve, reject };
};

beforeEach(() => {
  heard.messages.length = 0;
  heard.ports.length = 0;
  vi.clearAllMocks();
  runtime.sendMessage.mockImplementation(reply(OVERLAY));
});
afterEach(() => vi.doUnmock("../platform/build"));

it("a document and a background of one build speak", async () => {
  const { call, work } = await build(NEW);
  work();
  expect(await call("identity.list", {})).toEqual(ok("reached"));
  expect(renew).not.toHaveBeenCalled();
});

it.each([
  ["an old document and a new background", OLD, NEW],
  ["a new document and an old background", NEW, OLD],
])("%s do not: nothing is done, and both know why", async (_, ofDocument, ofBackground) => {
  (await build(ofBackground)).work();
  const { call, isOtherBuild } = await build(ofDocument);
  const answer = await call("draft.drop", { id: DRAFT });
  expect(answer).toEqual(fail("other-build"));
  expect(isOtherBuild(answer)).toBe(true);
  expect(reached).not.toHaveBeenCalled();
  expect(renew).toHaveBeenCalledOnce();
});

it.each([
  ["a call that is none here", { call: "draft.forget", request: { id: DRAFT } }],
  ["a call of another shape", { call: "draft.drop", request: { draft: 7 } }],
  ["a call as it was named before there were marks", { call: "draft.drop", request: { id: DRAFT } }],
  ["a mark with nothing behind it", { call: `${OLD}/`, request: {} }],
  ["the mark of this build without its end", { call: NEW, request: {} }],
])("a new background takes %s for what another build says", async (_, message) => {
  (await build(NEW)).work();
  expect(await reply(OVERLAY)(message)).toEqual(fail("other-build"));
  expect(renew).toHaveBeenCalledOnce();
  expect(reached).not.toHaveBeenCalled();
});

it("a background from before there were marks does nothing that a new document asks, and is known by its answer", async () => {
  const before = vi.fn(async (message: unknown) => {
    const { call: name } = message as { call: string };
    return name === "draft.drop" ? reached() : fail("malformed");
  });
  runtime.sendMessage.mockImplementation(before);
  const { call, isOtherBuild } = await build(NEW);
  const answer = await call("draft.drop", { id: DRAFT });
  expect(isOtherBuild(answer)).toBe(true);
  expect(reached).not.toHaveBeenCalled();
});

it("what this build itself cannot use is not laid on another one", async () => {
  const { call, isOtherBuild, work } = await build(NEW);
  work();
  const answer = await call("draft.drop", { id: "no id" });
  expect(answer).toMatchObject({ ok: false, code: "malformed" });
  expect(isOtherBuild(answer)).toBe(false);
  expect(isOtherBuild(fail("refused"))).toBe(false);
  expect(isOtherBuild(ok({ code: "other-build" }))).toBe(false);
  expect(renew).not.toHaveBeenCalled();
});

it("an old script in a webmail is told no more, and a stranger nothing at all", async () => {
  (await build(NEW)).work();
  expect(await reply(WEBMAIL)({ call: `${OLD}/content.hello`, request: {} })).toEqual(fail("other-build"));
  expect(renew).toHaveBeenCalledOnce();
  expect(await reply(STRANGER)({ call: `${OLD}/content.hello`, request: {} })).toEqual(fail("refused"));
  expect(renew).toHaveBeenCalledOnce();
});

it("a large call whose background is exchanged half way is not taken up by the new one", async () => {
  const { callLarge } = await build(OLD);
  (await build(NEW)).work();
  let opened = 0;
  runtime.connect.mockImplementation(({ name }: { name: string }) => {
    const [near, far] = portPair(name, OVERLAY);
    // The first Port closes with the old background, once the first piece is sent.
    if (++opened === 1) near.onPost = () => near.gone();
    else heard.ports.at(-1)!(far);
    return near;
  });
  const request = { text: "x".repeat(PIECE + 1), to: [], cc: [], bcc: [], from: null };
  expect(await callLarge("message.seal", request)).toEqual(fail("other-build"));
  expect(opened).toBe(2);
  expect(reached).not.toHaveBeenCalled();
  expect(renew).toHaveBeenCalledOnce();
});

function portPair(name: string, sender: object) {
  const end = () => {
    const listeners: ((message: unknown) => void)[] = [];
    const ends: (() => void)[] = [];
    return {
      name,
      sender,
      listeners,
      ends,
      onPost: null as (() => void) | null,
      onMessage: { addListener: (one: (message: unknown) => void) => void listeners.push(one) },
      onDisconnect: { addListener: (one: () => void) => void ends.push(one) },
      postMessage: (_message: unknown): void => {},
      disconnect: () => {},
      gone: () => {
        for (const one of ends) one();
      },
    };
  };
  const [near, far] = [end(), end()];
  near.postMessage = (message) => {
    near.onPost?.();
    for (const one of far.listeners) one(message);
  };
  far.postMessage = (message) => {
    for (const one of near.listeners) one(message);
  };
  return [near, far] as const;
}
