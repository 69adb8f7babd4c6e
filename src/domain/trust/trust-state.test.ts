import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterChoice,
  afterFoundKey,
  afterPin,
  afterRejection,
  afterRestoration,
  afterUse,
  afterVerification,
  consequenceOf,
  type FoundKey,
} from "./decisions";
import { addDay, dayOf, historyWeight, isKnown, MAX_DAYS } from "./history";
import type { KeySource } from "./sources";
import { claimedKeys, competingKeys, STRANGER, type TrustKey, type TrustRecord, trustStateOf } from "./trust-state";

const NOW = Date.UTC(2026, 10, 22);
const good = (fingerprint: string): TrustKey => ({ fingerprint, weight: "full", expiresAt: null, revoked: false });
const expired = (fingerprint: string): TrustKey => ({ ...good(fingerprint), expiresAt: NOW });
const revoked = (fingerprint: string): TrustKey => ({ ...good(fingerprint), revoked: true });
const claimed = (fingerprint: string): TrustKey => ({ ...good(fingerprint), weight: "claim" });
const mailed = (fingerprint: string): TrustKey => ({ ...good(fingerprint), weight: "mail" });
const hearsay = (fingerprint: string): TrustKey => ({ ...good(fingerprint), weight: "hearsay" });
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
    ["the pinned key is missing", record({ pinned: "a" }), [], "lost"],
    ["the pinned key is missing, compared or not", record({ pinned: "a", verifiedAt: 1 }), [], "lost"],
    ["the pinned key is missing beside another", record({ pinned: "a" }), [good("b")], "lost"],
    ["the held key is missing", record({ pinned: "a", held: "b", verifiedAt: 1 }), [good("a")], "changed"],
    ["the pinned and the held key are missing", record({ pinned: "a", held: "b" }), [], "lost"],
    ["the pinned key is missing and another held", record({ pinned: "a", held: "b" }), [good("b")], "changed"],
    ["only a key server that confirms nothing has a key", record({}), [claimed("a")], "candidate"],
    ["such a server has several", record({}), [claimed("a"), claimed("b")], "candidate"],
    ["such a server has another key than the domain", record({}), [good("a"), claimed("b")], "new"],
    [
      "such a server has another key than the pinned one",
      record({ pinned: "a" }),
      [good("a"), claimed("b")],
      "first-contact",
    ],
    ["the key it has was turned down", record({ rejected: ["a"] }), [claimed("a")], "none"],
    ["the key it has was chosen by the user", record({ pinned: "a" }), [claimed("a")], "first-contact"],
    ["the domain's key has expired and such a server has one", record({}), [expired("a"), claimed("b")], "expired"],
    ["somebody's message named a key", record({}), [hearsay("a")], "mail-only"],
    ["a message of their own named one", record({}), [mailed("a")], "mail-only"],
    ["their own message named another than somebody's", record({}), [mailed("a"), hearsay("b")], "mail-only"],
    ["two of their messages named two", record({}), [mailed("a"), mailed("b")], "conflict"],
    ["their message named another key than the domain", record({}), [good("a"), mailed("b")], "new"],
    ["such a key is in use", record({ pinned: "a" }), [mailed("a")], "mail-only"],
    ["such a key was long used", record({ pinned: "a", sealedDays: days(20) }), [hearsay("a")], "mail-only"],
    ["such a key was compared", record({ pinned: "a", verifiedAt: 1 }), [mailed("a")], "verified"],
    ["such a key has expired", record({ pinned: "a" }), [{ ...mailed("a"), expiresAt: NOW }], "expired"],
    ["somebody's message named another key than the domain", record({}), [good("a"), hearsay("b")], "new"],
    ["two messages named two keys", record({}), [hearsay("a"), hearsay("b")], "conflict"],
    [
      "the key before the pinned one is still about",
      record({ pinned: "b", retired: ["a"] }),
      [good("a"), good("b")],
      "first-contact",
    ],
  ] as const)("when %s", (_name, facts, found, state) => {
    expect(trustStateOf(facts, found, NOW)).toBe(state);
    expect(trustStateOf(facts, [...found].reverse(), NOW)).toBe(state);
    expect(trustStateOf(facts, found, NOW, true)).toBe("own");
  });

  it("lists keys to choose from where a key server merely claims them", () => {
    expect(claimedKeys(record({ rejected: ["b"] }), [claimed("a"), claimed("b"), good("c")], NOW)).toEqual([
      claimed("a"),
    ]);
  });

  it("lists the pinned key first among those that compete", () => {
    const keys = [good("b"), good("a"), expired("c"), good("d")];
    const facts = record({ pinned: "a", held: "b", rejected: ["d"] });
    expect(competingKeys(facts, keys, NOW).map((key) => key.fingerprint)).toEqual(["a", "b"]);
  });
});

/** A found key from words: its source, and what speaks for it. */
const find = (words: string, part: Partial<FoundKey> = {}): FoundKey => {
  const [source, ...rest] = words.split(" ") as [KeySource, ...string[]];
  return {
    fingerprint: "new",
    source,
    dnssec: rest.includes("proven") ? "secure" : source === "dns" ? "insecure" : "none",
    crossSigned: rest.includes("cross-signed"),
    alongside: rest.includes("beside-the-old") ? ["old"] : [],
    ...part,
  };
};

const stranger = record({});
const used = record({ pinned: "old", sealedDays: ["2026-01-01"] });
const verified = record({ pinned: "old", verifiedAt: 1, everVerified: true });
const unverified = record({ pinned: "old", everVerified: true });
const turnedDown = record({ pinned: "old", rejected: ["new"] });
const rolledOver = record({ pinned: "old", retired: ["new"] });

// Record | where another key is found | consequence. "published": taken, with a notice. "cross-signed": taken silently.
const GOLDEN: readonly (readonly [string, TrustRecord, string, string])[] = [
  ["nobody wrote to yet", stranger, "dns proven", "nothing"],
  ["nobody wrote to yet", stranger, "wkd", "nothing"],
  ["used, never compared", used, "dns proven", "published"],
  ["used, never compared", used, "cert proven", "published"],
  ["used, never compared", used, "pka proven", "published"],
  ["used, never compared", used, "dns proven beside-the-old", "nothing"],
  ["used, never compared", used, "dns", "held"],
  ["used, never compared", used, "wkd", "held"],
  ["used, never compared", used, "wkd proven", "held"],
  ["used, never compared", used, "server", "held"],
  ["used, never compared", used, "autocrypt", "nothing"],
  ["used, never compared", used, "mail", "held"],
  ["used, never compared", used, "import", "held"],
  ["used, never compared", used, "candidate", "nothing"],
  ["used, never compared", used, "gossip", "nothing"],
  ["used, never compared", used, "wkd cross-signed", "cross-signed"],
  ["used, never compared", used, "candidate cross-signed", "cross-signed"],
  ["used, never compared", used, "dns proven cross-signed", "cross-signed"],
  ["used, never compared", used, "dns proven beside-the-old cross-signed", "cross-signed"],
  ["compared", verified, "dns proven", "held"],
  ["compared", verified, "wkd", "held"],
  ["compared", verified, "wkd cross-signed", "held"],
  ["compared", verified, "candidate cross-signed", "held"],
  ["compared", verified, "candidate", "nothing"],
  ["compared, then taken back", unverified, "dns proven", "held"],
  ["compared, then taken back", unverified, "wkd cross-signed", "held"],
  ["turned down by the user", turnedDown, "dns proven", "nothing"],
  ["turned down by the user", turnedDown, "wkd cross-signed", "nothing"],
  ["the one before the key in use", rolledOver, "dns proven", "nothing"],
];

describe("another key than the one in use", () => {
  it.each(GOLDEN.map(([whose, facts, words, outcome]) => ({ whose, facts, words, outcome })))(
    "of a contact $whose, found by $words: $outcome",
    ({ facts, words, outcome }) => {
      expect(consequenceOf(facts, find(words))).toBe(outcome);
    },
  );

  it("found again is no news when it is the key in use", () => {
    for (const words of ["dns proven", "wkd", "candidate", "import"])
      expect(consequenceOf(verified, find(words, { fingerprint: "old" }))).toBe("nothing");
  });

  it("taken with a notice starts its own history; the key before is not held against it later", () => {
    const after = afterFoundKey(used, find("dns proven"), 7);
    expect(after).toMatchObject({
      pinned: "new",
      held: null,
      retired: ["old"],
      sealedDays: [],
      notice: { kind: "replaced", from: "old", to: "new", at: 7, because: "published" },
    });
    expect(afterFoundKey(after, find("wkd", { fingerprint: "old" }), 8)).toBe(after);
  });

  it("taken silently goes on with the history of the key that names it", () => {
    expect(afterFoundKey(used, find("wkd cross-signed"), 7)).toMatchObject({
      pinned: "new",
      retired: ["old"],
      sealedDays: ["2026-01-01"],
      notice: null,
    });
  });

  it("held with the old key's word for it says so", () => {
    expect(afterFoundKey(verified, find("wkd cross-signed"), 7)).toMatchObject({
      pinned: "old",
      held: "new",
      vouched: ["new"],
    });
    expect(afterFoundKey(verified, find("wkd"), 7)).toMatchObject({ held: "new", vouched: [] });
  });

  it("held stays held until the user decides, whatever is found next", () => {
    const held = afterFoundKey(verified, find("wkd"), 7);
    for (const words of ["dns proven", "wkd", "candidate"])
      expect(afterFoundKey(held, find(words, { fingerprint: "old" }), 8)).toBe(held);
  });

  it("published by proof lifts the hold on itself, not on a third key", () => {
    const held = afterFoundKey(used, find("wkd"), 7);
    expect(afterFoundKey(held, find("dns proven"), 8)).toMatchObject({ pinned: "new", held: null });
    const third = afterFoundKey(used, find("wkd", { fingerprint: "third" }), 7);
    expect(afterFoundKey(third, find("dns proven"), 8)).toMatchObject({ pinned: "new", held: "third" });
  });

  it("never takes the place of a key once compared, nor of anything where there is no proof", () => {
    const source = fc.constantFrom<KeySource>(
      "dns",
      "cert",
      "pka",
      "wkd",
      "server",
      "candidate",
      "autocrypt",
      "gossip",
      "mail",
      "import",
    );
    const any = fc.record({
      fingerprint: fc.constantFrom("old", "new", "third"),
      source,
      dnssec: fc.constantFrom<FoundKey["dnssec"]>("secure", "insecure", "none"),
      crossSigned: fc.boolean(),
      alongside: fc.constantFrom<string[]>([], ["old"]),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (finds) => {
        const after = finds.reduce((facts, one) => afterFoundKey(facts, one, NOW), verified);
        expect(after).toMatchObject({ pinned: "old", verifiedAt: 1 });
        const unproven = finds.map((one) => ({ ...one, dnssec: "none" as const, crossSigned: false }));
        expect(unproven.reduce((facts, one) => afterFoundKey(facts, one, NOW), used).pinned).toBe("old");
      }),
    );
  });
});

describe("a saved copy", () => {
  const saved = { pinned: "a", rejected: ["r"], retired: [], verifiedAt: 3, everVerified: true };

  it("fills what is empty", () => {
    expect(afterRestoration(stranger, saved)).toMatchObject({
      pinned: "a",
      rejected: ["r"],
      verifiedAt: 3,
      everVerified: true,
    });
    expect(afterRestoration(record({ pinned: "a" }), saved)).toMatchObject({ verifiedAt: 3, rejected: ["r"] });
  });

  it("never overwrites another pin: its key is held", () => {
    expect(afterRestoration(used, saved)).toEqual({ ...used, held: "a" });
  });

  it("does not bring back what was turned down", () => {
    const facts = record({ rejected: ["a"] });
    expect(afterRestoration(facts, saved)).toBe(facts);
  });
});

describe("what events do", () => {
  it("first use pins once", () => {
    const first = afterPin(STRANGER, "a");
    expect(first).toMatchObject({ pinned: "a", held: null });
    expect(afterPin(first, "b")).toBe(first);
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

  it("turning down a held key brings up the next undecided one; the pinned key cannot be turned down", () => {
    const before = record({ pinned: "a", held: "b", vouched: ["b"] });
    expect(afterRejection(before, "b", ["c"])).toMatchObject({ held: "c", rejected: ["b"], vouched: [] });
    expect(afterRejection(before, "b", [])).toMatchObject({ held: null, rejected: ["b"] });
    expect(afterRejection(before, "c", ["b"])).toMatchObject({ held: "b", rejected: ["c"] });
    expect(afterRejection(before, "a", [])).toBeNull();
  });

  it("a contact once verified stays one who was, whatever the user does next", () => {
    const once = afterVerification(record({ pinned: "a" }), true, 9)!;
    expect(afterVerification(once, false, 10)).toMatchObject({ verifiedAt: null, everVerified: true });
    expect(afterChoice(once, "b", ["a"])).toMatchObject({ verifiedAt: null, everVerified: true });
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
