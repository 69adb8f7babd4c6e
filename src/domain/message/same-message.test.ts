import { describe, expect, it } from "vitest";
import { type Sameness, sameness } from "./same-message";

const DAY = 24 * 60 * 60 * 1000;
const AT = Date.UTC(2026, 10, 3, 10);
const BOB = "bob@b.example";
const CAROL = "carol@c.example";

describe("a file compared with the message on the page", () => {
  it.each<[Sameness, string[], number | null, string | null, number | null]>([
    ["same", [BOB], AT, BOB, AT],
    ["same", ["BOB@B.example"], AT, BOB, AT],
    ["same", [BOB], AT + DAY - 60_000, BOB, AT],
    ["same", [BOB, BOB], AT, BOB, AT],
    ["other-date", [BOB], AT + DAY + 60_000, BOB, AT],
    ["other-date", [BOB], AT - 400 * DAY, BOB, AT],
    ["same-sender", [BOB], null, BOB, AT],
    ["same-sender", [BOB], AT, BOB, null],
    ["other-sender", [CAROL], AT, BOB, AT],
    ["other-sender", [BOB, CAROL], AT, BOB, AT],
    ["other-sender", [CAROL, BOB], null, BOB, null],
    // What could not be read as an address differs from every address.
    ["other-sender", ["Bob <bob@b.example"], AT, BOB, AT],
    ["unnamed", [], AT, BOB, AT],
    ["unnamed", [], null, null, null],
    ["unseen", [BOB], AT, null, AT],
    ["unseen", [CAROL, BOB], null, null, null],
  ])("is %s: %j at %s, beside %s at %s", (is, from, date, shownFrom, shownDate) => {
    expect(sameness({ from, date }, { from: shownFrom, date: shownDate })).toBe(is);
  });
});
