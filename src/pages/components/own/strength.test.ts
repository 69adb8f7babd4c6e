import { describe, expect, it } from "vitest";
import { strengthOf } from "./strength";

describe("strength of a passphrase", () => {
  it.each([
    ["", "empty"],
    ["abc", "short"],
    ["password", "weak"],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "weak"],
    ["12345678901234567890", "weak"],
    ["abcdefghijklmnop", "weak"],
    ["the cat sat", "weak"],
    ["tram olive quay", "weak"],
    ["tram olive quay lantern", "fair"],
    ["tram olive quay lantern moss thirty", "strong"],
    ["x9#Kq!vR2m$Wp8Z", "strong"],
    ["les élèves dînent près du hêtre", "fair"],
  ])("calls %j %s", (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });

  it("gives nothing for the owner's own name and address", () => {
    expect(strengthOf("Lea Moreau webmail example", ["Lea Moreau", "lea@webmail.example"])).toBe("weak");
    expect(strengthOf("a+b(c Lea-Moreau", ["a+b(c", "Lea-Moreau"])).toBe("weak");
  });
});
