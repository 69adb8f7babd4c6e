import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

type Listener = (message?: unknown) => void;
interface FakePort {
  readonly name: string;
  readonly sender?: unknown;
  readonly posted: unknown[];
  disconnected: boolean;
  heard: Listener;
  dropped: Listener;
}

const fake = vi.hoisted(() => ({ onConnect: (_: unknown) => {}, lines: [] as unknown[] }));

function portOf(name: string, sender?: unknown): FakePort {
  const port: FakePort = { name, sender, posted: [], disconnected: false, heard: () => {}, dropped: () => {} };
  return Object.assign(port, {
    postMessage: (message: unknown) => port.posted.push(message),
    disconnect: () => {
      port.disconnected = true;
    },
    onMessage: {
      addListener: (listener: Listener) => {
        port.heard = listener;
      },
    },
    onDisconnect: {
      addListener: (listener: Listener) => {
        port.dropped = listener;
      },
    },
  });
}

vi.mock("../../platform/browser");
fakeBrowser({
  runtime: {
    id: "own",
    getURL: (path: string) => `moz-extension://own/${path}`,
    onConnect: {
      addListener: (listener: (port: unknown) => void) => {
        fake.onConnect = listener;
      },
    },
  },
  tabs: {
    connect: (tabId: number, { frameId, name }: { frameId: number; name: string }) => {
      const line = portOf(name);
      fake.lines.push(Object.assign(line, { tabId, frameId }));
      return line;
    },
  },
});

import { relayName } from "../../messages/relay";
import { relayLines } from "./relay";

const TICKET = "11111111-2222-4333-8444-555555555555";
const OVERLAY = { id: "own", url: "moz-extension://own/pages/overlays/read/index.html", tab: { id: 7 } };
const lines = () => fake.lines as (FakePort & { tabId: number; frameId: number })[];

describe("a relayed line", () => {
  beforeEach(() => {
    fake.lines.length = 0;
    relayLines();
  });

  it("leads to the frame asked for, in the overlay's own tab, and passes on both ways", () => {
    const port = portOf(relayName(3, TICKET), OVERLAY);
    fake.onConnect(port);
    const [line] = lines();
    expect(line).toMatchObject({ name: TICKET, tabId: 7, frameId: 3 });
    line!.heard({ event: "job" });
    port.heard({ event: "resize", height: 5 });
    expect(port.posted).toEqual([{ event: "job" }]);
    expect(line!.posted).toEqual([{ event: "resize", height: 5 }]);
  });

  it("says that the content script's end is gone, and ends that end with the overlay", () => {
    const port = portOf(relayName(0, TICKET), OVERLAY);
    fake.onConnect(port);
    lines()[0]!.dropped();
    expect(port.posted).toEqual([{ event: "ended" }]);
    expect(port.disconnected).toBe(true);
    const other = portOf(relayName(0, TICKET), OVERLAY);
    fake.onConnect(other);
    other.dropped();
    expect(lines()[1]!.disconnected).toBe(true);
  });

  it.each([
    ["a content script", { ...OVERLAY, url: "https://mail.google.com/" }, relayName(0, TICKET)],
    ["another page of ours", { ...OVERLAY, url: "moz-extension://own/pages/options/index.html" }, relayName(0, TICKET)],
    ["another extension", { ...OVERLAY, id: "other" }, relayName(0, TICKET)],
    ["an overlay outside a tab", { ...OVERLAY, tab: undefined }, relayName(0, TICKET)],
    ["a port of another name", OVERLAY, "relay 0 short"],
  ])("is refused to %s", (_, sender, name) => {
    const port = portOf(name, sender);
    fake.onConnect(port);
    expect(port.disconnected).toBe(true);
    expect(lines()).toEqual([]);
  });
});
