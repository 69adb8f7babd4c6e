import { describe, expect, it } from "vitest";
import { absenceOf } from "./absence";
import { lookupPlan } from "./plan";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const VKS = { kind: "vks", origin: "https://keys.example" } as const;
const HKP = { kind: "hkp", origin: "https://pool.example" } as const;
const PLAN = lookupPlan({ wkd: true, keyServers: [VKS, HKP] });

const told = (change: Record<string, string | number | undefined> = {}) =>
  PLAN.flat().flatMap(({ source, server = null }) => {
    const result = change[server ?? source] ?? "none";
    if (typeof result === "number") return [{ source, server, result: "none", at: NOW - result }];
    return result === "missing" ? [] : [{ source, server, result, at: NOW }];
  });

describe("an address without a key", () => {
  it("has none once everybody who could know has said so", () => {
    expect(absenceOf(PLAN, told(), NOW)).toBe("none");
    expect(absenceOf(PLAN, told({ wkd: "off" }), NOW)).toBe("none");
    expect(absenceOf([], [], NOW)).toBe("none");
  });

  it.each(["timeout", "unreachable", "blocked", "bogus", "bad-key", "disagree", "something new"])(
    "is not known to have none where one source says %s, whichever it is",
    (result) => {
      for (const who of ["dns", "cert", "pka", "wkd", VKS.origin, HKP.origin])
        expect(absenceOf(PLAN, told({ [who]: result }), NOW)).toBe("failed");
    },
  );

  it("is not known to have none where one source was not asked, or not lately", () => {
    for (const who of ["dns", "wkd", VKS.origin]) {
      expect(absenceOf(PLAN, told({ [who]: "missing" }), NOW)).toBe("due");
      expect(absenceOf(PLAN, told({ [who]: 25 * HOUR }), NOW)).toBe("due");
    }
    expect(absenceOf(PLAN, [], NOW)).toBe("due");
    // Another server's answer does not count for this one.
    const other = told({ [VKS.origin]: "missing" }).concat({
      source: "server",
      server: "https://x.example",
      result: "none",
      at: NOW,
    });
    expect(absenceOf(PLAN, other, NOW)).toBe("due");
  });
});
