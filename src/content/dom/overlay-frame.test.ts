// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

interface FakePort {
  name: string;
  sender: { id: string; url: string };
  posted: unknown[];
  message: (message: unknown) => void;
  drop: () => void;
  disconnected: boolean;
}
const fake = vi.hoisted(() => ({
  connect: [] as ((port: unknown) => void)[],
  opened: [] as { ticket: string; kind: string }[],
}));
vi.mock("../../platform/browser");
fakeBrowser({
  runtime: {
    id: "own",
    getURL: (path: string) => `chrome-extension://own/${path}`,
    sendMessage: async ({ request }: { request: { ticket: string; kind: string } }) => {
      fake.opened.push(request);
      return { ok: true, value: null };
    },
    onConnect: {
      addListener: (listener: (port: unknown) => void) => fake.connect.push(listener),
      removeListener: (listener: (port: unknown) => void) => fake.connect.splice(fake.connect.indexOf(listener), 1),
    },
  },
});

import type { Job } from "../../messages/channel";
import { type OverlayOptions, overlayMounter } from "./overlay-frame";

const OVERLAY = "chrome-extension://own/pages/overlays/read/index.html";
const job = {
  kind: "badge",
  place: "x",
  account: null,
  dark: false,
  messageKey: null,
  threadKey: null,
  from: null,
  to: [],
} as Job;

function connect(name: string, sender = { id: "own", url: OVERLAY }): FakePort {
  const port = {
    name,
    sender,
    posted: [] as unknown[],
    disconnected: false,
    message: (_: unknown) => {},
    drop: () => {},
  };
  const raw = {
    ...port,
    postMessage: (message: unknown) => port.posted.push(message),
    disconnect: () => {
      port.disconnected = true;
    },
    onMessage: {
      addListener: (listener: (message: unknown) => void) => {
        port.message = listener;
      },
    },
    onDisconnect: {
      addListener: (listener: () => void) => {
        port.drop = listener;
      },
    },
  };
  for (const listener of fake.connect) listener(raw);
  return port;
}

describe("an overlay in the page", () => {
  let controller: AbortController;
  let lost: string[];
  const themed = new Set<(dark: boolean) => void>();
  let said: unknown[];
  const mount = (more: Partial<OverlayOptions> = {}) =>
    overlayMounter(
      document,
      controller.signal,
      themed,
    )({
      kind: "read",
      title: "Sealed",
      dark: true,
      height: 100,
      place: (host) => document.body.append(host),
      job: () => job,
      onMessage: (message) => said.push(message),
      calls: {},
      onLost: (why) => lost.push(why),
      signal: controller.signal,
      ...more,
    });
  const turn = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers();
    controller = new AbortController();
    [lost, said] = [[], []];
    fake.opened.length = 0;
    fake.connect.length = 0;
  });
  afterEach(() => {
    controller.abort();
    vi.useRealTimers();
  });

  it("has a host without any mark and a closed root", () => {
    const { host } = mount();
    expect(host.getAttributeNames()).toEqual(["style"]);
    expect(host.shadowRoot).toBeNull();
    expect(host.innerHTML).toBe("");
  });

  it("sends the job to the overlay that holds its ticket", async () => {
    mount();
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    expect(fake.opened).toEqual([{ ticket: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: "read" }]);
    expect(port.posted).toEqual([{ event: "job", job }]);
    port.message({ event: "resize", height: 7 });
    expect(said).toEqual([{ event: "resize", height: 7 }]);
  });

  it.each([
    ["an unknown ticket", "00000000-0000-4000-8000-000000000000", { id: "own", url: OVERLAY }],
    ["another extension", null, { id: "other", url: OVERLAY }],
    ["a web page", null, { id: "own", url: "https://evil.example/pages/overlays/read/index.html" }],
    ["another page of ours", null, { id: "own", url: "chrome-extension://own/pages/options/index.html" }],
  ])("tells nothing to %s", async (_, ticket, sender) => {
    mount();
    const port = connect(ticket ?? fake.opened[0]!.ticket, sender);
    await turn();
    expect(port.posted).toEqual([]);
  });

  it("takes a ticket once", async () => {
    mount();
    connect(fake.opened[0]!.ticket);
    const second = connect(fake.opened[0]!.ticket);
    await turn();
    expect(second.posted).toEqual([]);
  });

  it.each([
    ["five seconds of silence once it has loaded", 5000, true],
    ["twenty seconds that it does not load in", 20_000, false],
  ])("is given up after %s", async (_, ms, loads) => {
    const create = vi.spyOn(document, "createElement");
    const { host } = mount();
    const frame = create.mock.results.map(({ value }) => value).find((made) => made.localName === "iframe");
    create.mockRestore();
    if (loads) frame.dispatchEvent(new Event("load"));
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(lost).toEqual(["blocked"]);
    expect(host.isConnected).toBe(false);
  });

  it("is not given up when it loads after it has spoken", async () => {
    const create = vi.spyOn(document, "createElement");
    mount();
    const frame = create.mock.results.map(({ value }) => value).find((made) => made.localName === "iframe");
    create.mockRestore();
    connect(fake.opened[0]!.ticket);
    frame.dispatchEvent(new Event("load"));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(lost).toEqual([]);
  });

  it("starts again with a new ticket when the page moved it, which reloads the frame", async () => {
    const { host } = mount();
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    document.body.append(document.createElement("div").appendChild(host).parentElement!);
    port.drop();
    expect(fake.opened).toHaveLength(2);
    const again = connect(fake.opened[1]!.ticket);
    await turn();
    expect(again.posted).toEqual([{ event: "job", job }]);
    port.message({ event: "wholeShown" });
    expect(said).toEqual([]);
    expect(lost).toEqual([]);
  });

  it("waits for the same overlay where the background spoke for it and went to sleep", async () => {
    mount();
    const { ticket } = fake.opened[0]!;
    const background = { id: "own", url: "chrome-extension://own/_generated_background_page.html" };
    const port = connect(ticket, background);
    await turn();
    port.drop();
    const again = connect(ticket, background);
    await turn();
    expect(fake.opened).toHaveLength(1);
    again.message({ event: "wholeShown" });
    expect(said).toEqual([{ event: "wholeShown" }]);
    again.drop();
    await vi.advanceTimersByTimeAsync(1600);
    expect(fake.opened).toHaveLength(2);
  });

  const answersOf = ({ posted }: FakePort) => posted.filter((one) => "answer" in (one as object));
  const ASKED = { id: "q1", call: "close", request: { restore: false } };

  it("answers each request at the end that asked, also while a window speaks in its place", async () => {
    const overlay = mount({ kind: "compose", calls: { focus: () => ({ is: "told", here: true, pressed: 1 }) } });
    connect(fake.opened[0]!.ticket);
    overlay.lend("the-window");
    const window = connect("the-window");
    await turn();
    const frame = connect(fake.opened.at(-1)!.ticket);
    await turn();
    frame.message({ id: "a", call: "covered", request: null });
    window.message({ id: "b", call: "focus", request: null });
    await turn();
    expect(answersOf(frame)).toEqual([{ id: "a", answer: { is: "given", value: null } }]);
    expect(answersOf(window)).toEqual([{ id: "b", answer: { is: "told", here: true, pressed: 1 } }]);
  });

  it("refuses what this overlay has no part in", async () => {
    mount();
    const port = connect(fake.opened[0]!.ticket);
    port.message({ id: "a", call: "insert", request: {} });
    port.message({ id: "b", call: "toString", request: {} });
    await turn();
    expect(answersOf(port).map((one) => (one as { answer: unknown }).answer)).toEqual([
      { is: "failed" },
      { is: "failed" },
    ]);
    expect(said).toEqual([]);
  });

  it("does once what was asked again on the next line, and answers there", async () => {
    const close = vi.fn(async () => {
      await new Promise((later) => setTimeout(later, 100));
      return { is: "closed" } as const;
    });
    mount({ calls: { close } });
    const { ticket } = fake.opened[0]!;
    const background = { id: "own", url: "chrome-extension://own/_generated_background_page.html" };
    const port = connect(ticket, background);
    await turn();
    port.message(ASKED);
    port.drop();
    const again = connect(ticket, background);
    again.message(ASKED);
    await vi.advanceTimersByTimeAsync(200);
    again.message(ASKED);
    await turn();
    const answer = { id: "q1", answer: { is: "closed" } };
    expect([close.mock.calls.length, answersOf(port), answersOf(again)]).toEqual([1, [], [answer, answer]]);
  });

  it.each([
    ["the frame is loaded anew", (port: FakePort) => port.drop()],
    ["the overlay is taken away", (_: FakePort, overlay: { remove(): void }) => overlay.remove()],
    ["the extension is reloaded", () => controller.abort()],
  ])("cancels what is under way when %s", async (_, end) => {
    const signals: AbortSignal[] = [];
    const overlay = mount({
      calls: {
        close: (_, signal) => {
          signals.push(signal);
          return new Promise(() => {});
        },
      },
    });
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    port.message(ASKED);
    expect(signals[0]!.aborted).toBe(false);
    end(port, overlay);
    expect(signals[0]!.aborted).toBe(true);
  });

  it("says so when the page took it away", async () => {
    const { host } = mount();
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    host.remove();
    port.drop();
    expect(lost).toEqual(["removed"]);
    expect(fake.opened).toHaveLength(1);
  });

  it("says so, a moment later, when there was no place for it", async () => {
    mount({ place: () => {} });
    expect(lost).toEqual([]);
    await turn();
    expect(lost).toEqual(["removed"]);
    expect(fake.opened).toEqual([]);
  });

  it("is gone with the signal, and nothing listens any more", async () => {
    const { host } = mount();
    controller.abort();
    expect(host.isConnected).toBe(false);
    expect(fake.connect).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lost).toEqual([]);
  });

  it("tells an open panel, and no closed one, that somebody pressed beside it", async () => {
    const overlay = mount({ kind: "badge" });
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    const told = () => port.posted.filter((message) => (message as { event: string }).event === "pressedBeside").length;
    const pressed = () => document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    overlay.resize(28, 120);
    pressed();
    expect(told()).toBe(0);
    overlay.resize(400, 376);
    pressed();
    expect(told()).toBe(1);
    overlay.resize(28, 120);
    pressed();
    expect(told()).toBe(1);
  });

  it("turns dark and light with the page, as long as it lives", async () => {
    const attach = vi.spyOn(Element.prototype, "attachShadow");
    const overlay = mount({ dark: false });
    const frame = (attach.mock.results[0]!.value as ShadowRoot).querySelector("iframe")!;
    const port = connect(fake.opened[0]!.ticket);
    await turn();
    for (const retheme of themed) retheme(true);
    expect(port.posted.at(-1)).toEqual({ event: "themeChanged", dark: true });
    expect(frame.style.colorScheme).toBe("dark");
    overlay.remove();
    expect(themed.size).toBe(0);
    attach.mockRestore();
  });

  it("keeps an open panel within the window when that becomes narrower", () => {
    const attach = vi.spyOn(Element.prototype, "attachShadow");
    const overlay = mount({ kind: "badge" });
    const frame = (attach.mock.results[0]!.value as ShadowRoot).querySelector("iframe")!;
    overlay.host.getBoundingClientRect = () => ({ left: 100, right: 140 }) as DOMRect;
    window.innerWidth = 1000;
    overlay.resize(400, 300);
    expect([frame.style.left, frame.style.width]).toEqual(["0px", "376px"]);
    window.innerWidth = 360;
    dispatchEvent(new Event("resize"));
    expect([frame.style.left, frame.style.width]).toEqual(["-92px", "344px"]);
    overlay.remove();
    window.innerWidth = 1000;
    dispatchEvent(new Event("resize"));
    expect(frame.style.left).toBe("-92px");
    attach.mockRestore();
  });
});
