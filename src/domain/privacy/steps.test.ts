import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENDS_SOON } from "./account-index";
import { BACKUP_AGES_AFTER } from "./device-index";
import { afterStep, finishedSteps, type KeyFacts, type OwnFacts, openSteps, scoreOf } from "./steps";

const NOW = Date.UTC(2026, 10, 23);
const YEAR = 365 * 24 * 60 * 60 * 1000;

const key: KeyFacts = { protection: "device", backupAt: null, expiresAt: NOW + 2 * YEAR, published: false };
const first: OwnFacts = { keys: [key], storageKept: true, sealedBefore: false, verified: 0, unverified: 0 };
const said = (facts: OwnFacts) => openSteps(facts, NOW).map(({ id, gain }) => `${id} +${gain}`);

describe("the steps", () => {
  it.each([
    ["no key", { ...first, keys: [] }, ["make-key +32"]],
    ["a key just made", first, ["backup +13", "passphrase +11", "try +10", "publish +10"]],
    [
      "the browser may forget it",
      { ...first, storageKept: false },
      ["backup +14", "passphrase +12", "try +10", "publish +10", "storage +4"],
    ],
    [
      "the browser does not tell",
      { ...first, storageKept: null },
      ["backup +14", "passphrase +12", "try +10", "publish +10"],
    ],
    [
      "somebody to verify",
      { ...first, sealedBefore: true, unverified: 2 },
      ["backup +13", "passphrase +11", "publish +10", "verify +10"],
    ],
    [
      "one verified, one not",
      { ...first, sealedBefore: true, verified: 1, unverified: 1 },
      ["backup +13", "passphrase +11", "publish +10", "verify +6"],
    ],
    [
      "three verified are enough",
      { ...first, sealedBefore: true, verified: 3, unverified: 9 },
      ["backup +13", "passphrase +12", "publish +10"],
    ],
    [
      "the copy is old and the key ends soon",
      {
        ...first,
        sealedBefore: true,
        keys: [{ protection: "passphrase", backupAt: NOW - 2 * YEAR, expiresAt: NOW + 1, published: true }],
      },
      ["extend +10", "backup +4"],
    ],
    [
      "the key has ended: that comes first, whatever it gains",
      { ...first, keys: [{ ...key, expiresAt: NOW - 1 }] },
      ["extend +10", "backup +13", "passphrase +11", "try +10", "publish +10"],
    ],
    [
      "the key ends soon: among the three worth most",
      { ...first, keys: [{ ...key, expiresAt: NOW + 1 }] },
      ["backup +13", "passphrase +11", "extend +10", "try +10", "publish +10"],
    ],
  ] satisfies [string, OwnFacts, string[]][])("%s", (_name, facts, expected) => {
    expect(said(facts)).toEqual(expected);
  });

  it("of two keys names those that lack it, and gains what doing all of them gains", () => {
    const facts: OwnFacts = { ...first, keys: [{ ...key, backupAt: NOW }, key, key] };
    const backup = openSteps(facts, NOW).find(({ id }) => id === "backup");
    expect(backup).toMatchObject({ keys: [1, 2], gain: 13 });
  });
});

const anyKey: fc.Arbitrary<KeyFacts> = fc.record({
  protection: fc.constantFrom("device", "passphrase"),
  backupAt: fc.constantFrom(null, NOW, NOW - BACKUP_AGES_AFTER - 1),
  expiresAt: fc.constantFrom(null, NOW + YEAR, NOW + ENDS_SOON, NOW - 1),
  published: fc.boolean(),
});
const anyFacts: fc.Arbitrary<OwnFacts> = fc.record({
  keys: fc.array(anyKey, { maxLength: 4 }),
  storageKept: fc.constantFrom(true, false, null),
  sealedBefore: fc.boolean(),
  verified: fc.nat(5),
  unverified: fc.nat(5),
});

describe("the steps, laws", () => {
  it("the gain shown is what the score rises by once the step is done, and the step is then gone or fewer people are left", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { id, gain } of openSteps(facts, NOW)) {
          const after = afterStep(id, facts, NOW);
          expect(scoreOf(after, NOW) - scoreOf(facts, NOW)).toBe(gain);
          expect(gain).toBeGreaterThanOrEqual(0);
          if (id !== "verify") expect(openSteps(after, NOW).map((step) => step.id)).not.toContain(id);
          else expect(after.unverified).toBe(facts.unverified - 1);
        }
      }),
    );
  });

  it("doing one never lowers the score, never opens again what was finished, and is then finished itself", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const finished = finishedSteps(facts, NOW);
        for (const { id } of openSteps(facts, NOW)) {
          const after = afterStep(id, facts, NOW);
          expect(scoreOf(after, NOW)).toBeGreaterThanOrEqual(scoreOf(facts, NOW));
          const now = finishedSteps(after, NOW);
          for (const done of finished) expect(now).toContain(done);
          if (id !== "make-key") expect(now).toContain(id === "verify" ? `verify-${facts.verified + 1}` : id);
        }
      }),
    );
  });

  it("whoever does all of them ends at A, with nothing left to do", () => {
    fc.assert(
      fc.property(anyFacts, (start) => {
        let facts: OwnFacts = { ...start, unverified: 5, storageKept: start.storageKept ?? false };
        for (let [step] = openSteps(facts, NOW); step; [step] = openSteps(facts, NOW))
          facts = afterStep(step.id, facts, NOW);
        expect(scoreOf(facts, NOW)).toBe(100);
      }),
    );
  });

  it("a single key gains by every step", () => {
    fc.assert(
      fc.property(anyFacts, anyKey, (facts, key) => {
        for (const { gain } of openSteps({ ...facts, keys: [key] }, NOW)) expect(gain).toBeGreaterThan(0);
      }),
    );
  });

  it("most gain comes first, after what holds the grade back", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const steps = openSteps(facts, NOW);
        const ended = facts.keys.some(({ expiresAt }) => expiresAt !== null && expiresAt <= NOW);
        if (ended) expect(steps.shift()?.id).toBe("extend");
        const gains = steps.map(({ gain }) => gain);
        expect(gains).toEqual(gains.toSorted((a, b) => b - a));
      }),
    );
  });

  it("nothing is finished before there is a key", () => {
    expect(finishedSteps({ ...first, keys: [], sealedBefore: true, verified: 3 }, NOW)).toEqual([]);
  });
});
