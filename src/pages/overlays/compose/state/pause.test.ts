import { describe, expect, test, vi } from "vitest";
import { nextPause, type Pause, type PauseEvent } from "./pausing";

vi.mock("../../../../platform/browser");

const paused = (...events: PauseEvent[]): Pause => events.reduce(nextPause, null as Pause);
const blur: PauseEvent = { type: "blur" };
const focus: PauseEvent = { type: "focus" };
const page = (more: Partial<Extract<PauseEvent, { type: "page" }>> = {}): PauseEvent => ({
  type: "page",
  here: true,
  pressed: Number.POSITIVE_INFINITY,
  byTab: false,
  ...more,
});

describe("the focus goes", () => {
  test("at once nothing is taken any more", () => expect(paused(blur)).toBe("away"));
  test("to the page, without a press in it: it was taken", () => expect(paused(blur, page())).toBe("taken"));
  test("to the page, long after a press in it: it was taken", () =>
    expect(paused(blur, page({ pressed: 3000 }))).toBe("taken"));
  test("to the page, by a press in it", () => expect(paused(blur, page({ pressed: 40 }))).toBe("away"));
  test("to the page, by the tab key", () => expect(paused(blur, page({ byTab: true }))).toBe("away"));
  test("to another window or tab", () => expect(paused(blur, page({ here: false }))).toBe("away"));
});

describe("it comes back", () => {
  test("writing goes on where the writer was away", () => expect(paused(blur, focus)).toBeNull());
  test("what was taken waits for a press", () => {
    expect(paused(blur, page(), focus)).toBe("taken");
    expect(paused(blur, page(), focus, { type: "go-on" })).toBeNull();
  });
  test("an answer that comes late changes nothing", () => expect(paused(blur, focus, page())).toBeNull());
});

describe("the frame is not seen", () => {
  test("what lies over it stops writing until a press", () => {
    expect(paused({ type: "covered" }, blur, focus)).toBe("covered");
    expect(paused({ type: "covered" }, { type: "go-on" })).toBeNull();
  });
  test("a focus that was taken is still what is said", () =>
    expect(paused(blur, page(), { type: "covered" })).toBe("taken"));
  test("out of view it waits, and goes on in view", () => {
    const out: PauseEvent = { type: "view", in: false, focused: true };
    expect(paused(out)).toBe("away");
    expect(paused(out, { type: "view", in: true, focused: true })).toBeNull();
    expect(paused(out, blur, { type: "view", in: true, focused: false })).toBe("away");
    expect(paused({ type: "covered" }, { type: "view", in: true, focused: true })).toBe("covered");
  });
});
