import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Signature } from "../../messages/types";
import type { TrustState } from "../trust/trust-state";
import { forecastOf } from "./forecast";
import { gradeOf } from "./grade";
import type { MessageIndex } from "./index-types";
import {
  indexOf,
  type MessageFacts,
  type Participant,
  PERSON_SCORES,
  SIGNATURE_POINTS,
  type SignatureState,
  TRANSPORT_POINTS,
} from "./message-index";
import type { PathFacts } from "./path-facts";

const TRUST = Object.keys(PERSON_SCORES) as TrustState[];
const SIGNATURES = Object.keys(SIGNATURE_POINTS) as SignatureState[];

const people = (...states: TrustState[]): Participant[] =>
  states.map((trust, i) => ({ address: `person${i}@example.org`, trust }));

// sealed|clear  old|modern  signature  people  ->  content people score grade, as PRIVACY-INDEX counts them.
const GOLDEN = `
sealed modern verified        verified                    -> 100 100 100 a
sealed modern known           known                       ->  90 100  95 a
sealed modern own             own                         -> 100 100 100 a
sealed old    verified        verified                    ->  90 100  95 a
sealed old    known           known                       ->  80 100  90 a
sealed old    own             verified known              ->  90 100  95 a
sealed old    first-contact   first-contact               ->  75  60  68 b
sealed modern first-contact   first-contact               ->  85  60  73 b
sealed old    known           known first-contact         ->  80  80  80 b
sealed old    known           known known first-contact   ->  80  80  80 b
sealed old    verified        own verified                ->  90 100  95 a
sealed old    verified        own none                    ->  90   0  45 c
sealed old    verified        verified none               ->  90  40  65 b
sealed old    none            verified                    ->  60 100  80 b
sealed old    none            known                       ->  60 100  80 b
sealed old    none            first-contact               ->  60  60  60 c
sealed old    none            none                        ->  60   0  30 d
sealed old    unknown-key     none                        ->  65   0  33 u
sealed old    unknown-key     new                         ->  65   0  33 d
sealed modern unknown-key     new new                     ->  75   0  38 d
sealed old    known           known new                   ->  80  50  65 b
sealed old    other-address   known                       ->  60 100  80 b
sealed old    no-from         -                           ->  60   0  30 d
sealed old    date-mismatch   known                       ->  60 100  80 b
sealed old    revoked-key     revoked                     ->  60   0  30 d
sealed old    known           known expired               ->  80  40  60 c
sealed old    known           known revoked               ->  80  20  50 c
sealed old    known           known conflict              ->  80  20  50 c
sealed old    invalid         verified                    ->  60 100  80 e
sealed modern changed-key     changed                     ->  70   0  35 e
sealed old    known           known changed               ->  80   0  40 e
clear  old    none            none                        ->   0   0   0 u
clear  old    none            known                       ->   0 100  50 u
clear  old    none            -                           ->   0   0   0 u
clear  old    verified        verified                    ->  30 100  65 u
clear  old    first-contact   first-contact               ->  15  60  38 u
clear  old    invalid         known                       ->   0 100  50 e
clear  old    none            changed                     ->   0   0   0 e
`;

// The same with a path: envelope form signature people | transport dkim strangers -> content path people score grade.
const GOLDEN_PATH = `
sealed modern verified  verified      | modern   dkim 0 -> 100 100 100 100 a
sealed modern verified  verified      | clear    -    0 -> 100  15 100  72 b
sealed old    known     known         | modern   dkim 0 ->  80 100 100  93 a
sealed old    known     known         | modern   dkim 2 ->  80  85 100  88 a
sealed old    first-contact first-contact | modern dkim 1 -> 75 100 60 78 b
sealed old    none      none          | modern   -    0 ->  60  85   0  48 c
sealed old    verified  verified      | weak     -    0 ->  90  40 100  77 b
sealed old    verified  verified      | internal -    0 ->  90 100 100  97 a
clear  old    none      known         | modern   dkim 0 ->   0 100 100  67 c
clear  old    none      known         | internal -    0 ->   0 100 100  67 c
clear  old    none      first-contact | modern   dkim 0 ->   0 100  60  53 c
clear  old    none      first-contact | modern   -    0 ->   0  85  60  48 c
clear  old    none      first-contact | tls      dkim 0 ->   0  55  60  38 d
clear  old    none      first-contact | weak     -    0 ->   0  40  60  33 d
clear  old    none      first-contact | clear    -    0 ->   0  15  60  25 d
clear  old    none      none          | modern   dkim 0 ->   0 100   0  33 d
clear  old    none      none          | modern   -    3 ->   0  70   0  23 d
clear  old    none      none          | clear    -    3 ->   0   0   0   0 e
clear  old    none      none          | internal -    0 ->   0 100   0  33 d
clear  old    verified  verified      | modern   dkim 0 ->  30 100 100  77 c
clear  old    invalid   known         | modern   dkim 0 ->   0 100 100  67 e
clear  old    none      changed       | modern   dkim 0 ->   0 100   0  33 e
sealed modern verified  verified      | unknown  -    0 -> 100   0 100 100 a
clear  old    none      known         | unknown  -    0 ->   0   0 100  50 u
`;

const pathOf = (transport: string, dkim: boolean, strangers: number): PathFacts => ({
  reason: transport === "unknown" ? "not-joined" : "proven",
  transport: transport === "unknown" ? null : (transport as NonNullable<PathFacts["transport"]>),
  dkim,
  strangers: Array.from({ length: strangers }, (_, i) => `relay${i}.example`),
  handedOverBy: "mail.example.org",
});

describe("the message index with a path, golden table", () => {
  it.each(GOLDEN_PATH.trim().split("\n"))("%s", (line) => {
    const [facts, path, figures] = line.split(/\||->/).map((part) => part.trim().split(/\s+/)) as [
      string[],
      [string, string, string],
      string[],
    ];
    const [envelope, form, signature, ...states] = facts;
    const index = indexOf({
      sealed: envelope === "sealed",
      modern: form === "modern",
      signature: signature as SignatureState,
      participants: people(...(states as TrustState[])),
      path: pathOf(path[0], path[1] === "dkim", Number(path[2])),
    });
    const { content, people: persons } = index.axes;
    expect(
      [content.points, index.axes.path.points, persons.points, index.score].map(String).concat(index.grade),
    ).toEqual(figures);
  });
});

const golden = GOLDEN.trim()
  .split("\n")
  .map((line) => {
    const [left, right] = line.split("->");
    const [envelope, form, signature, ...states] = left!.trim().split(/\s+/);
    const [content, persons, score, grade] = right!.trim().split(/\s+/);
    const facts: MessageFacts = {
      sealed: envelope === "sealed",
      modern: form === "modern",
      signature: signature as SignatureState,
      participants: people(...(states.filter((state) => state !== "-") as TrustState[])),
    };
    return { line, facts, content: Number(content), persons: Number(persons), score: Number(score), grade };
  });

describe("the message index, golden table", () => {
  it.each(golden)("$line", ({ facts, content, persons, score, grade }) => {
    const index = indexOf(facts);
    expect(index.axes.content.points).toBe(content);
    expect(index.axes.people.points).toBe(persons);
    expect(index.score).toBe(score);
    expect(index.grade).toBe(grade);
  });
});

const anyTrust = fc.constantFrom(...TRUST);
const TRANSPORTS = [...Object.keys(TRANSPORT_POINTS), "unknown"];
const anyPath = fc.tuple(fc.constantFrom(...TRANSPORTS), fc.boolean(), fc.nat(4)).map((parts) => pathOf(...parts));
const anyFacts: fc.Arbitrary<MessageFacts> = fc.record({
  path: anyPath,
  sealed: fc.boolean(),
  modern: fc.boolean(),
  signature: fc.constantFrom(...SIGNATURES),
  participants: fc.array(anyTrust, { maxLength: 8 }).map((states) => people(...states)),
});

const sum = (index: MessageIndex, axis: string): number =>
  index.contributions.filter((part) => part.axis === axis).reduce((total, part) => total + part.points, 0);

describe("the message index, laws", () => {
  it("the sum on screen is the score", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const index = indexOf(facts);
        const known = (["content", "path", "people"] as const).filter((axis) => index.axes[axis].known);
        for (const axis of known) expect(sum(index, axis)).toBe(index.axes[axis].points);
        const mean = known.reduce((total, axis) => total + sum(index, axis), 0) / known.length;
        expect(index.score).toBe(Math.round(mean));
        expect(index.score).toBeGreaterThanOrEqual(0);
        expect(index.score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("sealed scores above clear, all else equal", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(indexOf({ ...facts, sealed: true }).score).toBeGreaterThan(indexOf({ ...facts, sealed: false }).score);
      }),
    );
  });

  it("a better signature, a better method or a better known person never lowers the score", () => {
    const rising: SignatureState[] = ["none", "unknown-key", "first-contact", "known", "verified"];
    const closer: TrustState[] = ["none", "new", "first-contact", "known", "verified"];
    fc.assert(
      fc.property(anyFacts, fc.nat(3), fc.nat(3), fc.nat(7), (facts, step, trustStep, who) => {
        const low = indexOf({ ...facts, modern: false, signature: rising[step]! });
        expect(indexOf({ ...facts, modern: true, signature: rising[step]! }).score).toBeGreaterThanOrEqual(low.score);
        expect(indexOf({ ...facts, modern: false, signature: rising[step + 1]! }).score).toBeGreaterThanOrEqual(
          low.score,
        );
        const withTrust = (trust: TrustState) =>
          indexOf({
            ...facts,
            participants: [...facts.participants.slice(0, who), { address: "x@example.org", trust }],
          });
        expect(withTrust(closer[trustStep + 1]!).score).toBeGreaterThanOrEqual(withTrust(closer[trustStep]!).score);
      }),
    );
  });

  it("removing a participant without a key never lowers the score", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const keyless: Participant = { address: "keyless@example.org", trust: "none" };
        const without = indexOf(facts).score;
        expect(without).toBeGreaterThanOrEqual(
          indexOf({ ...facts, participants: [...facts.participants, keyless] }).score,
        );
      }),
    );
  });

  it("what is not known is never good: no participants score no better than any, and an unknown path adds nothing", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(indexOf({ ...facts, participants: [] }).score).toBeLessThanOrEqual(indexOf(facts).score);
        const pathless = indexOf({ ...facts, path: pathOf("unknown", true, 0) });
        expect(pathless.axes.path).toEqual({ known: false, points: 0 });
        expect(sum(pathless, "path")).toBe(0);
      }),
    );
  });

  it("a better hop, a passed DKIM check or fewer hands never lower the score", () => {
    const rising = ["clear", "weak", "modern", "internal"];
    fc.assert(
      fc.property(anyFacts, fc.nat(2), fc.boolean(), fc.nat(4), (facts, step, dkim, strangers) => {
        const score = (path: PathFacts) => indexOf({ ...facts, path }).score;
        const low = score(pathOf(rising[step]!, dkim, strangers));
        expect(score(pathOf(rising[step + 1]!, dkim, strangers))).toBeGreaterThanOrEqual(low);
        expect(score(pathOf(rising[step]!, true, strangers))).toBeGreaterThanOrEqual(low);
        expect(score(pathOf(rising[step]!, dkim, 0))).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it("a message in clear is a postcard at best", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(["c", "d", "e", "u"]).toContain(indexOf({ ...facts, sealed: false }).grade);
      }),
    );
  });

  it("an invalid signature or a changed key is E, whatever else is good", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom("invalid", "changed-key"), (facts, signature) => {
        const index = indexOf({ ...facts, signature: signature as SignatureState });
        expect(index.grade).toBe("e");
        expect(index.cap).not.toBeNull();
        const changed = [...facts.participants, { address: "mallory@example.org", trust: "changed" as const }];
        expect(indexOf({ ...facts, participants: changed }).grade).toBe("e");
      }),
    );
  });

  it("people never reach more than the weakest person allows", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const caps = facts.participants.map((person) => PERSON_SCORES[person.trust].atMost);
        expect(indexOf(facts).axes.people.points).toBeLessThanOrEqual(Math.min(100, ...caps));
      }),
    );
  });

  it("the same person named twice counts once", () => {
    const once = indexOf({ sealed: true, modern: false, signature: "known", participants: people("known", "none") });
    const twice = [...people("known", "none"), { address: "PERSON0@example.org", trust: "known" as const }];
    expect(indexOf({ sealed: true, modern: false, signature: "known", participants: twice })).toEqual(once);
  });

  it("a sealed subject counts as much as the newest method, and both no more than one", () => {
    const facts: MessageFacts = { sealed: true, modern: false, signature: "none", participants: people("verified") };
    const content = (more: Partial<MessageFacts>) => indexOf({ ...facts, ...more }).axes.content.points;
    expect([content({}), content({ subjectSealed: true }), content({ modern: true, subjectSealed: true })]).toEqual([
      60, 70, 70,
    ]);
    expect(indexOf({ ...facts, sealed: false, subjectSealed: true }).axes.content.points).toBe(0);
  });

  it("an A can be reached: the sealed, signed message of a compared contact", () => {
    const facts: MessageFacts = { sealed: true, modern: true, signature: "verified", participants: people("verified") };
    expect(indexOf(facts)).toMatchObject({ grade: "a", score: 100, cap: null });
  });

  it.each([
    [100, "a"],
    [81, "a"],
    [80, "b"],
    [61, "b"],
    [60, "c"],
    [41, "c"],
    [40, "d"],
    [21, "d"],
    [20, "e"],
    [0, "e"],
  ] as const)("a score of %i is a %s", (score, grade) => {
    expect(gradeOf(score)).toBe(grade);
  });
});

describe("the forecast", () => {
  it.each([
    ["verified alone", people("verified"), "a", null],
    ["a key just found is first contact, since sending pins it", people("new"), "b", "verify"],
    ["one without a key: nothing is sealed", people("verified", "none"), "u", "get_key"],
    ["a changed key", people("changed", "none"), "e", "settle_key"],
    ["two keys in conflict", people("conflict"), "u", "settle_key"],
    ["an expired key", people("expired", "first-contact"), "u", "ask_new_key"],
    ["nobody yet", [], "u", null],
    ["only the user", people("own"), "a", null],
  ] as const)("%s", (_name, participants, grade, hint) => {
    const forecast = forecastOf(participants, { signed: true });
    expect(forecast.index.grade).toBe(grade);
    expect(forecast.hint?.id ?? null).toBe(hint);
  });

  it("names the person the hint is about", () => {
    const forecast = forecastOf(people("verified", "none"), { signed: true });
    expect(forecast.hint?.evidence).toEqual({ address: "person1@example.org" });
  });

  it("unsigned scores below signed", () => {
    const score = (signed: boolean) => forecastOf(people("known"), { signed }).index.score;
    expect(score(false)).toBeLessThan(score(true));
  });
});

describe("words for the index", () => {
  const every = [...TRUST.flatMap((trust) => SIGNATURES.map((signature) => ({ trust, signature })))].flatMap(
    ({ trust, signature }) =>
      [true, false].flatMap((sealed) => [
        indexOf({ sealed, modern: false, signature, participants: people(trust) }),
        indexOf({ sealed, modern: true, signature, participants: people(trust, "verified") }),
        indexOf({ sealed, modern: true, signature, participants: [] }),
        indexOf({ sealed, modern: false, subjectSealed: true, signature, participants: [] }),
      ]),
  );
  const reasons: PathFacts["reason"][] = [
    "no-source",
    "no-transport",
    "no-lines",
    "not-understood",
    "not-joined",
    "time-runs-back",
    "no-provider",
  ];
  const paths = [
    ...reasons.map((reason) => ({ ...pathOf("unknown", false, 0), reason })),
    ...TRANSPORTS.flatMap((transport) => [pathOf(transport, true, 0), pathOf(transport, false, 2)]),
  ];
  every.push(
    ...paths.map((path) => indexOf({ sealed: false, modern: false, signature: "none", participants: [], path })),
  );
  const keys = new Set<string>();
  for (const index of every) {
    if (index.cap) keys.add(`reason_${index.cap}`);
    for (const part of index.contributions)
      keys.add(`reason_${part.reason}`).add(part.hint ? `hint_${part.hint}` : "reason_sealed");
  }
  for (const trust of TRUST) {
    const { hint } = forecastOf(people(trust), { signed: true });
    if (hint) keys.add(`hint_${hint.id}`);
  }

  it.each(["en", "fr"])(
    "every reason and hint has its sentence in %s, and every placeholder its evidence",
    (language) => {
      const words = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as Record<
        string,
        { message: string }
      >;
      expect([...keys].filter((key) => !words[key])).toEqual([]);
      for (const part of every.flatMap((index) => index.contributions)) {
        for (const key of [`reason_${part.reason}`, ...(part.hint ? [`hint_${part.hint}`] : [])]) {
          for (const [, name] of words[key]!.message.matchAll(/\{(\w+)\}/g))
            expect(part.evidence, key).toHaveProperty(name!);
        }
      }
    },
  );
});

it("speaks of the same states as the rooms do", () => {
  expectTypeOf<SignatureState>().toEqualTypeOf<Signature["state"]>();
});
