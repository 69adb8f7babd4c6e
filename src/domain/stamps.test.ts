import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAhead, isWithin, SET_BACK, stands } from "./stamps";

const DAY = 86_400_000;
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const span = fc.integer({ min: 1, max: 400 * DAY });
/** By how much the clock was wrong when the time was written; ahead where positive. */
const off = fc.integer({ min: -1000 * DAY, max: 1000 * DAY });

describe("a time until which something stands", () => {
  it("is heeded by the clock that wrote it: to its end and no longer", () => {
    fc.assert(
      fc.property(time, span, fc.integer({ min: 0, max: 800 * DAY }), (wrote, longest, later) => {
        expect(stands(wrote + longest, wrote + later, longest)).toBe(later < longest);
      }),
    );
  });

  it("makes nothing stand for longer than its longest life from any look on, however wrong the clock was", () => {
    fc.assert(
      fc.property(time, span, off, (wrote, longest, wrong) => {
        const until = wrote + wrong + longest;
        if (stands(until, wrote, longest)) expect(stands(until, wrote + longest + SET_BACK, longest)).toBe(false);
      }),
    );
  });

  it.each([[DAY], [365 * DAY], [50 * 365 * DAY], [SET_BACK + 1]])(
    "is void when the clock that wrote it was %i ms ahead",
    (ahead) => {
      expect(stands(ahead + 60_000, 0, 60_000)).toBe(false);
    },
  );

  it("outlives a clock that was set back by seconds", () => {
    expect(stands(60_000 + 4000, 0, 60_000)).toBe(true);
  });
});

describe("what happened lately", () => {
  it("is the same whichever of the two clocks was wrong", () => {
    fc.assert(fc.property(time, time, span, (a, b, within) => isWithin(a, b, within) === isWithin(b, a, within)));
  });

  it("is nothing that is to happen later than its span", () => {
    fc.assert(fc.property(time, span, (now, within) => !isWithin(now + within, now, within)));
    expect(isWithin(365 * DAY, 0, DAY)).toBe(false);
    expect(isWithin(0, DAY - 1, DAY)).toBe(true);
    expect(isWithin(0, DAY, DAY)).toBe(false);
  });
});

it("what happened is ahead only where no clock set right in passing explains it", () => {
  fc.assert(fc.property(time, fc.integer({ min: -DAY, max: DAY }), (at, by) => isAhead(at + by, at) === by > SET_BACK));
});
