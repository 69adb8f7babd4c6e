import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ANYONE,
  belowClass,
  isAboveDefault,
  LEVELS,
  type Level,
  type MessageClass,
  readClass,
  stricter,
  writeClass,
} from "./message-class";
import { SEALABLE, type TrustState } from "./trust-state";

const STATES: readonly TrustState[] = [
  ...["none", "candidate", "new", "first-contact", "known", "verified", "own"],
  ...["changed", "conflict", "expired", "revoked"],
] as TrustState[];
const OWN = ["town.example"];

const meeting = (level: Level): TrustState[] =>
  STATES.filter((state) => belowClass({ level, inside: false }, [{ address: "a@b.example", state }], OWN) === null);

describe("who may receive a message", () => {
  it.each([
    ["anyone", STATES],
    ["key", STATES.filter((state) => SEALABLE.includes(state))],
    ["known", ["known", "verified", "own"]],
    ["verified", ["verified", "own"]],
  ] as const)("%s: %j", (level, states) => {
    expect(meeting(level)).toEqual(states);
  });

  it.each([
    ["ada@town.example", null],
    ["ada@works.Town.Example", null],
    ["ada@othertown.example", "inside"],
    ["ada@town.example.evil.example", "inside"],
  ])("inside only: %s", (address, missing) => {
    const asked = { level: "verified", inside: true } as const;
    expect(belowClass(asked, [{ address, state: "verified" }], OWN)?.missing ?? null).toBe(missing);
  });

  it("names everybody who is below, outsiders first, and the user never is", () => {
    const recipients = [
      { address: "me@elsewhere.example", state: "own" },
      { address: "in@town.example", state: "none" },
      { address: "out@elsewhere.example", state: "verified" },
    ] as const;
    const both = { level: "verified", inside: true } as const;
    expect(belowClass(both, recipients, OWN)).toEqual({ missing: "inside", addresses: ["out@elsewhere.example"] });
    expect(belowClass({ ...both, inside: false }, recipients, OWN)).toEqual({
      missing: "verified",
      addresses: ["in@town.example"],
    });
  });
});

const anyClass: fc.Arbitrary<MessageClass> = fc.record({ level: fc.constantFrom(...LEVELS), inside: fc.boolean() });
const recipients = fc.array(
  fc.record({ address: fc.constantFrom("a@town.example", "b@c.example"), state: fc.constantFrom(...STATES) }),
  { maxLength: 4 },
);

describe("laws of the class", () => {
  it("what meets the stricter of two meets both, whichever comes first", () => {
    fc.assert(
      fc.property(anyClass, anyClass, recipients, (a, b, people) => {
        const both = belowClass(stricter(a, b), people, OWN) === null;
        expect(both).toBe(belowClass(a, people, OWN) === null && belowClass(b, people, OWN) === null);
        expect(stricter(a, b)).toEqual(stricter(b, a));
      }),
    );
  });

  it("nothing above the default is met by somebody without a key, but the user", () => {
    fc.assert(
      fc.property(anyClass, (asked) => {
        const below = belowClass(asked, [{ address: "b@c.example", state: "none" }], OWN);
        expect(below !== null).toBe(isAboveDefault(asked));
      }),
    );
  });

  it("comes back from a draft as it went in, and from anything else as the default", () => {
    fc.assert(
      fc.property(anyClass, (asked) => {
        expect(readClass(writeClass(asked))).toEqual(asked);
      }),
    );
    expect(readClass("")).toEqual(ANYONE);
    expect(readClass("secret whatever")).toEqual(ANYONE);
  });
});
