import { describe, expect, it } from "vitest";
import { forecastOf } from "./forecast";
import { people } from "./testing/facts";

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
