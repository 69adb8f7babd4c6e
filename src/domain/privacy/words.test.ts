import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { forecastOf } from "./forecast";
import { indexOf } from "./message-index";
import type { PathFacts } from "./path-facts";
import { pathOf, people, SIGNATURES, TRANSPORTS, TRUST } from "./testing/facts";

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
    { ...pathOf("modern", false, 0), dkimHere: true },
    { ...pathOf("modern", false, 0), sealer: "Google" },
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
