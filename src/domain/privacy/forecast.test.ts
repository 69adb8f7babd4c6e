import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeliveryTransport, PolicyState } from "../delivery/transport";
import type { TrustState } from "../trust/trust-state";
import { type ForecastRecipient, forecastOf, RAISES, type Writing } from "./forecast";
import { DELIVERY_POINTS, type ForecastDelivery, named, pathForecast } from "./forecast-path";
import { TRANSPORT_POINTS } from "./message-index";
import { people } from "./testing/facts";
import { rowsOf } from "./testing/page";
import { PEOPLE_WORDS } from "./testing/words";

const ALL = Object.keys(DELIVERY_POINTS) as DeliveryTransport[];
const KNOWN = ALL.filter((way) => DELIVERY_POINTS[way] !== null);

const by = (transport: DeliveryTransport, i = 0, policy: PolicyState = "none"): ForecastDelivery => {
  return { transport, policy, domain: `d${i}.example`, operator: null };
};
/** "verified dane": one recipient. */
const recipient = (line: string, i = 0): ForecastRecipient => {
  const [trust, way, policy] = line.split(" ") as [TrustState, DeliveryTransport | undefined, PolicyState | undefined];
  const address = `person${i}@d${i}.example`;
  return { address, trust, ...(way ? { delivery: by(way, i, policy) } : {}) };
};
const written: Writing = { signed: true, subjectSealed: true };
const forecast = (lines: string, writing = written) =>
  forecastOf(lines === "" ? [] : lines.split(", ").map((line, i) => recipient(line, i)), writing);

/** The words of docs/privacy-index.md, which is the golden table. */
const WAY: Readonly<Record<string, string>> = {
  DANE: "dane",
  "MTA-STS": "mta-sts",
  "may be stripped": "opportunistic",
  "policy not read": "announced off",
  "policy blocked": "announced blocked",
  "policy unreachable": "announced unreachable",
  falsified: "bogus",
  "nobody there": "no-mail",
  "not known": "unknown",
  "not asked yet": "",
};
const HINT: Readonly<Record<string, string | null>> = {
  nothing: null,
  "ask their provider": "ask_delivery",
  "read policies": "read_policies",
  "allow the policy": "allow_policy",
  "check the address": "check_address",
  "compare keys": "verify",
  "get their key": "get_key",
  "look at the key": "choose_candidate",
  "settle the key": "settle_key",
};
const meant = <T>(words: Readonly<Record<string, T>>, word: string): T => {
  if (!Object.hasOwn(words, word)) throw new Error(`docs/privacy-index.md: nothing is called "${word}"`);
  return words[word]!;
};
const inCode = (recipients: string): string =>
  recipients
    .split(" + ")
    .map((one) => one.split(", "))
    .map(([trust, way]) => `${meant(PEOPLE_WORDS, trust!)} ${meant(WAY, way!)}`.trim())
    .join(", ");

describe("the forecast, as docs/privacy-index.md has it", () => {
  it.each(rowsOf("Recipients"))("$Recipients", (row) => {
    const { index, hint } = forecast(inCode(row.Recipients!));
    const { content, path, people: persons } = index.axes;
    expect({
      Content: String(content.points),
      Path: path.known ? String(path.points) : "not known",
      People: String(persons.points),
      Score: String(index.score),
      Letter: index.grade === "u" ? "?" : index.grade.toUpperCase(),
      hint: hint?.id ?? null,
    }).toEqual({
      Content: row.Content,
      Path: row.Path,
      People: row.People,
      Score: row.Score,
      Letter: row.Letter,
      hint: meant(HINT, row["What would help most"]!),
    });
  });

  it("tells what each way is worth, and leaves none out", () => {
    const told = rowsOf("Foreseen way").map((row): [string, string] => [
      meant(WAY, row["Foreseen way"]!).split(" ")[0]!,
      row.Points!,
    ]);
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(ALL.map((way) => [way, String(DELIVERY_POINTS[way] ?? "not known")])),
    );
  });

  it("says of whom it speaks, with the operator where one is known", () => {
    const google: ForecastDelivery = { ...by("opportunistic"), operator: "Google" };
    const two = [google, { ...google }, by("opportunistic", 1)];
    expect(named(two)).toBe("d0.example (Google), d1.example");
    expect(pathForecast(two).contributions[0]).toMatchObject({
      reason: "forecast_opportunistic",
      points: 25,
      of: 70,
      evidence: { domains: "d0.example (Google), d1.example" },
    });
  });

  it("names everybody a step is about, since one alone would gain nothing", () => {
    expect(forecast("new dane, new dane").hint).toEqual({
      id: "verify",
      evidence: { address: "person0@d0.example, person1@d1.example", domains: "d0.example, d1.example" },
    });
  });

  it("a subject that stands bare outside is a step too", () => {
    expect(forecast("verified dane", { signed: true, subjectBare: true }).hint?.id).toBe("seal_subject");
  });
});

describe("the forecast without a word of the way", () => {
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
    const { index, hint: best } = forecastOf(participants, { signed: true });
    expect(index.grade).toBe(grade);
    expect(best?.id ?? null).toBe(hint);
  });

  it("names the person the hint is about", () => {
    const { hint } = forecastOf(people("verified", "none"), { signed: true });
    expect(hint?.evidence).toEqual({ address: "person1@example.org" });
  });

  it("says of what cannot be sealed yet nothing that only holds of what was sent", () => {
    const said = (lines: string): string[] => forecast(lines).index.contributions.map(({ reason }) => reason);
    expect(said("verified dane, none dane")).toContain("forecast_not_sealed");
    expect(said("verified dane, none dane")).not.toContain("not_sealed");
    expect(said("verified dane")).not.toContain("forecast_not_sealed");
  });

  it("unsigned scores below signed", () => {
    const score = (signed: boolean) => forecastOf(people("known"), { signed }).index.score;
    expect(score(false)).toBeLessThan(score(true));
  });
});

const anyWay = fc.constantFrom(...ALL).map((way) => by(way));
const knownWay = fc.constantFrom(...KNOWN);
const anyTrust = fc.constantFrom<TrustState>(
  "verified",
  "known",
  "first-contact",
  "new",
  "candidate",
  "none",
  "changed",
);
const anyRecipients = fc
  .array(fc.tuple(anyTrust, fc.option(fc.constantFrom(...ALL))), { maxLength: 5 })
  .map((list) => list.map(([trust, way], i) => recipient(way ? `${trust} ${way}` : trust, i)));
const anyWriting = fc.record({ signed: fc.boolean(), subjectSealed: fc.boolean() });

describe("the forecast, laws", () => {
  it("the sum on screen is the score", () => {
    fc.assert(
      fc.property(anyRecipients, anyWriting, (recipients, writing) => {
        const { index } = forecastOf(recipients, writing);
        const known = (["content", "path", "people"] as const).filter((axis) => index.axes[axis].known);
        const sum = (axis: string) =>
          index.contributions.filter((part) => part.axis === axis).reduce((total, part) => total + part.points, 0);
        for (const axis of known) expect(sum(axis)).toBe(index.axes[axis].points);
        expect(index.score).toBe(Math.round(known.reduce((total, axis) => total + sum(axis), 0) / known.length));
      }),
    );
  });

  it("a better way never lowers the path", () => {
    const rising = [...KNOWN].sort((a, b) => DELIVERY_POINTS[a]! - DELIVERY_POINTS[b]!);
    fc.assert(
      fc.property(fc.array(anyWay, { maxLength: 4 }), knownWay, knownWay, (others, one, other) => {
        const [worse, better] = [one, other].sort((a, b) => rising.indexOf(a) - rising.indexOf(b));
        const points = (way: DeliveryTransport) => pathForecast([...others, by(way)]).contributions[0]!.points;
        expect(points(better!)).toBeGreaterThanOrEqual(points(worse!));
      }),
    );
  });

  it("another recipient, whatever their way, never makes a known path better or unknown", () => {
    fc.assert(
      fc.property(fc.array(anyWay, { minLength: 1, maxLength: 4 }), anyWay, (ways, more) => {
        const before = pathForecast(ways);
        const after = pathForecast([...ways, more]);
        if (!before.known) return;
        expect(after.known).toBe(true);
        expect(after.contributions[0]!.points).toBeLessThanOrEqual(before.contributions[0]!.points);
      }),
    );
  });

  it("what is not known earns no more than what may be stripped, and nothing by itself", () => {
    fc.assert(
      fc.property(fc.array(anyWay, { maxLength: 4 }), (ways) => {
        const { known, contributions } = pathForecast([...ways, by("unknown")]);
        if (known) expect(contributions[0]!.points).toBeLessThanOrEqual(TRANSPORT_POINTS.weak.points);
        else expect(contributions.every(({ of }) => of === 0)).toBe(true);
      }),
    );
  });

  it("promises no more than the same way earns on arrival", () => {
    for (const way of ALL) expect(DELIVERY_POINTS[way] ?? 0).toBeLessThanOrEqual(TRANSPORT_POINTS.modern.points);
  });

  it("the hint is the step that gains most, and no step that gains nothing", () => {
    fc.assert(
      fc.property(anyRecipients, anyWriting, (recipients, writing) => {
        const { index, hint } = forecastOf(recipients, writing);
        const hinted = RAISES.find((raise) => raise.hint === hint?.id);
        const gains = RAISES.map((raise) => {
          const about = raise.about({ people: recipients, writing });
          const those = about === "message" ? [] : about;
          if (about !== "message" && those.length === 0) return 0;
          const after = raise.after({ people: recipients, writing }, those);
          return forecastOf(after.people, after.writing).index.score - index.score;
        });
        if (hinted) expect(gains[RAISES.indexOf(hinted)]).toBe(Math.max(...gains));
        if (hint === null) expect(Math.max(...gains)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("what prevents sealing comes before everything else", () => {
    fc.assert(
      fc.property(anyRecipients, anyWriting, (recipients, writing) => {
        const { index, hint } = forecastOf(recipients, writing);
        const sealed = index.contributions.some(({ reason }) => reason === "sealed");
        if (sealed || recipients.length === 0) return;
        expect(["settle_key", "choose_candidate", "get_key"]).toContain(hint?.id);
      }),
    );
  });
});

describe("words of the forecast", () => {
  const every = [...ALL.map((way) => [by(way)]), [by("dane"), by("unknown", 1)]].map(pathForecast);
  const reasons = every.flatMap(({ contributions }) => contributions);
  const hints = [...RAISES.map(({ hint }) => hint), "check_address", "choose_candidate", "get_key"];

  it.each(["en", "fr"])("are there in %s, every blank filled", (language) => {
    const words = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, "utf8")) as Record<
      string,
      { message: string }
    >;
    for (const { reason, evidence } of reasons) {
      expect(words, reason).toHaveProperty(`reason_${reason}`);
      for (const [, name] of words[`reason_${reason}`]!.message.matchAll(/\{(\w+)\}/g))
        expect(evidence, reason).toHaveProperty(name!);
    }
    for (const hint of hints) {
      expect(words, hint).toHaveProperty(`hint_${hint}`);
      for (const [, name] of words[`hint_${hint}`]!.message.matchAll(/\{(\w+)\}/g))
        expect(["address", "domains"], hint).toContain(name);
    }
  });
});
