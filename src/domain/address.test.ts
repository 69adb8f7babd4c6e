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

describe("letters that are not what they seem", () => {
  it.each([
    ["a Kelvin sign", "\u212Aarl@b.example"],
    ["a Kelvin sign in the domain", "karl@ban\u212A.example"],
    ["a long s", "bo\u017F@b.example"],
    ["wide letters", "ｂob@b.example"],
    ["a ligature", "o\uFB03ce@b.example"],
    ["a soft hyphen", "b\u00ADob@b.example"],
    ["a joiner", "bo\u200Db@b.example"],
    ["a space without width", "bob@b\u200B.example"],
    ["a Hangul filler", "bob\u3164@b.example"],
    ["a variation selector", "bob\uFE0F@b.example"],
    ["a tag", "bob\u{E0041}@b.example"],
    ["a letter in two pieces", "rene\u0301@b.example"],
  ])("%s makes no address, alone or after a name", (_, text) => {
    expect(parseAddress(text)).toBeNull();
    expect(parsePerson(`Bob <${text}>`)).toBeNull();
  });

  it("letters of other languages do, as they are", () => {
    for (const text of ["rené@b.example", "用户@例え.jp", "пётр@пример.рф"]) expect(parseAddress(text)).toBe(text);
  });

  it("are not taken for those they resemble where addresses are compared", () => {
    expect(addressKey("\u212Aarl@b.example")).not.toBe(addressKey("karl@b.example"));
    expect(addressKey("KARL@B.example")).toBe("karl@b.example");
    expect(addressKey("ÉTÉ@b.example")).toBe("été@b.example");
  });
});
