// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Entry = { isIntersecting: boolean; isVisible?: boolean };
let see: (entry: Entry) => void = () => {};
vi.stubGlobal(
  "IntersectionObserver",
  class {
    constructor(callback: (entries: Entry[]) => void) {
      see = (entry) => callback([entry]);
    }
    observe(): void {}
  },
);

import { careful } from "../../components/careful";
import { guardClicks, refused } from "./click-guard";
import type { WindowAnswer, WindowRequest } from "./lazy/ask-window";

const taken: string[] = [];
const button = (id: string, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement => {
  const made = document.createElement("button");
  made.textContent = id;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.addEventListener("click", () => taken.push(id));
  document.body.append(made);
  return made;
};
const plain = button("plain");
const seal = button("seal", { "data-careful": "seen" });
const bares = button("bares", careful("put-back", ["this"]));
const unnamed = button("unnamed", { "data-careful": "true" });

let covered: boolean | null = false;
let people: string[] = [];
let asked: WindowRequest[] = [];
let answer: (answer: WindowAnswer) => void = () => {};
guardClicks(document, {
  covered: async () => covered,
  people: () => people,
  confirm: (request) => {
    asked.push(request);
    return new Promise((resolve) => {
      answer = resolve;
    });
  },
});

const YES: WindowAnswer = { opened: true, yes: true, typed: null };
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
/** A pointer move and a click, with the frame's corner at this point of the screen. */
function point(on: Element, { frameAt = 100, detail = 1 } = {}): void {
  const at = { clientX: 5, clientY: 5, screenX: 5 + frameAt, screenY: 5 + frameAt, bubbles: true, detail };
  on.dispatchEvent(new MouseEvent("pointermove", at));
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    on.dispatchEvent(new MouseEvent(type, { ...at, cancelable: true }));
}
const seen = (ms = 1000): void => {
  see({ isIntersecting: true, isVisible: true });
  plain.dispatchEvent(
    new MouseEvent("pointermove", { clientX: 5, clientY: 5, screenX: 105, screenY: 105, bubbles: true }),
  );
  vi.advanceTimersByTime(ms);
};
const unproven = (): void => {
  see({ isIntersecting: true, isVisible: false });
  vi.advanceTimersByTime(1000);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  see({ isIntersecting: false });
  document.documentElement.dispatchEvent(new MouseEvent("pointerleave"));
  taken.length = 0;
  asked = [];
  people = [];
  covered = false;
  refused.value = null;
  bares.disabled = false;
  bares.textContent = "bares";
  document.body.append(bares);
});
afterEach(() => vi.useRealTimers());

it("takes no click in the first 300 ms after coming into view, and again after every absence", () => {
  see({ isIntersecting: true, isVisible: true });
  vi.advanceTimersByTime(299);
  plain.click();
  expect(taken).toEqual([]);
  expect(document.documentElement.hasAttribute("data-guard")).toBe(true);
  vi.advanceTimersByTime(1);
  plain.click();
  expect(taken).toEqual(["plain"]);
  see({ isIntersecting: false });
  see({ isIntersecting: true, isVisible: true });
  plain.click();
  expect(taken).toEqual(["plain"]);
});

it("takes every press at once where the frame is proven to be seen and still", () => {
  seen();
  for (const each of [plain, seal, bares, unnamed]) point(each);
  expect(taken).toEqual(["plain", "seal", "bares", "unnamed"]);
  expect(asked).toEqual([]);
});

describe("what bares text", () => {
  it.each<[string, () => void]>([
    ["was never proven to be seen: a filter, a transform", unproven],
    [
      "is in a browser that cannot tell",
      () => {
        see({ isIntersecting: true });
        vi.advanceTimersByTime(1000);
      },
    ],
    [
      "was proven once and is covered now",
      () => {
        seen();
        see({ isIntersecting: true, isVisible: false });
      },
    ],
    ["was uncovered less than half a second ago", () => seen(499)],
  ])("is held in a frame that %s, and done after the window's yes", async (_, state) => {
    state();
    point(bares);
    await settled();
    expect(taken).toEqual([]);
    expect(asked).toEqual([{ kind: "put-back", label: "bares", about: ["this"], pointer: { x: 105, y: 105 } }]);
    answer(YES);
    await settled();
    expect(taken).toEqual(["bares"]);
  });

  it("is held in a frame that came under the pointer just now, wherever it was before", async () => {
    seen();
    point(bares, { frameAt: 300 });
    await settled();
    expect([taken, asked.length]).toEqual([[], 1]);
    document.documentElement.dispatchEvent(new MouseEvent("pointerleave"));
    point(bares);
    await settled();
    expect([taken, asked.length]).toEqual([[], 2]);
  });

  it("is not done after a no, nor where the browser opens no window, which is said", async () => {
    unproven();
    point(bares);
    answer({ opened: true, yes: false, typed: null });
    await settled();
    expect(refused.value).toBe(null);
    point(bares);
    answer({ opened: false, yes: false, typed: null });
    await settled();
    expect(taken).toEqual([]);
    expect(refused.value).toBe("no-window");
  });

  it.each([
    ["is gone", () => bares.remove()],
    ["says something else", () => (bares.textContent = "something else")],
    ["cannot be pressed any more", () => (bares.disabled = true)],
    ["would go to others", () => (people = ["mallory@example.org"])],
  ])("is not done after a yes when the control %s by then, and that is said", async (_, change) => {
    unproven();
    point(bares);
    change();
    answer(YES);
    await settled();
    expect(taken).toEqual([]);
    expect(refused.value).toBe("changed");
  });

  it("is held by the keyboard as well, and only the last of two presses counts", async () => {
    unproven();
    const first = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    expect(bares.dispatchEvent(first)).toBe(false);
    expect(asked[0]).toMatchObject({ kind: "put-back", pointer: null });
    const yesToFirst = answer;
    point(unnamed);
    yesToFirst(YES);
    await settled();
    expect(taken).toEqual([]);
    answer(YES);
    await settled();
    expect(taken).toEqual(["unnamed"]);
  });

  it("needs no more of its author than the mark: what says no more is asked by its label", () => {
    unproven();
    point(unnamed);
    expect(asked).toEqual([{ kind: "other", label: "unnamed", pointer: { x: 105, y: 105 } }]);
  });
});

describe("what must only be seen", () => {
  it("is done where our script in the page finds nothing over the frame", async () => {
    unproven();
    point(seal);
    expect(taken).toEqual([]);
    await settled();
    expect(taken).toEqual(["seal"]);
    expect(asked).toEqual([]);
  });

  it("is refused aloud where something lies over it, until a press is taken", async () => {
    covered = true;
    unproven();
    point(seal);
    await settled();
    expect(taken).toEqual([]);
    expect(refused.value).toBe("covered");
    point(plain);
    expect(refused.value).toBe(null);
  });

  it("is confirmed in the window where that cannot be told", async () => {
    covered = null;
    unproven();
    point(seal);
    await settled();
    expect(asked).toMatchObject([{ kind: "other", label: "seal" }]);
    answer(YES);
    await settled();
    expect(taken).toEqual(["seal"]);
  });

  it.each([false, true])("counts for Ctrl+Enter in the text, too (covered: %s)", async (lies) => {
    covered = lies;
    unproven();
    const field = document.body.appendChild(document.createElement("textarea"));
    const keys: string[] = [];
    field.addEventListener("keydown", ({ key, ctrlKey }) => keys.push(`${ctrlKey} ${key}`));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
    await settled();
    expect(keys).toEqual(lies ? [] : ["true Enter"]);
    field.remove();
  });
});

it("takes a double click once where it gives something away, and says nothing of the second press", () => {
  seen();
  for (const to of [plain, bares]) for (const detail of [1, 2]) point(to, { detail });
  expect(taken).toEqual(["plain", "plain", "bares"]);
  expect(refused.value).toBe(null);
});

it("never refuses typing, but Enter on a button and Ctrl+Enter anywhere", () => {
  const field = document.body.appendChild(document.createElement("textarea"));
  const press = (target: Element, init: KeyboardEventInit): boolean =>
    target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
  expect(press(field, { key: "a" })).toBe(true);
  expect(press(field, { key: "Enter" })).toBe(true);
  expect(press(plain, { key: "Enter" })).toBe(false);
  expect(press(field, { key: "Enter", ctrlKey: true })).toBe(false);
});

describe("a press that a look is enough for where the frame is still", () => {
  const still = button("still", { "data-careful": "still" });

  it("is done where nothing lies over a frame that stood under the pointer", async () => {
    seen();
    unproven();
    point(still);
    await settled();
    expect(taken).toEqual(["still"]);
    expect(asked).toEqual([]);
  });

  it("is asked for in the window where the frame came under the pointer", async () => {
    seen();
    unproven();
    point(still, { frameAt: 300 });
    await settled();
    expect(taken).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
