import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BACKUP_AGES_AFTER, DEVICE_AXES, type DeviceFacts, deviceIndex } from "./device-index";

const NOW = Date.UTC(2026, 10, 23);

// opens  copy  browser storage  ->  closed kept score grade
const GOLDEN = `
itself      none   evictable  ->   30   0  15 e
itself      none   kept       ->   30  20  25 d
itself      fresh  kept       ->   30 100  65 b
itself      old    kept       ->   30  80  55 c
passphrase  none   kept       ->  100  20  60 c
passphrase  old    kept       ->  100  80  90 a
passphrase  fresh  untold     ->  100  80  90 a
passphrase  fresh  evictable  ->  100  80  90 a
passphrase  fresh  kept       ->  100 100 100 a
`;

const COPIES: Record<string, number | null> = { none: null, fresh: NOW - 1000, old: NOW - BACKUP_AGES_AFTER - 1 };
const STORAGE: Record<string, boolean | null> = { evictable: false, untold: null, kept: true };

const anyFacts: fc.Arbitrary<DeviceFacts> = fc.record({
  protection: fc.constantFrom("device", "passphrase"),
  backupAt: fc.option(fc.integer({ min: NOW - 3 * BACKUP_AGES_AFTER, max: NOW })),
  storageKept: fc.constantFrom(true, false, null),
});

describe("the device index, golden table", () => {
  it.each(GOLDEN.trim().split("\n"))("%s", (line) => {
    const [opens, copy, storage, , ...figures] = line.trim().split(/\s+/);
    const index = deviceIndex(
      {
        protection: opens === "itself" ? "device" : "passphrase",
        backupAt: COPIES[copy!]!,
        storageKept: STORAGE[storage!]!,
      },
      NOW,
    );
    const { closed, kept } = index.axes;
    expect([closed.points, kept.points, index.score, index.grade].map(String)).toEqual(figures);
  });

  it("the very day a copy turns a year it still counts in full", () => {
    const facts = { protection: "device", storageKept: true } as const;
    const kept = (age: number) => deviceIndex({ ...facts, backupAt: NOW - age }, NOW).axes.kept.points;
    expect([kept(BACKUP_AGES_AFTER), kept(BACKUP_AGES_AFTER + 1)]).toEqual([100, 80]);
  });
});

describe("the device index, laws", () => {
  it("the sum on screen is the score, and an axis promises a hundred points", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { contributions, axes, score } = deviceIndex(facts, NOW);
        for (const axis of DEVICE_AXES) {
          const parts = contributions.filter((part) => part.axis === axis);
          expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(axes[axis].points);
          expect(parts.reduce((sum, part) => sum + part.of, 0)).toBe(100);
          for (const { points, of } of parts) expect(points).toBeLessThanOrEqual(of);
        }
        expect(score).toBe(Math.round((axes.closed.points + axes.kept.points) / 2));
      }),
    );
  });

  it("what the browser does not tell is worth no more than a no", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const told = (storageKept: boolean | null) => deviceIndex({ ...facts, storageKept }, NOW).score;
        expect(told(null)).toBe(told(false));
        expect(told(true)).toBeGreaterThan(told(null));
      }),
    );
  });

  it("a passphrase, a copy, a younger copy never lower it", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(1000), (facts, younger) => {
        const { score } = deviceIndex(facts, NOW);
        expect(deviceIndex({ ...facts, protection: "passphrase" }, NOW).score).toBeGreaterThanOrEqual(score);
        const backupAt = Math.min(NOW, (facts.backupAt ?? NOW - BACKUP_AGES_AFTER) + younger * 86_400_000);
        expect(deviceIndex({ ...facts, backupAt }, NOW).score).toBeGreaterThanOrEqual(score);
      }),
    );
  });
});

it.each(["en", "fr"])("every reason and hint of the device has its sentence in %s", (language) => {
  const words = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as object;
  const every = GOLDEN.trim()
    .split("\n")
    .flatMap((line) => {
      const [opens, copy, storage] = line.trim().split(/\s+/);
      const protection = opens === "itself" ? "device" : "passphrase";
      return deviceIndex({ protection, backupAt: COPIES[copy!]!, storageKept: STORAGE[storage!]! }, NOW).contributions;
    });
  for (const { reason, hint } of every) {
    expect(words).toHaveProperty(`reason_${reason}`);
    if (hint) expect(words).toHaveProperty(`hint_${hint}`);
  }
});
