import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Graded, historyBegins, sentMix, WEEKS, weeksOf } from "./history";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 24 * 60 * 60 * 1000;

const anyMessage: fc.Arbitrary<Graded> = fc.record({
  kind: fc.constantFrom("read", "sent"),
  grade: fc.constantFrom("a", "b", "c", "d", "e", "u"),
  seenAt: fc.integer({ min: NOW - 100 * DAY, max: NOW + DAY }),
});

describe("the history by week", () => {
  it("counts every message of the last twelve weeks once, and none outside", () => {
    fc.assert(
      fc.property(fc.array(anyMessage), (messages) => {
        const weeks = weeksOf(messages, NOW);
        const counted = weeks.flatMap(({ grades }) => Object.values(grades)).reduce((sum, n) => sum + n, 0);
        expect(counted).toBe(messages.filter(({ seenAt }) => seenAt >= historyBegins(NOW) && seenAt <= NOW).length);
      }),
    );
  });

  it("is twelve weeks, oldest first, seven days apart, the last one ending now", () => {
    const weeks = weeksOf([], NOW);
    expect(weeks).toHaveLength(WEEKS);
    expect(weeks[0]!.from).toBe(historyBegins(NOW));
    expect(weeks.at(-1)!.from).toBe(NOW - 7 * DAY);
    expect(new Set(weeks.slice(1).map(({ from }, i) => from - weeks[i]!.from))).toEqual(new Set([7 * DAY]));
  });

  it("a message goes to the week it was seen in", () => {
    const at = (seenAt: number) =>
      weeksOf([{ kind: "read", grade: "c", seenAt }], NOW).findIndex(({ grades }) => grades.c === 1);
    expect([NOW, NOW - 1, NOW - 7 * DAY, NOW - 7 * DAY - 1, historyBegins(NOW)].map(at)).toEqual([11, 11, 11, 10, 0]);
  });
});

describe("the last sealed messages", () => {
  it("are the ten sent last; what was read does not count", () => {
    const sent = (days: number, grade: Graded["grade"]): Graded => ({ kind: "sent", grade, seenAt: NOW - days * DAY });
    const mix = sentMix([
      ...Array.from({ length: 9 }, (_, i) => sent(i, i % 2 ? "a" : "b")),
      sent(9, "d"),
      sent(10, "a"),
      { kind: "read", grade: "a", seenAt: NOW },
    ]);
    expect(mix).toEqual({ total: 10, good: 9 });
  });

  it("not known is not good", () => {
    expect(sentMix([{ kind: "sent", grade: "u", seenAt: NOW }])).toEqual({ total: 1, good: 0 });
  });
});
