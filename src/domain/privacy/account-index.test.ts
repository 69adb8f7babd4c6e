import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_AXES, type AccountFacts, accountIndex, ENDS_SOON, lifeOf, weakestKey } from "./account-index";
import { INDEX_VERSION } from "./index-types";
import { type Row, rowsOf } from "./testing/page";

const NOW = Date.UTC(2026, 10, 23);
const ENDS: Record<string, number | null> = {
  never: null,
  later: NOW + ENDS_SOON + 1,
  soon: NOW + ENDS_SOON,
  ended: NOW,
};
const DEVICES: Record<string, AccountFacts["device"]> = {
  "25": { protection: "device", backupAt: null, storageKept: true },
  "65": { protection: "device", backupAt: NOW, storageKept: true },
  "100": { protection: "passphrase", backupAt: NOW, storageKept: true },
};

// docs/privacy-index.md is the golden table.
const CASES = rowsOf("Computer", "Ends", "Others find it");

const factsOf = (row: Row): AccountFacts => ({
  device: DEVICES[row.Computer!]!,
  expiresAt: ENDS[row.Ends!]!,
  published: row["Others find it"] === "yes",
  sealedBefore: row["Sealed before"] === "yes",
  verified: Number(row.Verified),
});

const best: AccountFacts = {
  device: DEVICES["100"]!,
  expiresAt: ENDS.later!,
  published: true,
  sealedBefore: true,
  verified: 3,
};

describe("the account index, as docs/privacy-index.md has it", () => {
  it.each(CASES.map((row) => [Object.values(row).join(" | "), row] as const))("%s", (_, row) => {
    const { axes, score, grade, version } = accountIndex(factsOf(row), NOW);
    const figures = [axes.device.points, axes.key.points, axes.people.points, score, grade.toUpperCase()];
    expect(figures.map(String)).toEqual([row.Computer, row.Key, row.People, row.Score, row.Letter]);
    expect(version).toBe(INDEX_VERSION);
  });

  it("the points it tells are those that are given", () => {
    const told = [...rowsOf("Your key"), ...rowsOf("Your people")];
    const points = Object.fromEntries(told.map((row) => [Object.values(row)[0]!, Number(row.Points)]));
    const given = (change: Partial<AccountFacts>, at: number): number =>
      accountIndex({ ...best, ...change }, NOW).contributions[at]!.points;
    expect(points).toEqual({
      "a key": given({}, 1),
      "a long life": given({ expiresAt: null }, 2),
      "a life that ends": given({ expiresAt: ENDS.soon! }, 2),
      "found by others": given({}, 3),
      "not found": given({ published: false }, 3),
      "sealed before": given({}, 4),
      "never sealed": given({ sealedBefore: false }, 4),
      "nobody verified": given({ verified: 0 }, 5),
      "one verified": given({ verified: 1 }, 5),
      "two verified": given({ verified: 2 }, 5),
      "three verified": given({ verified: 3 }, 5),
    });
    expect(given({ expiresAt: ENDS.ended! }, 2)).toBe(points["a life that ends"]);
  });

  it("a key that ends says so a month before, and not for nothing", () => {
    expect(Object.values(ENDS).map((expiresAt) => lifeOf(expiresAt, NOW))).toEqual(["good", "good", "ending", "ended"]);
  });

  it("a key that has ended is E, and the rule is named", () => {
    expect(accountIndex({ ...best, expiresAt: ENDS.ended! }, NOW)).toMatchObject({
      grade: "e",
      cap: "account_life_ended",
    });
    expect(accountIndex({ ...best, expiresAt: ENDS.soon! }, NOW).cap).toBeNull();
  });
});

const anyFacts: fc.Arbitrary<AccountFacts> = fc.record({
  device: fc.constantFrom(...Object.values(DEVICES)),
  expiresAt: fc.constantFrom(...Object.values(ENDS)),
  published: fc.boolean(),
  sealedBefore: fc.boolean(),
  verified: fc.nat(6),
});

describe("the account index, laws", () => {
  it("the sum on screen is the score, and an axis promises a hundred points", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { contributions, axes, score } = accountIndex(facts, NOW);
        for (const axis of ACCOUNT_AXES) {
          const parts = contributions.filter((part) => part.axis === axis);
          expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(axes[axis].points);
          expect(parts.reduce((sum, part) => sum + part.of, 0)).toBe(100);
        }
        expect(score).toBe(Math.round((axes.device.points + axes.key.points + axes.people.points) / 3));
      }),
    );
  });

  it("verifying one more never lowers it, whoever else there is", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const more = accountIndex({ ...facts, verified: facts.verified + 1 }, NOW).score;
        expect(more).toBeGreaterThanOrEqual(accountIndex(facts, NOW).score);
      }),
    );
  });

  it("several keys are worth what the weakest is: one more never raises it, and an ended one is E for all", () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1, maxLength: 4 }), anyFacts, (keys, another) => {
        const weakest = weakestKey(keys, NOW)!;
        const scores = keys.map((facts) => accountIndex(facts, NOW).score);
        expect(weakest.index.score).toBe(Math.min(...scores));
        expect(scores[weakest.at]).toBe(weakest.index.score);
        expect(weakestKey([...keys, another], NOW)!.index.score).toBeLessThanOrEqual(weakest.index.score);
        const ended = keys.some(({ expiresAt }) => lifeOf(expiresAt, NOW) === "ended");
        if (ended) expect(weakest.index.grade).toBe("e");
        expect(weakest.index.cap !== null).toBe(ended);
      }),
    );
  });

  it("without a key there is no index", () => {
    expect(weakestKey([], NOW)).toBeNull();
  });
});

it.each(["en", "fr"])("every reason and hint of the account has its sentence in %s", (language) => {
  const words = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as object;
  for (const row of CASES)
    for (const { reason, hint } of accountIndex(factsOf(row), NOW).contributions) {
      expect(words).toHaveProperty(`reason_${reason}`);
      if (hint) expect(words).toHaveProperty(`hint_${hint}`);
    }
});
