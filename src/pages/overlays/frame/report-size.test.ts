// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ToContent } from "../../../messages/channel";
import { reportSize, STEP, stepped } from "./report-size";

let resized: () => void;
let height = 0;

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(report: () => void) {
        resized = report;
      }
      observe(): void {}
    },
  );
  vi.stubGlobal(
    "MutationObserver",
    class extends MutationObserver {
      override observe(): void {}
    },
  );
  document.body.innerHTML = "<span></span>";
  const box = () => ({ height, width: 91.2 }) as DOMRect;
  vi.spyOn(document.body, "getBoundingClientRect").mockImplementation(box);
  vi.spyOn(document.body.firstElementChild!, "getBoundingClientRect").mockImplementation(box);
});
afterEach(() => vi.unstubAllGlobals());

function told(heights: readonly number[], inline = false, from = 0): ToContent[] {
  const said: ToContent[] = [];
  reportSize((message) => said.push(message), inline, from);
  for (height of heights) resized();
  return said;
}
const heightsOf = (said: readonly ToContent[]) => said.map((each) => (each.event === "resize" ? each.height : null));

describe("the height a page is told", () => {
  it("is the same for a text of any length within a step", () => {
    const all = Array.from({ length: STEP }, (_, i) => heightsOf(told([201 + i])));
    expect(new Set(all.map(String))).toEqual(new Set([String(200 + STEP)]));
  });

  it("is told once for all changes within a step, down to nothing of a pixel", () => {
    expect(heightsOf(told([241, 250.3, 262, 244, 279.9, 280]))).toEqual([280]);
    expect(heightsOf(told([280, 280.2, 281]))).toEqual([280, 320]);
    expect(heightsOf(told([900, 120, 119]))).toEqual([920, 120]);
  });

  it("never cuts anything off, and stands less than a step above it", () => {
    for (let px = 1; px < 3000; px += 6.7)
      for (const from of [0, 300, 317]) {
        const shown = stepped(px, from);
        expect(shown).toBeGreaterThanOrEqual(px);
        expect(shown - Math.max(px, from)).toBeLessThan(STEP + 1);
        expect((shown - from) % STEP).toBe(0);
      }
  });

  it("of an editor begins with that of the page's own box, which it knows", () => {
    expect(heightsOf(told([317, 318, 350, 357, 358], false, 317))).toEqual([317, 357, 397]);
  });

  it("is exact for a badge, which tells of no text's length", () => {
    expect(told([22.4, 31], true)).toEqual([
      { event: "resize", height: 23, width: 92 },
      { event: "resize", height: 31, width: 92 },
    ]);
  });
});
