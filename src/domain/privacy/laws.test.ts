import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignatureState } from "../trust/signature";
import type { TrustState } from "../trust/trust-state";
import { gradeOf } from "./grade";
import { isSealed, type MessageIndex } from "./index-types";
import { indexOf, type MessageFacts, type Participant, PERSON_SCORES } from "./message-index";
import type { PathFacts } from "./path-facts";
import { anyFacts, pathOf, people } from "./testing/facts";

const sum = (index: MessageIndex, axis: string): number =>
  index.contributions.filter((part) => part.axis === axis).reduce((total, part) => total + part.points, 0);

describe("the message index, laws", () => {
  it("an index tells whether its message was sealed", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(isSealed(indexOf(facts))).toBe(facts.sealed);
      }),
    );
  });

  it("a sealed message is never told to be sealed", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const hints = indexOf({ ...facts, sealed: true }).contributions.map(({ hint }) => hint);
        expect(hints).not.toContain("seal");
      }),
    );
  });

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
    const rising: SignatureState[] = [
      "none",
      "unknown-key",
      "not-checked",
      "undated",
      "first-contact",
      "known",
      "verified",
    ];
    const closer: TrustState[] = ["none", "mail-only", "new", "first-contact", "known", "verified"];
    fc.assert(
      fc.property(anyFacts, fc.nat(5), fc.nat(4), fc.nat(7), (facts, step, trustStep, who) => {
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

  it("a path that is not known is worth no more than a good one", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const score = (path: PathFacts) => indexOf({ ...facts, path }).score;
        expect(score(pathOf("unknown", true, 0))).toBeLessThanOrEqual(score(pathOf("modern", true, 0)));
      }),
    );
  });

  it("a signature that was not checked is worth less than any that proves something", () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom<SignatureState>("first-contact", "known", "verified", "own"),
        (facts, good) => {
          const unchecked = indexOf({ ...facts, signature: "unknown-key" });
          const checked = indexOf({ ...facts, signature: good });
          expect(unchecked.axes.content.points).toBeLessThan(checked.axes.content.points);
          expect(unchecked.score).toBeLessThanOrEqual(checked.score);
        },
      ),
    );
  });

  it("an ordinary message in clear, over good TLS, from people whose keys are in use, is a postcard and no alarm", () => {
    const used = fc.array(fc.constantFrom<TrustState>("first-contact", "known", "verified"), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(used, fc.boolean(), fc.nat(4), (states, dkim, strangers) => {
        const path = pathOf("modern", dkim, strangers);
        const facts = {
          sealed: false,
          modern: false,
          signature: "none",
          participants: people(...states),
          path,
        } as const;
        expect(indexOf(facts).grade).toBe("c");
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

  it("a signature that speaks against the sender leaves no green letter, and the reason is named", () => {
    const against: SignatureState[] = ["from-mismatch", "other-address", "for-others", "date-mismatch", "revoked-key"];
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...against), (facts, signature) => {
        const index = indexOf({ ...facts, signature });
        expect(["c", "d", "e", "u"]).toContain(index.grade);
        if (index.score > 60 && index.grade !== "u") expect(index.cap).not.toBeNull();
      }),
    );
  });

  it("of two limits the worse holds, whichever comes first to mind", () => {
    const changed = people("verified", "changed");
    for (const signature of ["other-address", "from-mismatch", "none"] as const)
      expect(indexOf({ sealed: false, modern: false, signature, participants: changed })).toMatchObject({
        grade: "e",
        cap: "people_changed",
      });
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
