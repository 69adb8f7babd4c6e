import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockEvidence, clockFault, isConfirmed, MOST_OFF } from "./clock";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 30, 12);
const judge = (change: Partial<ClockEvidence>) => clockFault({ now: NOW, made: [], seen: 0, servers: [], ...change });

describe("this computer's clock", () => {
  it.each<[string, Partial<ClockEvidence>, ReturnType<typeof clockFault>]>([
    ["with nothing to go by", {}, null],
    ["after the own keys were made", { made: [NOW - DAY, NOW - 900 * DAY] }, null],
    ["days before one of the own keys was made", { made: [NOW - DAY, NOW + 2 * DAY] }, "behind"],
    ["days before a time that was right", { seen: NOW + 2 * DAY }, "behind"],
    ["years ahead of two servers", { servers: [-900 * DAY, -901 * DAY] }, "ahead"],
    ["days behind two servers", { servers: [2 * DAY, 2 * DAY + 5] }, "behind"],
    ["ahead of one server alone, which may be wrong itself", { servers: [-900 * DAY] }, null],
    ["behind one server, and an own key", { servers: [3 * DAY], made: [NOW + 3 * DAY] }, "behind"],
    ["of which two servers say different things", { servers: [-900 * DAY, 900 * DAY] }, null],
    ["of which one of three servers says that it is right", { servers: [3 * DAY, 3 * DAY, 5] }, null],
    ["right by servers, an own key made while it ran ahead", { servers: [5, 9], made: [NOW + 900 * DAY] }, null],
  ])("%s", (_, evidence, fault) => {
    expect(judge(evidence)).toBe(fault);
  });

  it("is never doubted for a zone or a season: whatever is off by 26 hours at most", () => {
    const off = fc.integer({ min: -MOST_OFF, max: MOST_OFF });
    fc.assert(
      fc.property(fc.array(off), off, fc.array(off), (made, seen, servers) => {
        expect(judge({ made: made.map((by) => NOW + by), seen: NOW + seen, servers })).toBeNull();
      }),
    );
  });

  it("is confirmed by two servers that agree, and none that does not", () => {
    expect(isConfirmed([5, -9])).toBe(true);
    for (const servers of [[], [5], [5, 2 * DAY], [5, 9, -2 * DAY]]) expect(isConfirmed(servers)).toBe(false);
  });
});
