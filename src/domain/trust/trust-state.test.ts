import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterChoice, afterFind, afterPin, afterUse, afterVerification } from "./decisions";
import { addDay, dayOf, historyWeight, isKnown, MAX_DAYS } from "./history";
import { type Candidate, competingKeys, STRANGER, type TrustRecord, trustStateOf } from "./trust-state";

const NOW = Date.UTC(2026, 10, 22);
const good = (fingerprint: string): Candidate => ({ fingerprint, expiresAt: null, revoked: false });
const expired = (fingerprint: string): Candidate => ({ fingerprint, expiresAt: NOW, revoked: false });
const revoked = (fingerprint: string): Candidate => ({ fingerprint, expiresAt: null, revoked: true });
const record = (part: Partial<TrustRecord>): TrustRecord => ({ ...STRANGER, ...part });
const days = (count: number): string[] => Array.from({ length: count }, (_, i) => dayOf(i * 86_400_000));

describe("the trust state of an address", () => {
  it.each([
    ["nothing is known", record({}), [], "none"],
    ["one key was found", record({}), [good("a")], "new"],
    ["two keys were found", record({}), [good("a"), good("b")], "conflict"],
    ["two keys were found, one of them turned down", record({ rejected: ["b"] }), [good("a"), good("b")], "new"],
    ["two keys were found, one of them expired", record({}), [good("a"), expired("b")], "new"],
    ["the only key found was turned down", record({ rejected: ["a"] }), [good("a")], "none"],
    ["the only key found has since expired", record({}), [expired("a")], "expired"],
    ["the only key found has since been revoked", record({}), [revoked("a")], "revoked"],
    ["a key is pinned", record({ pinned: "a" }), [good("a")], "first-contact"],
    ["mail was sealed on 7 days", record({ pinned: "a", sealedDays: days(7) }), [good("a")], "first-contact"],
    ["mail was sealed on 8 days", record({ pinned: "a", sealedDays: days(8) }), [good("a")], "known"],
    [
      "sealed on 6 and signed on 6",
      record({ pinned: "a", sealedDays: days(6), signedDays: days(6) }),
      [good("a")],
      "known",
    ],
    ["the key was compared", record({ pinned: "a", verifiedAt: 1 }), [good("a")], "verified"],
    ["another key is held", record({ pinned: "a", held: "b" }), [good("a"), good("b")], "changed"],
    [
      "another is held although the key was compared",
      record({ pinned: "a", held: "b", verifiedAt: 1 }),
      [good("a"), good("b")],
      "changed",
    ],
    [
      "the held key was turned down",
      record({ pinned: "a", held: "b", rejected: ["b"] }),
      [good("a"), good("b")],
      "first-contact",
    ],
    ["the held key has been revoked", record({ pinned: "a", held: "b" }), [good("a"), revoked("b")], "first-contact"],
    ["another key lies about that is not held", record({ pinned: "a" }), [good("a"), good("b")], "first-contact"],
    ["the pinned key has expired", record({ pinned: "a", verifiedAt: 1 }), [expired("a")], "expired"],
    ["the pinned key was revoked", record({ pinned: "a", verifiedAt: 1 }), [revoked("a")], "revoked"],
    [
      "the pinned key expired and a new one is held",
      record({ pinned: "a", held: "b" }),
      [expired("a"), good("b")],
      "changed",
    ],
    ["the pinned key is missing", record({ pinned: "a" }), [], "revoked"],
  ] as const)("when %s", (_name, facts, found, state) => {
    expect(trustStateOf(facts, found, NOW)).toBe(state);
    expect(trustStateOf(facts, [...found].reverse(), NOW)).toBe(state);
    expect(trustStateOf(facts, found, NOW, true)).toBe("own");
  });

  it("lists the pinned key first among those that compete", () => {
    const keys = [good("b"), good("a"), expired("c"), good("d")];
    const facts = record({ pinned: "a", held: "b", rejected: ["d"] });
    expect(competingKeys(facts, keys, NOW).map((key) => key.fingerprint)).toEqual(["a", "b"]);
  });
});

describe("what events do", () => {
  it("a find never pins and never replaces", () => {
    expect(afterFind(STRANGER, "a")).toBe(STRANGER);
    expect(afterFind(record({ pinned: "a" }), "a").held).toBeNull();
    expect(afterFind(record({ pinned: "a" }), "b")).toMatchObject({ pinned: "a", held: "b" });
    expect(afterFind(record({ pinned: "a", rejected: ["b"] }), "b").held).toBeNull();
  });

  it("first use pins once; a second key is held", () => {
    const first = afterPin(STRANGER, "a");
    expect(first).toMatchObject({ pinned: "a", held: null });
    expect(afterPin(first, "b")).toMatchObject({ pinned: "a", held: "b" });
  });

  it("choosing another key turns the rest down and forgets what was proven about the old one", () => {
    const before = record({ pinned: "a", held: "b", verifiedAt: 5, sealedDays: ["2026-01-01"] });
    const after = afterChoice(before, "b", ["a"]);
    expect(after).toMatchObject({ pinned: "b", held: null, rejected: ["a"], verifiedAt: null, sealedDays: [] });
  });

  it("choosing the key one had keeps its verification and history", () => {
    const before = record({ pinned: "a", held: "b", verifiedAt: 5, sealedDays: ["2026-01-01"] });
    expect(afterChoice(before, "a", ["b"])).toMatchObject({
      pinned: "a",
      held: null,
      rejected: ["b"],
      verifiedAt: 5,
      sealedDays: ["2026-01-01"],
    });
  });

  it("a key turned down can be chosen after all", () => {
    expect(afterChoice(record({ pinned: "a", rejected: ["b"] }), "b", ["a"])).toMatchObject({
      pinned: "b",
      rejected: ["a"],
    });
  });

  it("verification needs a pinned key, keeps its first date, and can be taken back", () => {
    expect(afterVerification(STRANGER, true, 9)).toBeNull();
    const once = afterVerification(record({ pinned: "a" }), true, 9)!;
    expect(once.verifiedAt).toBe(9);
    expect(afterVerification(once, true, 99)!.verifiedAt).toBe(9);
    expect(afterVerification(once, false, 99)!.verifiedAt).toBeNull();
  });

  it("whatever happens, a pinned key changes only by the user's choice", () => {
    const print = fc.constantFrom("a", "b", "c");
    const event = fc.tuple(fc.constantFrom("find", "pin", "sealed", "signed", "verify"), print);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        let now = record({ pinned: "a" });
        for (const [kind, fingerprint] of events) {
          if (kind === "find") now = afterFind(now, fingerprint);
          else if (kind === "pin") now = afterPin(now, fingerprint);
          else if (kind === "verify") now = afterVerification(now, true, 1) ?? now;
          else now = afterUse(now, kind as "sealed" | "signed", NOW);
          expect(now.pinned).toBe("a");
        }
      }),
    );
  });
});

describe("history", () => {
  it("a burst on one day counts as one day", () => {
    let now = record({ pinned: "a" });
    for (let i = 0; i < 100; i++) now = afterUse(now, "signed", NOW + i);
    expect(historyWeight(now)).toBe(1);
    expect(isKnown(now)).toBe(false);
  });

  it("keeps the last days only", () => {
    const many = Array.from({ length: MAX_DAYS + 5 }, (_, i) => dayOf(i * 86_400_000));
    const kept = many.reduce<readonly string[]>((list, day) => addDay(list, day), []);
    expect(kept).toEqual(many.slice(-MAX_DAYS));
  });
});
