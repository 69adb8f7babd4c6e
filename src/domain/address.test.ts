import { describe, expect, it } from "vitest";
import { addressKey, parseAddress, parsePerson } from "./address";

describe("parseAddress", () => {
  it.each([
    ["alice@example.test", "alice@example.test"],
    ["  Alice@Example.TEST ", "Alice@example.test"],
    ["o'neil+news@sub.example.test", "o'neil+news@sub.example.test"],
    ["jörg@exämple.test", "jörg@exämple.test"],
  ])("reads %s", (text, address) => expect(parseAddress(text)).toBe(address));

  it.each([
    "",
    "alice",
    "alice@",
    "@example.test",
    "a b@example.test",
    "a@b@c",
    "<a@b.test>",
    "a@b.test,c@d.test",
    `${"a".repeat(250)}@b.test`,
    "a@-b.test",
    "a\u202ek@b.test",
    "a\u0000@b.test",
    "a@b.test.",
  ])("refuses %j", (text) => expect(parseAddress(text)).toBeNull());
});

describe("parsePerson", () => {
  it("reads a quoted name with an escaped quote", () => {
    expect(parsePerson('"Léa \\"L\\" Moreau" <lea@example.test>')).toEqual({
      name: 'Léa "L" Moreau',
      address: "lea@example.test",
    });
  });
  it("takes no name from a bare address", () =>
    expect(parsePerson("lea@example.test")).toEqual({ name: "", address: "lea@example.test" }));
  it("keeps an address used as a name in the name, never as the address", () => {
    expect(parsePerson("boss@example.test <evil@example.test>")).toEqual({
      name: "boss@example.test",
      address: "evil@example.test",
    });
    expect(parsePerson("Boss")).toBeNull();
  });
});

it("addressKey compares without case", () => expect(addressKey(" Bob@Example.Test ")).toBe("bob@example.test"));
