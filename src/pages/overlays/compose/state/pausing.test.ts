// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Session } from "../../frame/connect";

vi.mock("../../frame/own-window", () => ({ inOwnWindow: () => false }));
const { createPausing } = await import("./pausing");

type Entry = Partial<IntersectionObserverEntry & { isVisible: boolean }>;

/** Tells of what it looks at when the test says so, as a browser does at its next frame. */
class Observer {
  static last: Observer;
  watched = new Set<Element>();
  waiting: Entry[] = [];
  constructor(private readonly hear: (entries: Entry[]) => void) {
    Observer.last = this;
  }
  observe(target: Element): void {
    this.watched.add(target);
  }
  unobserve(target: Element): void {
    this.watched.delete(target);
  }
  takeRecords(): Entry[] {
    return this.waiting.splice(0);
  }
  disconnect(): void {}
  /** The frame in which it is seen so, or not. */
  frame(isVisible: boolean): void {
    this.waiting.push(...[...this.watched].map((target) => ({ target, isIntersecting: true, isVisible })));
  }
  deliver(): void {
    const entries = this.takeRecords();
    if (entries.length > 0) this.hear(entries);
  }
}

const lookedAt = (isVisible: boolean): void => {
  Observer.last.frame(isVisible);
  Observer.last.deliver();
};

function writing() {
  document.body.innerHTML = "<div><i></i><textarea data-editor></textarea></div>";
  const editor = document.querySelector("div")!;
  const focus = { here: true, pressed: performance.now() + 60_000 };
  const session = { page: { ask: async () => ({ is: "told", ...focus }) } } as unknown as Session<"compose">;
  const pausing = createPausing(session, () => false);
  const stop = pausing.watch(editor, document.querySelector("i")!);
  document.querySelector("textarea")!.focus();
  window.dispatchEvent(new Event("focus"));
  lookedAt(true);
  return { pausing, editor, stop, focusIn: () => editor.dispatchEvent(new FocusEvent("focusin")) };
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function taken({ pausing }: ReturnType<typeof writing>): Promise<void> {
  window.dispatchEvent(new Event("blur"));
  await wait(0);
  expect(pausing.pause.value).toBe("taken");
}

it("what the page lays over it stops it", async () => {
  const { pausing, stop } = writing();
  lookedAt(false);
  await wait(500);
  expect(pausing.pause.value).toBe("covered");
  stop();
});

it("what its own pause drew over it is nobody's doing, however late the browser tells that it is gone", async () => {
  const one = writing();
  await taken(one);
  vi.mocked(document.hasFocus).mockReturnValue(false);
  lookedAt(false);
  vi.mocked(document.hasFocus).mockReturnValue(true);
  one.pausing.goOn();
  one.focusIn();
  await wait(500);
  expect(one.pausing.pause.value).toBe(null);
  lookedAt(true);
  await wait(500);
  expect(one.pausing.pause.value).toBe(null);
  one.stop();
});

it("nor is it where the browser has looked, and not told yet", async () => {
  const one = writing();
  await taken(one);
  Observer.last.frame(false);
  one.pausing.goOn();
  Observer.last.deliver();
  one.focusIn();
  await wait(500);
  expect(one.pausing.pause.value).toBe(null);
  one.stop();
});

it("what still lies over it after a press that says go on, stops it again", async () => {
  const one = writing();
  lookedAt(false);
  await wait(500);
  expect(one.pausing.pause.value).toBe("covered");
  one.pausing.goOn();
  expect(Observer.last.watched.size).toBe(2);
  lookedAt(true);
  lookedAt(false);
  await wait(500);
  expect(one.pausing.pause.value).toBe("covered");
  one.stop();
});
