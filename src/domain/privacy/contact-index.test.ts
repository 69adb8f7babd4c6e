import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeySource } from "../trust/sources";
import { STRANGER, type TrustState, trustStateOf } from "../trust/trust-state";
import {
  CONTACT_AXES,
  type ContactFacts,
  type ContactKeyFacts,
  contactIndex,
  SOURCE_POINTS,
  TRUST_POINTS,
} from "./contact-index";
import { LIVES, lifeOfKey, OLD_AFTER, STRENGTHS } from "./key-strength";
import { type Row, rowsOf } from "./testing/page";
import { PEOPLE_WORDS } from "./testing/words";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 24 * 60 * 60 * 1000;

const LIFE: Record<string, Pick<ContactKeyFacts, "createdAt" | "expiresAt" | "status">> = {
  ends: { createdAt: NOW - 400 * DAY, expiresAt: NOW + 400 * DAY, status: "good" },
  "never ends": { createdAt: NOW - 400 * DAY, expiresAt: null, status: "good" },
  old: { createdAt: NOW - OLD_AFTER - DAY, expiresAt: null, status: "good" },
  "ends soon": { createdAt: NOW - 400 * DAY, expiresAt: NOW + 5 * DAY, status: "good" },
  "past its date": { createdAt: NOW - 400 * DAY, expiresAt: NOW - DAY, status: "expired" },
  withdrawn: { createdAt: NOW - 400 * DAY, expiresAt: null, status: "revoked" },
};

// state | algorithm | life | sources (! proven) | days signed, sealed  ->  key owner history score grade
// docs/privacy-index.md is the golden table.
const CASES = rowsOf("Contact", "Kind of key", "Its life", "Found by");

const SOURCE_WORDS: Readonly<Record<string, { readonly source: KeySource; readonly dnssec: "secure" | "none" }>> = {
  "their domain, proven": { source: "dns", dnssec: "secure" },
  "your own": { source: "own", dnssec: "none" },
  "key directory": { source: "wkd", dnssec: "none" },
  "brought by you": { source: "import", dnssec: "none" },
  "key server": { source: "server", dnssec: "none" },
  "checked mail": { source: "signed", dnssec: "none" },
  "their mail": { source: "mail", dnssec: "none" },
  "DNS, unproven": { source: "dns", dnssec: "none" },
  "others' mail": { source: "gossip", dnssec: "none" },
  "a mere claim": { source: "candidate", dnssec: "none" },
};

/** "others' mail, their mail", where a name may hold a comma itself. */
const sourcesOf = (cell: string): ContactKeyFacts["sources"] =>
  Object.keys(SOURCE_WORDS)
    .filter((word) => `, ${cell},`.includes(`, ${word},`))
    .map((word) => SOURCE_WORDS[word]!);

function factsOf(row: Row): ContactFacts {
  const { Contact: who = "", "Its life": life = "", "Found by": found = "" } = row;
  const algorithm = row["Kind of key"]!;
  return {
    address: "bob@b.example",
    state: PEOPLE_WORDS[who]!,
    key: algorithm === "–" ? null : { algorithm, ...LIFE[life]!, sources: sourcesOf(found) },
    signedDays: Number(row["Days signed"]),
    sealedDays: Number(row["Days sealed"]),
  };
}

const titleOf = (row: Row): string => Object.values(row).join(" | ");

describe("the contact index, as docs/privacy-index.md has it", () => {
  it.each(CASES.map((row) => [titleOf(row), row] as const))("%s", (_, row) => {
    const { axes, score, grade } = contactIndex(factsOf(row), NOW);
    const figures = CONTACT_AXES.map((axis) => (axes[axis].known ? String(axes[axis].points) : "–"));
    const told = [row.Key, row.Owner, row.History, row.Score, row.Letter!.toLowerCase().replace("?", "u")];
    expect([...figures, String(score), grade]).toEqual(told);
  });

  const points = (column: string): Record<string, number> =>
    Object.fromEntries(
      rowsOf(column, "What it means")
        .filter((row) => "Points" in row)
        .map((row) => [row[column]!, Number(row.Points)]),
    );

  it("the points it tells of kinds, lives, states and sources are those that are given, and none is left out", () => {
    const { strong, fair, weak, unknown } = STRENGTHS;
    expect(points("Kind of key")).toEqual({
      strong: strong.points,
      fair: fair.points,
      weak: weak.points,
      "unheard of": unknown.points,
    });
    const lives = Object.entries(LIFE).map(([word, key]) => [word, LIVES[lifeOfKey(key, NOW)].points]);
    expect(points("Its life")).toEqual(Object.fromEntries(lives));
    const states = Object.entries(PEOPLE_WORDS).map(([word, state]) => [word, TRUST_POINTS[state].points]);
    expect(points("Contact")).toEqual(Object.fromEntries(states));
    const best = factsOf(CASES[0]!);
    const owner = (sources: ContactKeyFacts["sources"]): number =>
      contactIndex({ ...best, key: { ...best.key!, sources } }, NOW).axes.owner.points;
    const sources = Object.entries(SOURCE_WORDS).map(([word, source]) => [word, owner([source]) - owner([])]);
    expect(points("Found by")).toEqual(Object.fromEntries(sources));
  });

  it("and what it tells of limits", () => {
    const best = factsOf(CASES[0]!);
    const weak = (algorithm: string): ContactFacts => ({ ...best, key: { ...best.key!, algorithm } });
    const held = rowsOf("Held back by", "At best").map((row) => {
      const [word = "", letter] = [row["Held back by"], row["At best"]];
      const facts =
        word === "weak"
          ? weak("RSA 1024")
          : word === "unheard of"
            ? weak("Dilithium")
            : { ...best, state: PEOPLE_WORDS[word]! };
      return [word, letter, contactIndex(facts, NOW)] as const;
    });
    expect(held.length).toBe(7);
    for (const [word, letter, { grade, cap }] of held) {
      expect(grade.toUpperCase(), word).toBe(letter);
      expect(cap, word).not.toBeNull();
    }
  });
});

const anyKey: fc.Arbitrary<ContactKeyFacts> = fc
  .record({
    algorithm: fc.constantFrom("Ed25519", "RSA 4096", "RSA 2048", "RSA 1024", "DSA 2048", "secp256k1", "Dilithium"),
    life: fc.constantFrom("ends", "never ends", "old", "ends soon"),
    sources: fc.array(
      fc.record({
        source: fc.constantFrom<KeySource>(
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
          "own",
        ),
        dnssec: fc.constantFrom("secure" as const, "insecure" as const, "none" as const),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ algorithm, life, sources }) => ({ algorithm, sources, ...LIFE[life]! }));

const STATES = Object.keys(TRUST_POINTS) as TrustState[];
const anyFacts: fc.Arbitrary<ContactFacts> = fc.record({
  address: fc.constant("bob@b.example"),
  state: fc.constantFrom(...STATES),
  key: fc.option(anyKey),
  signedDays: fc.nat(60),
  sealedDays: fc.nat(60),
});

const rank = (grade: string): number => "abcdeu".indexOf(grade);

describe("the contact index, laws", () => {
  it("the sum on screen is the score", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { axes, contributions, score } = contactIndex(facts, NOW);
        const known = CONTACT_AXES.filter((axis) => axes[axis].known);
        const points = known.map((axis) =>
          contributions.filter((one) => one.axis === axis).reduce((sum, one) => sum + one.points, 0),
        );
        expect(points).toEqual(known.map((axis) => axes[axis].points));
        expect(score).toBe(known.length === 0 ? 0 : Math.round(points.reduce((a, b) => a + b, 0) / known.length));
        for (const { points: earned, of } of contributions) expect(earned).toBeLessThanOrEqual(of);
      }),
    );
  });

  it("comparing keys never lowers it, nor does getting to know each other", () => {
    fc.assert(
      fc.property(anyFacts, anyKey, fc.nat(2), (facts, key, step) => {
        const closer: TrustState[] = ["new", "first-contact", "known", "verified"];
        const [before, after] = [step, step + 1].map((at) => contactIndex({ ...facts, key, state: closer[at]! }, NOW));
        expect(after!.score).toBeGreaterThanOrEqual(before!.score);
        expect(rank(after!.grade)).toBeLessThanOrEqual(rank(before!.grade));
      }),
    );
  });

  it("another source or another day of mail never lowers it", () => {
    fc.assert(
      fc.property(anyFacts, anyKey, anyKey, (facts, key, other) => {
        const score = (more: Partial<ContactFacts>) => contactIndex({ ...facts, key, ...more }, NOW).score;
        const found = { ...key, sources: [...key.sources, ...other.sources] };
        expect(score({ key: found })).toBeGreaterThanOrEqual(score({}));
        expect(score({ signedDays: facts.signedDays + 1 })).toBeGreaterThanOrEqual(score({}));
        expect(score({ sealedDays: facts.sealedDays + 1 })).toBeGreaterThanOrEqual(score({}));
      }),
    );
  });

  it("what is not known is never good: no key no grade, an unheard-of kind a C at best, no source nothing", () => {
    fc.assert(
      fc.property(anyFacts, anyKey, (facts, key) => {
        expect(contactIndex({ ...facts, state: "none" }, NOW)).toMatchObject({ grade: "u", score: 0 });
        const unheard = contactIndex({ ...facts, key: { ...key, algorithm: "Something 9000" } }, NOW);
        expect(["c", "d", "e", "u"]).toContain(unheard.grade);
        const score = (sources: ContactKeyFacts["sources"]) =>
          contactIndex({ ...facts, key: { ...key, sources } }, NOW).score;
        expect(score([])).toBeLessThanOrEqual(score(key.sources));
        const unproven = key.sources.map(({ source }) => ({ source, dnssec: "none" as const }));
        expect(score(unproven)).toBeLessThanOrEqual(score(key.sources));
      }),
    );
  });

  it("a changed or withdrawn key is E, and so are several, one past its date no better than D, a weak one too, and each says why", () => {
    fc.assert(
      fc.property(anyFacts, anyKey, fc.constantFrom("changed", "conflict", "revoked"), (facts, key, wrong) => {
        expect(contactIndex({ ...facts, key, state: wrong as TrustState }, NOW)).toMatchObject({
          grade: "e",
          cap: `contact_${wrong}`,
        });
        const expired = contactIndex({ ...facts, state: "expired", key: { ...key, ...LIFE["past its date"]! } }, NOW);
        expect(rank(expired.grade)).toBeGreaterThanOrEqual(rank("d"));
        expect(expired.cap).toBe("contact_expired");
        const weak = contactIndex({ ...facts, state: "verified", key: { ...key, algorithm: "RSA 1024" } }, NOW);
        expect(weak).toMatchObject({ grade: "d", cap: "contact_strength_weak" });
      }),
    );
  });

  it("only keys that were compared or have a history reach an A", () => {
    const young: TrustState[] = ["new", "first-contact", "candidate", "conflict", "none"];
    // Numbers of days that the state allows: more of them make a key known.
    const days = fc.tuple(fc.nat(7), fc.nat(7)).filter(([signed, sealed]) => signed ** 2 + sealed ** 2 < 64);
    fc.assert(
      fc.property(anyKey, fc.constantFrom(...young), days, (key, state, [signedDays, sealedDays]) => {
        const { grade } = contactIndex({ address: "bob@b.example", state, key, signedDays, sealedDays }, NOW);
        expect(grade).not.toBe("a");
      }),
    );
  });

  it("a state or a source nobody defined throws", () => {
    const good = factsOf(CASES[0]!);
    expect(() => contactIndex({ ...good, state: "friend" as TrustState }, NOW)).toThrow(RangeError);
    const sources = [{ source: "rumour" as KeySource, dnssec: "none" as const }];
    expect(() => contactIndex({ ...good, key: { ...good.key!, sources } }, NOW)).toThrow(RangeError);
  });

  it("has a row for each state that trust can have", () => {
    expect(STATES).toContain(trustStateOf(STRANGER, [], NOW));
  });
});

it.each(["en", "fr"])(
  "every reason and hint of a contact has its sentence in %s, and every placeholder its evidence",
  (language) => {
    const words = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as Record<
      string,
      { message: string }
    >;
    const placeholders = (key: string) => [...words[key]!.message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const row of CASES) {
      const { contributions, cap } = contactIndex(factsOf(row), NOW);
      for (const { reason, hint, evidence } of contributions)
        for (const key of [`reason_${reason}`, ...(hint ? [`hint_${hint}`] : [])])
          for (const name of placeholders(key)) expect(evidence, key).toHaveProperty(name);
      if (cap) expect(placeholders(`reason_${cap}`)).toEqual([]);
    }
    const tables = [TRUST_POINTS, SOURCE_POINTS, STRENGTHS, LIVES].flatMap((table) => Object.values(table));
    for (const { reason } of tables) expect(words).toHaveProperty(`reason_${reason}`);
  },
);
