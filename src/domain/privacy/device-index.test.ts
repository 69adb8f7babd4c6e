import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BACKUP_AGES_AFTER, DEVICE_AXES, type DeviceFacts, deviceIndex } from "./device-index";
import { type Row, rowsOf } from "./testing/page";

const NOW = Date.UTC(2026, 10, 23);

// docs/privacy-index.md is the golden table.
const CASES = rowsOf("Opens", "Copy", "Storage");

const COPIES: Record<string, number | null> = { none: null, copy: NOW - 1000, old: NOW - BACKUP_AGES_AFTER - 1 };
const STORAGE: Record<string, boolean | null> = { "not kept": false, "not told": null, kept: true };

const factsOf = (row: Row): DeviceFacts => ({
  protection: row.Opens === "itself" ? "device" : "passphrase",
  backupAt: COPIES[row.Copy!]!,
  storageKept: STORAGE[row.Storage!]!,
});

const anyFacts: fc.Arbitrary<DeviceFacts> = fc.record({
  protection: fc.constantFrom("device", "passphrase"),
  backupAt: fc.option(fc.integer({ min: NOW - 3 * BACKUP_AGES_AFTER, max: NOW })),
  storageKept: fc.constantFrom(true, false, null),
});

describe("the device index, as docs/privacy-index.md has it", () => {
  it.each(CASES.map((row) => [Object.values(row).join(" | "), row] as const))("%s", (_, row) => {
    const { axes, score, grade } = deviceIndex(factsOf(row), NOW);
    const figures = [axes.closed.points, axes.kept.points, score, grade.toUpperCase()];
    expect(figures.map(String)).toEqual([row["Closed to others"], row["Safe from loss"], row.Score, row.Letter]);
  });

  it("the points it tells are those that are given", () => {
    const told = [...rowsOf("Closed to others"), ...rowsOf("Safe from loss")];
    const points = Object.fromEntries(told.map((row) => [Object.values(row)[0]!, Number(row.Points)]));
    const best: DeviceFacts = { protection: "passphrase", backupAt: NOW, storageKept: true };
    const given = (change: Partial<DeviceFacts>, at: number): number =>
      deviceIndex({ ...best, ...change }, NOW).contributions[at]!.points;
    expect(points).toEqual({
      "stored encrypted": given({}, 0),
      "opens with a passphrase": given({}, 1),
      "opens by itself": given({ protection: "device" }, 1),
      "a copy": given({}, 2),
      "an old copy": given({ backupAt: COPIES.old! }, 2),
      "no copy": given({ backupAt: null }, 2),
      "storage kept": given({}, 3),
      "storage not kept": given({ storageKept: false }, 3),
      "storage not told": given({ storageKept: null }, 3),
    });
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
  const every = CASES.flatMap((row) => deviceIndex(factsOf(row), NOW).contributions);
  for (const { reason, hint } of every) {
    expect(words).toHaveProperty(`reason_${reason}`);
    if (hint) expect(words).toHaveProperty(`hint_${hint}`);
  }
});
