// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

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

import { covered, guardClicks } from "./click-guard";

const taken: string[] = [];
const button = (id: string, careful: boolean): HTMLButtonElement => {
  const made = document.createElement("button");
  if (careful) made.dataset.careful = "";
  made.addEventListener("click", () => taken.push(id));
  document.body.append(made);
  return made;
};
const plain = button("plain", false);
const careful = button("careful", true);
guardClicks(document);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  see({ isIntersecting: false });
  taken.length = 0;
  covered.value = false;
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

it("while something covers the frame, takes harmless clicks, and refuses careful ones aloud", () => {
  see({ isIntersecting: true, isVisible: true });
  vi.advanceTimersByTime(300);
  see({ isIntersecting: true, isVisible: false });
  careful.click();
  expect(taken).toEqual([]);
  expect(covered.value).toBe(true);
  plain.click();
  expect(taken).toEqual(["plain"]);
  expect(covered.value).toBe(false);
});

it("waits 300 ms after the frame was uncovered before it takes a careful click", () => {
  see({ isIntersecting: true, isVisible: true });
  vi.advanceTimersByTime(300);
  see({ isIntersecting: true, isVisible: false });
  see({ isIntersecting: true, isVisible: true });
  careful.click();
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(300);
  careful.click();
  expect(taken).toEqual(["careful"]);
});

it("takes a double click once where it gives something away, and says nothing of the second press", () => {
  see({ isIntersecting: true, isVisible: true });
  vi.advanceTimersByTime(300);
  for (const to of [plain, careful])
    for (const detail of [1, 2]) to.dispatchEvent(new MouseEvent("click", { bubbles: true, detail }));
  expect(taken).toEqual(["plain", "plain", "careful"]);
  expect(covered.value).toBe(false);
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
