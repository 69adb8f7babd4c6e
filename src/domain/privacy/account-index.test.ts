import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_AXES, type AccountFacts, accountIndex, ENDS_SOON, lifeOf, weakestKey } from "./account-index";
import { INDEX_VERSION } from "./index-types";

const NOW = Date.UTC(2026, 10, 23);
const ENDS: Record<string, number | null> = {
  never: null,
  later: NOW + ENDS_SOON + 1,
  soon: NOW + ENDS_SOON,
  ended: NOW,
};
const DEVICES: Record<string, AccountFacts["device"]> = {
  bare: { protection: "device", backupAt: null, storageKept: true },
  copied: { protection: "device", backupAt: NOW, storageKept: true },
  full: { protection: "passphrase", backupAt: NOW, storageKept: true },
};

// device  key ends  others find it?  sealed before?  people verified  ->  device key people score grade
const GOLDEN = `
bare   later  hidden     never   0  ->   25  70   0  32 d
bare   never  hidden     never   0  ->   25  70   0  32 d
copied later  hidden     never   0  ->   65  70   0  45 c
copied later  published  never   0  ->   65 100   0  55 c
copied later  published  sealed  0  ->   65 100  30  65 b
full   later  hidden     never   0  ->  100  70   0  57 c
full   later  hidden     sealed  0  ->  100  70  30  67 b
full   later  published  sealed  0  ->  100 100  30  77 b
full   later  published  sealed  1  ->  100 100  60  87 a
full   later  published  sealed  2  ->  100 100  80  93 a
full   later  published  sealed  3  ->  100 100 100 100 a
full   later  published  sealed  9  ->  100 100 100 100 a
full   soon   published  sealed  3  ->  100  70 100  90 a
full   ended  published  sealed  3  ->  100  70 100  90 e
bare   ended  hidden     never   0  ->   25  40   0  22 e
`;

function factsOf(line: string): AccountFacts {
  const [device, ends, found, sealed, verified] = line.trim().split(/\s+/);
  return {
    device: DEVICES[device!]!,
    expiresAt: ENDS[ends!]!,
    published: found === "published",
    sealedBefore: sealed === "sealed",
    verified: Number(verified),
  };
}

const lines = GOLDEN.trim().split("\n");

describe("the account index, golden table", () => {
  it.each(lines)("%s", (line) => {
    const index = accountIndex(factsOf(line), NOW);
    const { device, key, people } = index.axes;
    const figures = [device.points, key.points, people.points, index.score, index.grade];
    expect(figures.map(String)).toEqual(line.split("->")[1]!.trim().split(/\s+/));
    expect(index.version).toBe(INDEX_VERSION);
  });

  it("a key that ends says so a month before, and not for nothing", () => {
    expect(Object.values(ENDS).map((expiresAt) => lifeOf(expiresAt, NOW))).toEqual(["good", "good", "ending", "ended"]);
  });

  it("a key that has ended is E, and the rule is named", () => {
    expect(accountIndex(factsOf("full ended published sealed 3"), NOW)).toMatchObject({
      grade: "e",
      cap: "account_life_ended",
    });
    expect(accountIndex(factsOf("full soon published sealed 3"), NOW).cap).toBeNull();
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
  for (const line of lines)
    for (const { reason, hint } of accountIndex(factsOf(line), NOW).contributions) {
      expect(words).toHaveProperty(`reason_${reason}`);
      if (hint) expect(words).toHaveProperty(`hint_${hint}`);
    }
});
