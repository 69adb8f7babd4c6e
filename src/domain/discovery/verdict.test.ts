import { describe, expect, it } from "vitest";
import { isCertain, type Reply, reusableUntil, standsFor, verdictOf } from "./verdict";

const keys = (...fingerprints: string[]): Reply => ({ kind: "keys", fingerprints, secure: false });
const proven = (...fingerprints: string[]): Reply => ({ kind: "keys", fingerprints, secure: true });
const none: Reply = { kind: "none", secure: false };
const provenNone: Reply = { kind: "none", secure: true };
const said = (kind: Exclude<Reply["kind"], "keys" | "none">): Reply => ({ kind });

describe("what two resolvers say together", () => {
  it.each([
    ["the same key", [keys("a"), keys("a")], "found"],
    ["the same keys in another order", [keys("a", "b"), keys("b", "a")], "found"],
    ["a key and silence", [keys("a"), said("timeout")], "found"],
    ["a key and a dead resolver", [said("unreachable"), keys("a")], "found"],
    ["a key, proven at one of them", [keys("a"), proven("a")], "found"],
    ["a key and a proof that there is none", [keys("a"), provenNone], "disagree"],
    ["a proven key and a claim that there is none", [proven("a"), none], "found"],
    ["a proven key and an older proof that there was none", [proven("a"), provenNone], "found"],
    ["two proven keys", [proven("a"), proven("b")], "disagree"],
    ["a proven key and another unproven one", [proven("a"), keys("b")], "disagree"],
    ["nothing, proven at one of them", [none, provenNone], "none"],
    ["proven absence and a broken signature", [provenNone, said("bogus")], "bogus"],
    ["a proven key and a broken signature", [proven("a"), said("bogus")], "bogus"],
    ["proven absence and silence", [said("unreachable"), provenNone], "none"],
    ["a damaged key and a proof that there is none", [said("bad-key"), provenNone], "bad-key"],
    ["a key hidden by one", [keys("a"), none], "found"],
    ["two keys", [keys("a"), keys("b")], "disagree"],
    ["one key more at one of them", [keys("a"), keys("a", "b")], "disagree"],
    ["a key and a damaged one", [keys("a"), said("bad-key")], "disagree"],
    ["a key and a broken signature", [keys("a"), said("bogus")], "bogus"],
    ["nothing and a broken signature", [none, said("bogus")], "bogus"],
    ["nothing twice", [none, none], "none"],
    ["nothing and silence", [said("timeout"), none], "none"],
    ["a damaged key and nothing", [said("bad-key"), none], "bad-key"],
    ["silence twice", [said("timeout"), said("timeout")], "timeout"],
    ["silence and a refusal: the first resolver's word", [said("timeout"), said("blocked")], "timeout"],
    ["refusal", [said("blocked")], "blocked"],
    ["one resolver alone with a key", [keys("a")], "found"],
    ["no resolver", [], "unreachable"],
  ] as const)("%s", (_name, replies, verdict) => {
    expect(verdictOf(replies)).toBe(verdict);
    if (replies.length === 2 && verdict !== "timeout") expect(verdictOf([replies[1]!, replies[0]!])).toBe(verdict);
  });

  it("is final at the first broken signature, and never before all have answered without one", () => {
    expect(isCertain([proven("a"), said("bogus")])).toBe(true);
    expect(isCertain([proven("a"), provenNone, said("timeout"), said("bad-key")])).toBe(false);
  });

  it("is told by the proven reply where there is one", () => {
    expect(standsFor("found", [keys("a"), none, proven("a")])).toBe(2);
    expect(standsFor("none", [said("timeout"), none, provenNone])).toBe(2);
    expect(standsFor("disagree", [provenNone, keys("a")])).toBe(1);
    expect(standsFor("bogus", [keys("a"), said("bogus")])).toBe(1);
    expect(standsFor("unreachable", [])).toBe(-1);
  });
});

describe("how long a verdict is reused", () => {
  it.each([
    ["found", 300, 300],
    ["found", 5, 60],
    ["found", 1_000_000, 86_400],
    ["found", null, 86_400],
    ["none", 600, 600],
    ["none", 86_400, 3600],
    ["none", 0, 60],
    ["none", null, 60],
    ["timeout", 600, 30],
    ["unreachable", null, 30],
    ["unreachable", 600, 600],
    ["unreachable", 86_400, 3600],
    ["bogus", 600, 30],
    ["disagree", 600, 30],
  ] as const)("%s with TTL %s for %i seconds", (verdict, ttl, seconds) => {
    expect(reusableUntil(verdict, ttl, 1_000_000)).toBe(1_000_000 + seconds * 1000);
  });
});
