import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDraftTimer, draftAge, dueAt } from "./draft";

vi.mock("../../../../platform/browser");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const clock = {
  now: () => Date.now(),
  later: (work: () => void, ms: number) => {
    const id = setTimeout(work, ms);
    return () => clearTimeout(id);
  },
};

describe("when a draft is sealed", () => {
  it("waits for a pause, but never beyond two seconds after the first change", () => {
    expect(dueAt(0, 0)).toBe(700);
    expect(dueAt(0, 1900)).toBe(2000);
  });

  it("saves within two seconds although the typing never stops", async () => {
    const save = vi.fn(async () => true);
    const timer = createDraftTimer(save, clock);
    for (let passed = 0; passed < 2100; passed += 100) {
      timer.changed();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("saves again what changed during a save", async () => {
    let finish = (_: boolean): void => {};
    const save = vi.fn(
      () =>
        new Promise<boolean>((done) => {
          finish = done;
        }),
    );
    const timer = createDraftTimer(save, clock);
    timer.changed();
    await vi.advanceTimersByTimeAsync(700);
    timer.changed();
    finish(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it("tries a failed save again", async () => {
    const save = vi.fn(async () => save.mock.calls.length > 1);
    createDraftTimer(save, clock).changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it("flushes at once when there is something to save, and only then", async () => {
    const save = vi.fn(async () => true);
    const timer = createDraftTimer(save, clock);
    timer.flush();
    expect(save).not.toHaveBeenCalled();
    timer.changed();
    timer.flush();
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("saves nothing after stop", async () => {
    const save = vi.fn(async () => true);
    const timer = createDraftTimer(save, clock);
    timer.changed();
    timer.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(save).not.toHaveBeenCalled();
  });
});

it("counts seconds for ten seconds, then stops ticking", () => {
  expect(draftAge(0, 2300)).toEqual({ seconds: 2, nextIn: 700 });
  expect(draftAge(0, 10_000)).toEqual({ seconds: null, nextIn: null });
});
