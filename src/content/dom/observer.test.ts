// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const { runtime } = fakeBrowser({ runtime: { id: "cachet" as string | undefined } });

import { abortWhenGone, nudge } from "./alive";
import { MAX_WAIT_MS, watchAdded } from "./observer";
import { ownHost } from "./own-host";
import { inSlices } from "./slices";

const turn = async (): Promise<void> => {
  for (let i = 0; i < 6; i += 1) await Promise.resolve();
};

describe("watching what the page adds", () => {
  let controller: AbortController;
  let seen: string[];
  const start = (added = (subtree: Element): void => void seen.push(subtree.id || subtree.tagName)): void =>
    watchAdded(
      document,
      { added, gone: () => controller.abort(), failed: (error) => seen.push(String(error)) },
      controller.signal,
    );
  const add = (id: string, parent: Element = document.body): HTMLElement => {
    const element = document.createElement("div");
    element.id = id;
    parent.append(element);
    return element;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    document.body.replaceChildren();
    controller = new AbortController();
    seen = [];
    runtime.id = "cachet";
  });
  afterEach(() => {
    controller.abort();
    vi.useRealTimers();
  });

  it("looks at what is there from the start", () => {
    start();
    expect(seen).toEqual(["HTML"]);
  });

  it("looks at the first addition after a quiet spell without waiting", async () => {
    start();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    add("first");
    await turn();
    expect(seen).toEqual(["HTML", "first"]);
  });

  it("passes over small things of ours", async () => {
    start();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    document.body.append(ownHost(document.createElement("span")));
    await turn();
    expect(seen).toEqual(["HTML"]);
  });

  it("gathers what follows and looks again after at most 100 ms", async () => {
    start();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    add("a");
    await turn();
    add("b");
    await turn();
    add("c");
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS - 1);
    expect(seen).toEqual(["HTML", "a"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(["HTML", "a", "b", "c"]);
  });

  it("is not starved by a page that mutates every 50 ms", async () => {
    start();
    for (let i = 0; i < 40; i += 1) {
      add(`n${i}`);
      await vi.advanceTimersByTimeAsync(50);
    }
    // 2 s of mutations: all have been seen except those of the last wait.
    expect(seen.length).toBeGreaterThanOrEqual(38);
  });

  it("tells once of a subtree and not of its parts", async () => {
    start();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    seen = [];
    const outer = add("outer");
    add("inner", outer);
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(seen).toEqual(["outer"]);
  });

  it("takes text added to an element as an addition of that element, and leaves out what is gone again", async () => {
    start();
    const holder = add("holder");
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS * 2);
    seen = [];
    holder.append("text");
    add("short-lived").remove();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(seen).toEqual(["holder"]);
  });

  it("says a failure and goes on looking", async () => {
    let first = true;
    start((subtree) => {
      if (first) {
        first = false;
        throw new Error("broken page");
      }
      seen.push(subtree.id);
    });
    await turn();
    add("later");
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(seen).toEqual(["Error: broken page", "later"]);
  });

  it("sees nothing after its signal ended", async () => {
    start();
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    controller.abort();
    add("late");
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS * 3);
    expect(seen).toEqual(["HTML"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when a successor's nudge finds it orphaned", async () => {
    start();
    runtime.id = undefined;
    nudge(document);
    await turn();
    expect(controller.signal.aborted).toBe(true);
    expect(document.documentElement.lastChild?.nodeType).not.toBe(Node.COMMENT_NODE);
  });

  it.each(["focus", "pointerdown", "visibilitychange"])("ends at the next %s when orphaned on a still page", (type) => {
    abortWhenGone(document, () => controller.abort(), controller.signal);
    const target = type === "focus" ? window : document;
    target.dispatchEvent(new Event(type));
    expect(controller.signal.aborted).toBe(false);
    runtime.id = undefined;
    target.dispatchEvent(new Event(type));
    expect(controller.signal.aborted).toBe(true);
  });
});

describe("working in slices", () => {
  function* steps(count: number, cost: (step: number) => void): Generator<void, number> {
    for (let i = 0; i < count; i += 1) {
      cost(i);
      yield;
    }
    return count;
  }

  it("never works longer than a slice between two yields, and ends with the result", async () => {
    let clock = 0;
    let sliceStart = 0;
    let longest = 0;
    const other = vi.fn();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      other();
      channel.port2.postMessage(0);
    };
    channel.port2.postMessage(0);
    const result = await inSlices(
      steps(60, () => {
        clock += 1;
        longest = Math.max(longest, clock - sliceStart);
      }),
      new AbortController().signal,
      () => {
        sliceStart = clock - sliceStart >= 8 ? clock : sliceStart;
        return clock;
      },
    );
    channel.port1.close();
    expect(result).toBe(60);
    expect(longest).toBeLessThanOrEqual(10);
    expect(other).toHaveBeenCalled();
  });

  it("stops with the signal's reason", async () => {
    const controller = new AbortController();
    let done = 0;
    const work = inSlices(
      steps(1000, () => {
        done += 1;
        if (done === 5) controller.abort(new Error("enough"));
      }),
      controller.signal,
    );
    await expect(work).rejects.toThrow("enough");
    expect(done).toBe(5);
  });
});
