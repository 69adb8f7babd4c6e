import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceOf } from "../trace/trace";
import type { SignatureState } from "../trust/signature";
import type { TrustState } from "../trust/trust-state";
import { indexOf, type MessageFacts } from "./message-index";
import type { PathFacts } from "./path-facts";
import { pathFacts } from "./path-of-trace";
import { anyFacts, pathOf, people, SIGNATURES, TRANSPORTS, TRUST } from "./testing/facts";

// Caliopen had this idea first. In its published code the index never saw TLS (an exception, caught and ignored), never saw
// encryption (a misspelt dictionary key), and could not exceed 71.7 of 100. Each is a test here.

describe("what Caliopen's index got wrong", () => {
  it("TLS is scored, from the very line that tells it", () => {
    const scoreOf = (tls: string) => {
      const line = `from mail.a.example (mail.a.example [192.0.2.1]) ${tls} by mx.b.example (Postfix) with ESMTP id 1; Tue, 3 Nov 2026 10:00:00 +0000`;
      const path = pathFacts(traceOf([line]), [], "alice@a.example");
      return indexOf({ sealed: false, modern: false, signature: "none", participants: people("known"), path });
    };
    const [clear, old, good] = [
      scoreOf(""),
      scoreOf("(using TLSv1.1 with cipher ECDHE-RSA-AES256-SHA (256/256 bits))"),
      scoreOf("(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))"),
    ];
    expect(old.axes.path.points).toBeGreaterThan(clear.axes.path.points);
    expect(good.axes.path.points).toBeGreaterThan(old.axes.path.points);
    expect([clear, old, good].map(({ score }) => score)).toEqual(
      [...new Set([clear.score, old.score, good.score])].sort((a, b) => a - b),
    );
  });

  it("every transport that the types allow has points of its own line, none falls through", () => {
    for (const transport of TRANSPORTS.filter((one) => one !== "unknown")) {
      const path = indexOf({ ...plain, path: pathOf(transport, false, 2) }).contributions.filter(
        (one) => one.axis === "path",
      );
      expect(path[0], transport).toMatchObject({ reason: `path_${transport}` });
    }
  });

  it("encryption is scored: each fact about the content changes the points, so that none can be misspelt", () => {
    const points = (facts: Partial<MessageFacts>) => indexOf({ ...plain, ...facts }).axes.content.points;
    const sealed = points({ sealed: true });
    expect(sealed).toBeGreaterThan(points({}));
    expect(points({ sealed: true, modern: true })).toBeGreaterThan(sealed);
    expect(points({ sealed: true, subjectSealed: true })).toBeGreaterThan(sealed);
    expect(points({ sealed: true, signature: "verified" })).toBeGreaterThan(sealed);
    expect(Object.keys(full).sort()).toEqual([
      "modern",
      "participants",
      "path",
      "sealed",
      "signature",
      "subjectSealed",
    ]);
  });

  it("the best message there can be has 100 points and an A", () => {
    expect(indexOf(full)).toMatchObject({ grade: "a", score: 100, cap: null });
  });

  it("all 100 points of each axis can be earned, and every letter be had", () => {
    const { contributions } = indexOf(full);
    for (const axis of ["content", "path", "people"])
      expect(contributions.filter((one) => one.axis === axis).map((one) => one.points)).toEqual(
        contributions.filter((one) => one.axis === axis).map((one) => one.of),
      );
    const grades = SIGNATURES.flatMap((signature) =>
      TRUST.flatMap((trust) =>
        [true, false].map((sealed) => indexOf({ ...full, sealed, signature, participants: people(trust) }).grade),
      ),
    );
    expect([...new Set([...grades, indexOf({ ...plain, signature: "unknown-key" }).grade])].sort()).toEqual([
      "a",
      "b",
      "c",
      "d",
      "e",
      "u",
    ]);
  });
});

describe("no exception is swallowed", () => {
  it("whatever the types allow yields a whole index: three axes, figures, a sentence for everything", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const index = indexOf(facts);
        expect(Object.keys(index.axes).sort()).toEqual(["content", "path", "people"]);
        for (const { points } of Object.values(index.axes)) expect(points).toSatisfy(isScore);
        expect(index.score).toSatisfy(isScore);
        expect(["a", "b", "c", "d", "e", "u"]).toContain(index.grade);
        for (const axis of ["content", "path", "people"] as const)
          expect(index.contributions.some((one) => one.axis === axis)).toBe(true);
        for (const { points, of, reason } of index.contributions) {
          expect([points, of].every(Number.isInteger)).toBe(true);
          expect(points).toBeLessThanOrEqual(of);
          expect(reason).toMatch(/^[a-z_]+$/);
        }
      }),
    );
  });

  it.each<[string, Partial<Record<keyof MessageFacts, unknown>>]>([
    ["a signature state nobody defined", { signature: "excellent" }],
    ["a trust state nobody defined", { participants: [{ address: "a@a.example", trust: "best friend" }] }],
    ["a way nobody defined", { path: { ...pathOf("modern", true, 0), transport: "quantum" } }],
    ["nothing", { signature: undefined }],
    ["no list of people", { participants: undefined }],
  ])("%s throws, and yields no score", (_, wrong) => {
    expect(() => indexOf({ ...full, ...wrong } as MessageFacts)).toThrow();
  });

  it.each(["toString", "constructor", "__proto__"])(
    "%s is no state either, though every object knows the word",
    (word) => {
      expect(() => indexOf({ ...full, signature: word as SignatureState })).toThrow();
      expect(() => indexOf({ ...full, participants: people(word as TrustState) })).toThrow();
      expect(() => indexOf({ ...full, path: pathOf(word as NonNullable<PathFacts["transport"]>, true, 0) })).toThrow();
    },
  );
});

const plain: MessageFacts = { sealed: false, modern: false, signature: "none", participants: [] };

const full: MessageFacts = {
  sealed: true,
  modern: true,
  subjectSealed: true,
  signature: "verified",
  participants: people("verified"),
  path: pathOf("modern", true, 0),
};

const isScore = (points: unknown): boolean => Number.isInteger(points) && Number(points) >= 0 && Number(points) <= 100;
