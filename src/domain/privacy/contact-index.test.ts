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
import { LIVES, OLD_AFTER, STRENGTHS } from "./key-strength";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 24 * 60 * 60 * 1000;

const LIFE: Record<string, Pick<ContactKeyFacts, "createdAt" | "expiresAt" | "status">> = {
  ends: { createdAt: NOW - 400 * DAY, expiresAt: NOW + 400 * DAY, status: "good" },
  endless: { createdAt: NOW - 400 * DAY, expiresAt: null, status: "good" },
  old: { createdAt: NOW - OLD_AFTER - DAY, expiresAt: null, status: "good" },
  ending: { createdAt: NOW - 400 * DAY, expiresAt: NOW + 5 * DAY, status: "good" },
  expired: { createdAt: NOW - 400 * DAY, expiresAt: NOW - DAY, status: "expired" },
  revoked: { createdAt: NOW - 400 * DAY, expiresAt: null, status: "revoked" },
};

// state | algorithm | life | sources (! proven) | days signed, sealed  ->  key owner history score grade
const GOLDEN = `
verified      | Ed25519    | ends    | dns!           | 40 40 -> 100 100 100 100 a
verified      | Ed25519    | ends    | autocrypt      |  0  1 -> 100  85 100  95 a
verified      | RSA 4096   | endless | import         |  3  3 ->  90  90 100  93 a
verified      | RSA 2048   | endless | mail           |  3  3 ->  70  85 100  85 a
verified      | RSA 1024   | old     | mail           | 40 40 ->  10  85 100  65 d
verified      | DSA 3072   | endless | wkd            | 40 40 ->  20  90 100  70 d
verified      | Dilithium  | ends    | dns!           | 40 40 ->  30 100 100  77 c
known         | Ed25519    | ends    | wkd            |  8  0 -> 100  70  60  77 b
known         | Ed25519    | ends    | wkd            | 12 12 -> 100  70 100  90 a
known         | RSA 3072   | ending  | gossip mail    |  6  6 ->  85  65  78  76 b
known         | RSA 4096   | old     | server         | 20 20 ->  80  65 100  82 a
first-contact | Ed25519    | ends    | dns!           |  0  1 -> 100  60   5  55 c
first-contact | Ed25519    | ends    | autocrypt      |  3  4 -> 100  45  44  63 b
first-contact | RSA 2048   | old     | gossip         |  1  1 ->  60  35  13  36 d
new           | Ed25519    | ends    | dns!           |  0  0 -> 100  45   0  48 c
new           | Ed25519    | endless | dns            |  0  0 ->  90  25   0  38 d
new           | NIST P-256 | endless | server         |  0  0 ->  90  30   0  40 d
candidate     | Ed25519    | endless | candidate      |  0  0 ->  90   0   0  30 u
candidate     | -          | -       | -              |  0  0 ->   -   0   0   0 u
conflict      | -          | -       | -              |  0  0 ->   -   0   0   0 e
changed       | -          | -       | -              | 40 40 ->   -   0 100  50 e
expired       | Ed25519    | expired | dns!           | 40 40 ->  70  30 100  67 d
revoked       | Ed25519    | revoked | dns!           | 40 40 ->  70  30 100  67 e
none          | -          | -       | -              |  0  0 ->   -   -   -   0 u
own           | Ed25519    | endless | own            |  0  0 ->  90 100   -  95 a
`;

function factsOf(line: string): ContactFacts {
  const [state, algorithm, life, sources, days] = line.split(/\||->/).map((cell) => cell.trim()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const [signedDays, sealedDays] = days.split(/\s+/).map(Number) as [number, number];
  const key = algorithm === "-" ? null : { algorithm, ...LIFE[life]!, sources: sources.split(" ").map(sourceOf) };
  return { address: "bob@b.example", state: state as TrustState, key, signedDays, sealedDays };
}

const sourceOf = (word: string): ContactKeyFacts["sources"][number] => ({
  source: word.replace("!", "") as KeySource,
  dnssec: word.endsWith("!") ? "secure" : "none",
});

const lines = GOLDEN.trim().split("\n");

describe("the contact index, golden table", () => {
  it.each(lines)("%s", (line) => {
    const { axes, score, grade } = contactIndex(factsOf(line), NOW);
    const figures = CONTACT_AXES.map((axis) => (axes[axis].known ? String(axes[axis].points) : "-"));
    expect([...figures, String(score), grade]).toEqual(line.split("->")[1]!.trim().split(/\s+/));
  });
});

const anyKey: fc.Arbitrary<ContactKeyFacts> = fc
  .record({
    algorithm: fc.constantFrom("Ed25519", "RSA 4096", "RSA 2048", "RSA 1024", "DSA 2048", "secp256k1", "Dilithium"),
    life: fc.constantFrom("ends", "endless", "old", "ending"),
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
        const expired = contactIndex({ ...facts, state: "expired", key: { ...key, ...LIFE.expired! } }, NOW);
        expect(rank(expired.grade)).toBeGreaterThanOrEqual(rank("d"));
        expect(expired.cap).toBe("contact_expired");
        const weak = contactIndex({ ...facts, state: "verified", key: { ...key, algorithm: "RSA 1024" } }, NOW);
        expect(weak).toMatchObject({ grade: "d", cap: "contact_strength_weak" });
      }),
    );
  });

  it("only keys that were compared or have a history reach an A", () => {
    const young: TrustState[] = ["new", "first-contact", "candidate", "conflict", "none"];
    // Days that the state allows: more of them make a key known.
    const days = fc.tuple(fc.nat(7), fc.nat(7)).filter(([signed, sealed]) => signed ** 2 + sealed ** 2 < 64);
    fc.assert(
      fc.property(anyKey, fc.constantFrom(...young), days, (key, state, [signedDays, sealedDays]) => {
        const { grade } = contactIndex({ address: "bob@b.example", state, key, signedDays, sealedDays }, NOW);
        expect(grade).not.toBe("a");
      }),
    );
  });

  it("a state or a source nobody defined throws", () => {
    const good = factsOf(lines[0]!);
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
    for (const line of lines) {
      const { contributions, cap } = contactIndex(factsOf(line), NOW);
      for (const { reason, hint, evidence } of contributions)
        for (const key of [`reason_${reason}`, ...(hint ? [`hint_${hint}`] : [])])
          for (const name of placeholders(key)) expect(evidence, key).toHaveProperty(name);
      if (cap) expect(placeholders(`reason_${cap}`)).toEqual([]);
    }
    const tables = [TRUST_POINTS, SOURCE_POINTS, STRENGTHS, LIVES].flatMap((table) => Object.values(table));
    for (const { reason } of tables) expect(words).toHaveProperty(`reason_${reason}`);
  },
);
