// A call with a large request, from the page that makes it to the handler that answers it.

import { beforeEach, expect, it, vi } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { ok } from "../domain/result";
import { fakeBrowser } from "../platform/testing/fake-browser";

type Heard = (message: unknown) => void;
const background = vi.hoisted(() => ({
  id: "cachet" as string | undefined,
  onConnect: [] as ((port: unknown) => void)[],
  /** For each connection: how many messages go through before the worker dies. */
  lives: [] as number[],
}));

/** The page's end of a Port; the worker at the other end dies after the next number in `lives`. */
function ports(): Runtime.Port {
  const heard = { page: [] as Heard[], worker: [] as Heard[] };
  const ended: Heard[] = [];
  let left = background.lives.shift() ?? Infinity;
  let open = true;
  const end = (to: "page" | "worker") => ({
    name: "pieces",
    sender: { id: "cachet", url: "chrome-extension://own/pages/overlays/compose/index.html", tab: { id: 3 } },
    postMessage(message: unknown) {
      if (!open) throw new Error("Attempting to use a disconnected port object");
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (--left < 0 && open) {
          open = false;
          for (const one of ended) one(null);
        }
        if (open) for (const one of heard[to]) one(copy);
      });
    },
    disconnect: () => {
      open = false;
    },
    onMessage: { addListener: (listener: Heard) => heard[to === "page" ? "worker" : "page"].push(listener) },
    onDisconnect: { addListener: (listener: Heard) => ended.push(listener) },
  });
  for (const listener of background.onConnect) listener(end("page"));
  return end("worker") as unknown as Runtime.Port;
}

vi.mock("../platform/browser");
fakeBrowser({
  runtime: {
    get id() {
      return background.id;
    },
    getURL: (path: string) => `chrome-extension://own/${path}`,
    connect: ports,
    onMessage: { addListener: () => {} },
    onConnect: { addListener: (listener: (port: unknown) => void) => background.onConnect.push(listener) },
  },
});

const { callLarge } = await import("./line");
const { ExtensionGone } = await import("./call");
const { serve } = await import("./serve");
const { PIECE } = await import("./pieces");

const saved: { id: string; bytes: Uint8Array }[] = [];
const FILE = new Uint8Array(3 * PIECE + 9).map((_, at) => at % 251);
const ID = "00000000-0000-4000-8000-000000000000";

serve({
  "draft.loadFile": async () => ok({ bytes: FILE }),
  "draft.saveFile": async (request: (typeof saved)[number]) => {
    saved.push(request);
    return ok(null);
  },
} as never);

beforeEach(() => {
  background.id = "cachet";
  background.lives.length = 0;
  saved.length = 0;
});

const load = () => callLarge("draft.loadFile", { id: ID, file: ID, account: null });

it("carries what is large both ways", async () => {
  const request = { id: ID, file: ID, from: null, bytes: FILE };
  expect(await callLarge("draft.saveFile", request as never)).toEqual({ ok: true, value: null });
  expect(Buffer.from(saved[0]!.bytes).equals(FILE)).toBe(true);
  const answer = (await load()) as unknown as { value: { bytes: Uint8Array } };
  expect(Buffer.from(answer.value.bytes).equals(FILE)).toBe(true);
});

it.each([0, 1, 3])(
  "asks once more where the worker died after %i messages, and gives up at the second death",
  async (n) => {
    background.lives.push(n);
    expect(await load()).toMatchObject({ ok: true });
    background.lives.push(n, n);
    await expect(load()).rejects.toThrow("no answer");
  },
);

it("says that the extension is gone once it was reloaded under this page", async () => {
  background.id = undefined;
  await expect(load()).rejects.toBeInstanceOf(ExtensionGone);
});

it("is refused as any other call is", async () => {
  expect(await callLarge("draft.saveFile", { bytes: FILE } as never)).toEqual({ ok: false, code: "malformed" });
  expect(saved).toEqual([]);
});
