// Answers of a real name server (BIND) about a private tree, recorded by e2e/dnssec/record.ts and replayed with the clock
// of that day.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DnssecReason, DnssecVerdict } from "./proof";
import { type Resolved, resolve } from "./resolve";

interface Recorded {
  readonly recordedAt: number;
  readonly anchor: string;
  readonly questions: readonly {
    readonly name: string;
    readonly type: number;
    readonly verdict: DnssecVerdict;
    readonly reason: DnssecReason;
    readonly kind: "records" | "none" | null;
  }[];
  readonly answers: Readonly<Record<string, string>>;
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, "testing/recorded-tree.json"), "utf8")) as Recorded;
const answered = recorded.questions.filter(({ verdict }) => verdict !== "unreachable");
const YEAR = 365 * 86_400_000;

interface Replay {
  readonly now?: number;
  /** Null: those built in. */
  readonly anchors?: readonly string[] | null;
  /** Changes the answer to the nth question asked. */
  readonly change?: (answer: Uint8Array, nth: number) => Uint8Array;
}

/** Asks the recording. A question that was not recorded fails the test: record again. */
async function replay(
  question: { name: string; type: number },
  how: Replay = {},
): Promise<Resolved & { asked: number }> {
  let asked = 0;
  const found = await resolve(question, {
    now: how.now ?? recorded.recordedAt,
    ...(how.anchors !== null && { anchors: how.anchors ?? [recorded.anchor] }),
    ask: async ({ name, type }) => {
      const answer = recorded.answers[`${name}/${type}`];
      if (answer === undefined) {
        // A changed answer may lead anywhere; an honest one only where the recording went.
        if (how.change) return "unreachable";
        throw new Error(`not recorded: ${name}/${type}; run tsx e2e/dnssec/record.ts`);
      }
      const wire = new Uint8Array(Buffer.from(answer, "base64"));
      const nth = asked++;
      return how.change?.(wire, nth) ?? wire;
    },
  });
  return { ...found, asked };
}

const lines = ({ records }: Resolved): string[] => records.map((data) => Buffer.from(data).toString("hex")).sort();

describe("answers recorded from BIND", () => {
  it.each(recorded.questions)(
    "$name type $type is $verdict, $reason",
    async ({ name, type, verdict, reason, kind }) => {
      const found = await replay({ name, type });
      expect({ verdict: found.verdict, reason: found.reason }).toEqual({ verdict, reason });
      if (kind) expect(found.kind).toBe(kind);
      expect(found.records.length > 0).toBe(kind === "records");
    },
  );

  it("are worth nothing a year later, when all signatures have run out", async () => {
    for (const question of answered)
      expect(await replay(question, { now: recorded.recordedAt + YEAR })).toMatchObject({
        verdict: "bogus",
        reason: "signature-expired",
        records: [],
      });
  });

  it("are worth nothing a year before they were signed", async () => {
    for (const question of answered)
      expect(await replay(question, { now: recorded.recordedAt - YEAR })).toMatchObject({
        verdict: "bogus",
        reason: "signature-not-yet-valid",
        records: [],
      });
  });

  it("prove nothing below the keys of the real root", async () => {
    for (const question of answered)
      expect(await replay(question, { anchors: null })).toMatchObject({ verdict: "bogus", records: [] });
  });

  it("with any one bit flipped never prove anything else, nor seem unsigned where they are signed", async () => {
    const flips = fc.record({
      question: fc.constantFrom(...answered),
      answer: fc.nat(30),
      place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bit: fc.nat(7),
    });
    await fc.assert(
      fc.asyncProperty(flips, async ({ question, answer, place, bit }) => {
        const honest = await replay(question);
        let flipped = false;
        const forged = await replay(question, {
          change: (wire, nth) => {
            if (flipped || nth !== answer % Math.max(1, honest.asked)) return wire;
            flipped = true;
            wire[Math.floor(place * wire.length)]! ^= 1 << bit;
            return wire;
          },
        });
        if (forged.verdict === "bogus" || forged.verdict === "unreachable") return;
        // Neither better than it was, nor passed off as not signed; but a zone with too many rounds may be, by its own
        // proofs (RFC 9276 3.2).
        if (!question.name.endsWith("rounds.test")) expect(forged.verdict).toBe(honest.verdict);
        if (forged.verdict === "secure")
          expect({ kind: forged.kind, lines: lines(forged) }).toEqual({ kind: honest.kind, lines: lines(honest) });
      }),
      { seed: 4711, numRuns: 600 },
    );
  }, 60_000);
});
