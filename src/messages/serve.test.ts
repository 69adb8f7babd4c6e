import Dexie from "dexie";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { ok } from "../domain/result";
import { fakeBrowser } from "../platform/testing/fake-browser";
import { type CallName, calls } from "./calls";
import type { Caller } from "./calls/table";
import { cut, PIECE, PIECES_PORT } from "./pieces";
import { answer, type Handlers, serve } from "./serve";

const added = vi.hoisted(() => [] as ((...args: unknown[]) => unknown)[]);
const connected = vi.hoisted(() => [] as ((port: unknown) => void)[]);
vi.mock("../platform/browser");
fakeBrowser({
  runtime: {
    id: "cachet",
    getURL: (path: string) => `chrome-extension://cachet/${path}`,
    onMessage: { addListener: (listener: () => unknown) => added.push(listener) },
    onConnect: { addListener: (listener: (port: unknown) => void) => connected.push(listener) },
  },
});

const OWN = "chrome-extension://cachet";
const names = Object.keys(calls) as CallName[];

const SENDERS: Record<Caller, Runtime.MessageSender> = {
  content: {
    id: "cachet",
    url: "https://mail.example/inbox",
    frameId: 0,
    tab: { id: 3, url: "https://mail.example/" } as Runtime.MessageSender["tab"],
  },
  overlay: {
    id: "cachet",
    url: `${OWN}/pages/overlays/read/index.html#x`,
    frameId: 7,
    tab: { id: 3, url: "https://mail.example/" } as Runtime.MessageSender["tab"],
  },
  page: { id: "cachet", url: `${OWN}/pages/options/index.html` },
};

/** A well-formed request for each call, so that only the caller can be the reason for a refusal. */
const FINGERPRINT = "a".repeat(40);
const ID = "123e4567-e89b-42d3-a456-426614174000";
const WHO = { address: "a@example.org" };
const REQUESTS: { readonly [N in CallName]: unknown } = {
  "content.hello": { site: "gmail", account: null },
  "client.allow": { origin: "https://mail.example", on: true },
  "client.allowed": { origin: "https://mail.example" },
  "client.keyring": { id: null, make: false },
  "client.keys": { addresses: [] },
  "client.own": {},
  "client.publicKey": WHO,
  "client.import": { token: ID, armored: "" },
  "client.imported": { token: ID },
  "client.settings": {},
  "ticket.open": { ticket: ID, kind: "read" },
  "ticket.claim": { ticket: ID },
  "ticket.move": { ticket: ID, own: ID },
  "consent.ask": { token: ID, kind: "put-back", label: "", account: null, people: [], about: [], pointer: null },
  "consent.take": { token: ID },
  "consent.drop": { token: ID },
  "consent.show": { token: ID },
  "consent.answer": { token: ID, yes: true },
  "mail.read": { given: { armored: "" }, claims: { from: null, to: [], date: null, account: null } },
  "message.seal": { text: "", to: [], cc: [], bcc: [], from: null },
  "message.sign": { text: "", from: null },
  "index.clear": { from: null, to: [], account: null },
  "verdict.known": { account: null, message: "m1" },
  "verdict.note": { account: null, message: "m1", thread: null, grade: "c", sealed: true, path: null, at: 0 },
  "verdict.sent": { grade: "a" },
  "verdict.rows": { account: null, rows: [{ message: "m1", thread: null, count: 1 }] },
  "verdict.thread": { account: null, thread: "t1", messages: ["m1"], count: 2 },
  "mail.headers": { headers: "" },
  "mail.key": { armored: "", from: null },
  "mail.keepKey": { armored: "", fingerprint: FINGERPRINT, ...WHO },
  "dkim.key": { domain: "example.org", selector: "s1" },
  "recipient.states": { addresses: [] },
  "recipient.lookup": { ...WHO, source: "dns" },
  "recipient.choose": { ...WHO, fingerprint: FINGERPRINT },
  "recipient.reject": { ...WHO, fingerprint: FINGERPRINT },
  "recipient.dismissNotice": WHO,
  "delivery.forecast": { addresses: [] },
  "draft.save": { id: ID, place: "", composeKey: null, account: null, from: null, entity: new Uint8Array(), files: [] },
  "draft.saveFile": { id: ID, file: ID, from: null, bytes: new Uint8Array() },
  "draft.find": { place: "", composeKey: null, account: null, digest: null },
  "draft.state": { id: ID, holder: ID },
  "draft.leaving": { id: ID, holder: ID, at: null },
  "draft.load": { id: ID, account: null },
  "draft.loadFile": { id: ID, file: ID, account: null },
  "draft.placed": { id: ID, digest: "d".repeat(64) },
  "draft.handOver": { id: ID },
  "draft.continue": { id: ID },
  "draft.drop": { id: ID },
  "draft.list": {},
  "vault.unlock": { passphrase: "x" },
  "vault.lock": {},
  "identity.public": { from: null },
  "identity.strong": { fingerprint: FINGERPRINT },
  "identity.list": {},
  "identity.create": { name: "A", ...WHO },
  "identity.addAddress": { fingerprint: FINGERPRINT, ...WHO },
  "identity.import": { key: "x" },
  "identity.export": { fingerprint: FINGERPRINT, what: "public" },
  "identity.protect": { fingerprint: FINGERPRINT, current: null, next: null },
  "identity.extend": { fingerprint: FINGERPRINT, passphrase: null },
  "identity.delete": { fingerprint: FINGERPRINT },
  "publish.key": { fingerprint: FINGERPRINT, ...WHO },
  "publish.check": { fingerprint: FINGERPRINT, ...WHO, source: "dns" },
  "publish.submission": { fingerprint: FINGERPRINT, ...WHO },
  "publish.upload": { fingerprint: FINGERPRINT, ...WHO, server: "https://keys.example" },
  "publish.confirm": {
    fingerprint: FINGERPRINT,
    ...WHO,
    server: "https://keys.example",
    token: "t",
    language: "fr",
  },
  "contact.search": { query: "", offset: 0, limit: 10 },
  "contact.get": WHO,
  "contact.import": { key: "x" },
  "keyring.import": { keys: [new Uint8Array([1])] },
  "contact.verify": { ...WHO, verified: true },
  "contact.delete": WHO,
  "contact.history": WHO,
  "verification.show": { ...WHO, own: { fingerprint: FINGERPRINT, ...WHO } },
  "verification.scan": { ...WHO, code: "OPENPGP4FPR:" },
  "pins.save": {},
  "pins.restore": { text: "" },
  "pins.check": {},
  "pins.accept": {},
  "settings.get": {},
  "settings.set": {},
  "site.start": { site: "roundcube" },
  "site.enable": { origin: "https://mail.example" },
  "site.disable": { origin: "https://mail.example" },
  "site.list": {},
  "places.keep": { places: [{ word: "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc", item: "ada@example.org" }] },
  "places.get": { word: "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc" },
  "steps.next": {},
  "steps.answer": { id: "try", answer: "later" },
  "steps.seen": { finished: ["backup"] },
  "home.get": {},
  "store.state": {},
  "store.putAway": { what: "told" },
  "store.goOn": { sure: false },
  "account.suggest": {},
};

const reached = vi.fn(async (_call: string, _request: unknown, _sender: unknown) => ok("reached") as never);
const handlers = Object.fromEntries(
  names.map((name) => [name, (request: unknown, sender: unknown) => reached(name, request, sender)]),
) as unknown as Handlers;

const ask = (call: unknown, request: unknown, sender: Runtime.MessageSender) =>
  answer(handlers, { call, request }, sender, OWN);

beforeEach(() => {
  reached.mockClear();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(names)("%s", (name) => {
  const allowed: readonly Caller[] = calls[name].callers;

  it("answers the callers of its contract and refuses every other", async () => {
    for (const caller of Object.keys(SENDERS) as Caller[]) {
      reached.mockClear();
      const expected = allowed.includes(caller);
      expect(await ask(name, REQUESTS[name], SENDERS[caller])).toEqual(
        expected ? { ok: true, value: "reached" } : { ok: false, code: "refused" },
      );
      expect(reached).toHaveBeenCalledTimes(expected ? 1 : 0);
    }
  });

  it("refuses other extensions, plain http pages and documents without a URL", async () => {
    const right = SENDERS[allowed[0]!];
    for (const sender of [
      { ...right, id: "other" },
      { ...right, url: "http://mail.example/" },
      { ...right, url: undefined },
      { ...right, url: "chrome-extension://other/pages/options/index.html" },
      { ...right, url: `${OWN}/background.js` },
      { id: "cachet" },
    ]) {
      expect(await ask(name, REQUESTS[name], sender)).toEqual({ ok: false, code: "refused" });
    }
    expect(reached).not.toHaveBeenCalled();
  });

  it("refuses a request of another shape without calling its service", async () => {
    for (const request of [
      undefined,
      null,
      7,
      "x",
      ...(Object.keys(REQUESTS[name] as object).length > 0
        ? [
            {
              fingerprint: 1,
              site: 1,
              address: 1,
              addresses: 1,
              ticket: 1,
              id: 1,
              query: 1,
              place: 1,
              to: 1,
              key: 1,
              origin: 1,
              passphrase: 1,
              mark: 1,
            },
          ]
        : []),
    ]) {
      expect(await ask(name, request, SENDERS[allowed[0]!])).toEqual({ ok: false, code: "malformed" });
    }
    expect(reached).not.toHaveBeenCalled();
  });
});

describe("serve", () => {
  it("keeps secrets away from web pages: few calls are open to content scripts", () => {
    const open = names.filter((name) => (calls[name].callers as readonly Caller[]).includes("content"));
    const client = ["keyring", "keys", "own", "publicKey", "import", "imported", "settings"].map(
      (one) => `client.${one}`,
    );
    const always = ["content.hello", "mail.headers", "site.start", "ticket.open", "verdict.rows", "verdict.thread"];
    // Those of the client API are refused further in, for every origin where the user did not switch it on.
    expect(open.sort()).toEqual([...always, ...client].sort());
  });

  it.each([undefined, null, {}, { call: 1 }, { call: "toString" }, { call: "__proto__" }, { call: "no.such" }])(
    "calls %j malformed",
    async (message) => {
      expect(await answer(handlers, message, SENDERS.page, OWN)).toEqual({ ok: false, code: "malformed" });
    },
  );

  it("tells the service who asked: caller, tab and frame, as the browser says", async () => {
    await ask("ticket.claim", { ticket: ID, tabId: 99 }, SENDERS.overlay);
    expect(reached).toHaveBeenCalledWith(
      "ticket.claim",
      { ticket: ID },
      { caller: "overlay", tabId: 3, frameId: 7, place: "https://mail.example", origin: expect.anything() },
    );
  });

  it("turns a bug into «internal» and logs neither request nor error values", async () => {
    reached.mockRejectedValueOnce(new Error("boom"));
    const secret = "correct horse";
    expect(await ask("vault.unlock", { passphrase: secret }, SENDERS.page)).toEqual({ ok: false, code: "internal" });
    expect(JSON.stringify(vi.mocked(console.error).mock.calls)).not.toContain(secret);
  });

  it.each([
    Object.defineProperty(new DOMException("Internal error.", "UnknownError"), "stack", { value: undefined }),
    new Dexie.UnknownError("Internal error."),
  ])("logs what storage threw, which has no stack, by its name and what it says: %s", async (error) => {
    reached.mockRejectedValueOnce(error);
    expect(await ask("identity.list", {}, SENDERS.page)).toEqual({ ok: false, code: "internal" });
    expect(console.error).toHaveBeenCalledWith("cachet: identity.list failed", "UnknownError: Internal error.");
  });

  it("listens with one function that is not async and keeps the line open", async () => {
    serve(handlers);
    const reply = vi.fn();
    expect(added).toHaveLength(1);
    expect(added[0]!({ call: "identity.list", request: {} }, SENDERS.page, reply)).toBe(true);
    await vi.waitFor(() => expect(reply).toHaveBeenCalledWith({ ok: true, value: "reached" }));
  });

  it("tells a handler the place as the browser knows it, and none for a frame of another origin or a private window", async () => {
    const place = async (sender: Runtime.MessageSender): Promise<unknown> => {
      await answer(handlers, { call: "verdict.rows", request: { account: null, rows: [] } }, sender, OWN);
      return (reached.mock.lastCall![2] as { place: unknown }).place;
    };
    expect(await place(SENDERS.content)).toBe("https://mail.example");
    expect(await place({ ...SENDERS.content, url: "https://framed.example/" })).toBe(null);
    const secret = { ...SENDERS.content.tab, incognito: true } as Runtime.MessageSender["tab"];
    expect(await place({ ...SENDERS.content, tab: secret })).toBe(null);
    expect(await place({ ...SENDERS.content, tab: { id: 3 } as Runtime.MessageSender["tab"] })).toBe(null);
  });

  it("takes a large request in pieces from an overlay, and nothing at all from a web page", async () => {
    serve(handlers);
    const line = (sender: Runtime.MessageSender) => {
      const heard: ((message: unknown) => void)[] = [];
      const port = {
        name: PIECES_PORT,
        sender,
        disconnect: vi.fn(),
        postMessage: vi.fn(),
        onMessage: { addListener: (listener: (message: unknown) => void) => heard.push(listener) },
        onDisconnect: { addListener: () => {} },
      };
      connected.at(-1)!(port);
      return { port, say: (message: unknown) => heard.map((listener) => listener(message)) };
    };
    const ours = line(SENDERS.overlay);
    let at = 0;
    for (const piece of cut("x".repeat(PIECE + 1))) ours.say({ id: "a", of: "a 0", at: at++, piece });
    reached.mockResolvedValueOnce(ok({ armored: "y".repeat(PIECE + 1), pinned: [] }) as never);
    const request = { text: "a 0", to: [], cc: [], bcc: [], from: null };
    ours.say({ id: "a", call: "message.seal", request, apart: at });
    await vi.waitFor(() => expect(ours.port.postMessage).toHaveBeenCalledTimes(3));
    expect((reached.mock.lastCall![1] as { text: string }).text).toHaveLength(PIECE + 1);
    const answer = { ok: true, value: { armored: "a 0", pinned: [] } };
    expect(ours.port.postMessage).toHaveBeenLastCalledWith({ id: "a", answer, apart: 2 });

    const theirs = line(SENDERS.content);
    expect(theirs.port.disconnect).toHaveBeenCalled();
    expect(theirs.say({ id: "b", call: "identity.list", request: {} })).toEqual([]);
  });
});
