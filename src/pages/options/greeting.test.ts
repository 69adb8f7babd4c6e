import { describe, expect, it } from "vitest";
import { firstName, partOfDay } from "./greeting";

describe("the greeting", () => {
  it.each([
    [0, "evening"],
    [4, "evening"],
    [5, "morning"],
    [11, "morning"],
    [12, "afternoon"],
    [17, "afternoon"],
    [18, "evening"],
    [23, "evening"],
  ] as const)("at %i o'clock is the %s's", (hour, part) => {
    expect(partOfDay(hour)).toBe(part);
  });

  it.each([
    ["Lea Moreau", "Lea"],
    ["Jean-Pierre Petit", "Jean-Pierre"],
    ["  Ada ", "Ada"],
    ["Moreau, Lea", "Moreau, Lea"],
    ["Dr. Lea Moreau", "Dr. Lea Moreau"],
    ["lea@atelier.example", ""],
    ["", ""],
  ])("calls %j %j", (name, called) => {
    expect(firstName(name)).toBe(called);
  });
});
