import { describe, expect, it } from "vitest";
import { allAuthentic, type Reply, reusableUntil, verdictOf } from "./verdict";

const keys = (...fingerprints: string[]): Reply => ({ kind: "keys", fingerprints, authentic: true });
const said = (kind: Exclude<Reply["kind"], "keys">): Reply => ({ kind });

describe("what two resolvers say together", () => {
  it.each([
    ["the same key", [keys("a"), keys("a")], "found"],
    ["the same keys in another order", [keys("a", "b"), keys("b", "a")], "found"],
    ["a key and silence", [keys("a"), said("timeout")], "found"],
    ["a key and a dead resolver", [said("unreachable"), keys("a")], "found"],
    ["a key hidden by one", [keys("a"), said("none")], "found"],
    ["two keys", [keys("a"), keys("b")], "disagree"],
    ["one key more at one of them", [keys("a"), keys("a", "b")], "disagree"],
    ["a key and a damaged one", [keys("a"), said("bad-key")], "disagree"],
    ["a key and a broken signature", [keys("a"), said("bogus")], "bogus"],
    ["nothing and a broken signature", [said("none"), said("bogus")], "bogus"],
    ["nothing twice", [said("none"), said("none")], "none"],
    ["nothing and silence", [said("timeout"), said("none")], "none"],
    ["a damaged key and nothing", [said("bad-key"), said("none")], "bad-key"],
    ["silence twice", [said("timeout"), said("timeout")], "timeout"],
    ["silence and a refusal: the first resolver's word", [said("timeout"), said("blocked")], "timeout"],
    ["refusal", [said("blocked")], "blocked"],
    ["one resolver alone with a key", [keys("a")], "found"],
    ["no resolver", [], "unreachable"],
  ] as const)("%s", (_name, replies, verdict) => {
    expect(verdictOf(replies)).toBe(verdict);
    if (replies.length === 2 && verdict !== "timeout") expect(verdictOf([replies[1]!, replies[0]!])).toBe(verdict);
  });

  it("claims DNSSEC only when everybody who gave a key does", () => {
    const plain: Reply = { kind: "keys", fingerprints: ["a"], authentic: false };
    expect(allAuthentic([keys("a"), keys("a")])).toBe(true);
    expect(allAuthentic([keys("a"), said("none")])).toBe(true);
    expect(allAuthentic([keys("a"), plain])).toBe(false);
    expect(allAuthentic([said("none")])).toBe(false);
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
    ["bogus", 600, 30],
    ["disagree", 600, 30],
  ] as const)("%s with TTL %s for %i seconds", (verdict, ttl, seconds) => {
    expect(reusableUntil(verdict, ttl, 1_000_000)).toBe(1_000_000 + seconds * 1000);
  });
});
