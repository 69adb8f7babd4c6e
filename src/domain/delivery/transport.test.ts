import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Proof, Sight } from "./look";
import { deliveryTransport, type PolicyState, together } from "./transport";

const sight = (change: Partial<Sight> = {}): Sight => ({
  mail: "hosts",
  hosts: ["a.example"],
  dane: "none",
  announced: "none",
  policy: null,
  ...change,
});
const silent = sight({ mail: "unknown", hosts: [], dane: "unknown", announced: "unknown" });
const dane = sight({ dane: "proven" });

describe("two resolvers", () => {
  it.each([
    ["both prove it", [dane, dane], "dane"],
    ["one proves it, the other is silent", [dane, silent], "dane"],
    ["one proves it, the other says there is nothing", [dane, sight()], "opportunistic"],
    ["one proves it, the other's answers are falsified", [dane, sight({ mail: "bogus", dane: "bogus" })], "bogus"],
    ["one proves it, the other's TLSA is falsified", [dane, sight({ dane: "bogus" })], "bogus"],
    ["one proves it, the other could not tell about TLSA", [dane, sight({ dane: "unknown" })], "dane"],
    [
      "one says nobody takes mail, the other knows hosts",
      [sight({ mail: "none", hosts: [] }), sight()],
      "opportunistic",
    ],
    ["both say nobody takes mail", [sight({ mail: "none" }), sight({ mail: "none" })], "no-mail"],
    ["both silent", [silent, silent], "unknown"],
    ["nobody to ask", [], "unknown"],
  ] as const)("%s: %s", (_name, sights, way) => {
    expect(deliveryTransport(together(sights), "none")).toBe(way);
  });

  it("whose hosts differ give all of them, so that a policy must name every one", () => {
    expect(together([sight(), sight({ hosts: ["b.example", "a.example"] })]).hosts).toEqual(["a.example", "b.example"]);
  });

  it("one of which hides the announcement still show it", () => {
    const shown = sight({ announced: "proven", policy: "7" });
    expect(together([sight(), shown])).toMatchObject({ announced: "proven", policy: "7" });
  });
});

const proof = fc.constantFrom<Proof>("proven", "none", "bogus", "unknown");
const anySight: fc.Arbitrary<Sight> = fc.record({
  mail: fc.constantFrom<Sight["mail"]>("hosts", "none", "bogus", "unknown"),
  hosts: fc.constantFrom(["a.example"], ["b.example"], []),
  dane: proof,
  announced: proof,
  policy: fc.constantFrom("1"),
});
const anyState = fc.constantFrom<PolicyState>("none", "off", "blocked", "unreachable", "invalid", "enforced");

describe("laws of the way", () => {
  it("is never DANE where an answer was bogus or a resolver that answered does not prove it", () => {
    fc.assert(
      fc.property(fc.array(anySight, { maxLength: 3 }), anyState, (sights, state) => {
        if (deliveryTransport(together(sights), state) !== "dane") return;
        const heard = sights.filter(({ mail }) => mail !== "unknown");
        expect(heard.every((one) => one.dane === "proven" || one.dane === "unknown")).toBe(true);
        expect(heard.some((one) => one.dane === "proven")).toBe(true);
        expect(heard.some((one) => one.mail === "bogus")).toBe(false);
      }),
    );
  });

  it("is never MTA-STS without a policy that was read and holds", () => {
    fc.assert(
      fc.property(fc.array(anySight, { maxLength: 3 }), anyState, (sights, state) => {
        if (deliveryTransport(together(sights), state) === "mta-sts") expect(state).toBe("enforced");
      }),
    );
  });

  it("is not known as long as nobody answered, whatever a policy says", () => {
    fc.assert(
      fc.property(fc.array(anySight, { maxLength: 3 }), anyState, (sights, state) => {
        const none = sights.map((one) => ({ ...one, mail: "unknown" as const }));
        expect(deliveryTransport(together(none), state)).toBe("unknown");
      }),
    );
  });
});
