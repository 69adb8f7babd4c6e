import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octetsOf } from "../octets";
import { processorTime } from "../testing/processor-time";
import { decodeText } from "./charset";
import { readParameterised } from "./params";
import { peopleIn } from "./people";
import { textOf, unflow } from "./text";
import { readMime } from "./tree";
import { decodeWords } from "./words";

describe("encoded words (RFC 2047)", () => {
  it.each([
    ["=?US-ASCII?Q?Keith_Moore?= <moore@cs.example>", "Keith Moore <moore@cs.example>"],
    ["=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen"],
    [
      "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
      "If you can read this you understand the example.",
    ],
    // The table of RFC 2047 8.
    ["(=?ISO-8859-1?Q?a?=)", "(a)"],
    ["(=?ISO-8859-1?Q?a?= b)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a?=\t=?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a_b?=)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"],
    // RFC 2231 5: a language.
    ["=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"],
    ["=?Shift_JIS?B?k/qWe4zq?=", "日本語"],
    ["=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"],
    ["raw \xc3\xa4 octets", "raw ä octets"],
    ["raw \xe4 octets", "raw ä octets"],
    ["=?utf-8?X?a?= =?utf-8?Q?a", "=?utf-8?X?a?= =?utf-8?Q?a"],
    ["=?utf-8?Q?a=0D=0ABcc:_x@y.example?=", "a Bcc: x@y.example"],
  ])("%s", (raw, text) => {
    expect(decodeWords(raw)).toBe(text);
  });

  it("makes letters whole that were cut between two words", () => {
    expect(decodeWords("=?utf-8?B?w6TD?= =?utf-8?Q?=B6?=")).toBe("äö");
  });

  it("never throw and never hold a line break", () => {
    const piece = fc.constantFrom("=?", "?=", "?B?", "?q?", "utf-8", "x", "=", " ", "\xe4", "\n", "*");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (all) => {
        expect(decodeWords(all.join(""))).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe("headers of a quarter of a megabyte", () => {
  it.each(["=?utf-8?q?", "=?", "=?a?b?=", '"', "(", "<", ",", ";a*0*=", ";", "a:", "\\", "=?utf-8?b?w6Q=?= "])(
    "are read in bounded time where they are all %j",
    (piece) => {
      const value = piece.repeat(Math.ceil(262_144 / piece.length));
      const start = processorTime();
      decodeWords(value);
      readParameterised(value);
      peopleIn(value);
      expect(processorTime() - start).toBeLessThan(2000);
    },
  );
});

describe("parameters (RFC 2231)", () => {
  const param = (field: string, name: string) => readParameterised(field).params.get(name);

  it("are continued, encoded and both", () => {
    expect(param('message/external-body; URL*0="ftp://"; URL*1="cs.example/pub"', "url")).toBe("ftp://cs.example/pub");
    expect(param("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "title")).toBe(
      "This is ***fun***",
    );
    expect(
      param(
        "x/y; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
        "title",
      ),
    ).toBe("This is even more ***fun*** isn't it!");
    expect(param("x/y; a*1=b; a*0=a", "a")).toBe("ab");
    expect(param("x/y; a*0*=utf-8''%C3; a*1*=%A4", "a")).toBe("ä");
  });

  it("are read with comments, quotes and semicolons in them", () => {
    const field = readParameterised('Text/Plain (a; b="c"); charset = us-ascii (Plain text); name="a;\\"b\\"(c)"');
    expect(field.value).toBe("text/plain");
    expect([...field.params]).toEqual([
      ["charset", "us-ascii"],
      ["name", 'a;"b"(c)'],
    ]);
  });

  it("tell which of them are told twice and not alike", () => {
    expect([...readParameterised("x/y; a=1; a=1; b=1; b=2; filename=x; filename*=utf-8''y").conflicting]).toEqual([
      "b",
    ]);
  });

  it("never throw", () => {
    const piece = fc.constantFrom(";", "=", "*", "0", "'", '"', "\\", "(", ")", "a", " ", "%", "%e4", "\xe4");
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (all) => void readParameterised(all.join(""))));
  });
});

describe("charsets", () => {
  it.each([
    ["iso-8859-1", "caf\xe9", "café", false],
    ["ISO-8859-15", "\xa4", "€", false],
    ["windows-1250", "\x80\x8a", "€Š", false],
    ["shift_jis", "\x93\xfa\x96\x7b", "日本", false],
    ["koi8-r", "\xf0\xf2", "ПР", false],
    ["utf-8", "\xc3\xa9", "é", false],
    ["", "\xc3\xa9", "é", false],
    ["us-ascii", "\xe9", "é", true],
    ["utf-8", "\xc3\xa9 \xe9", "é \ufffd", true],
    ["utf-8", "caf\xe9", "café", true],
    ["x-no-such", "caf\xe9", "café", true],
    ["utf-7", "a+AGI-", "a+AGI-", true],
    ["utf-16le", "a\0b\0", "ab", false],
    ["utf-16le", "abc", "abc", true],
    ["iso-2022-kr", "abc", "abc", true],
    ["x-user-defined", "abc", "abc", true],
  ])("%s %j is %j", (label, octets, text, guessed) => {
    expect(decodeText(octetsOf(octets), label)).toEqual({ text, guessed });
  });
});

describe("format=flowed (RFC 3676)", () => {
  it("makes paragraphs of lines, by quote depth, and keeps the signature's separator", () => {
    const text = ["One ", "two", "", ">> a ", ">> b", "> c ", "not c", " >stuffed", "-- ", "Bob"].join("\n");
    expect(unflow(text, false)).toBe(["One two", "", ">> a b", "> c ", "not c", ">stuffed", "-- ", "Bob"].join("\n"));
  });

  it("drops the space with delsp, as Japanese has it", () => {
    const part = readMime(octetsOf("Content-Type: text/plain; format=Flowed; DelSp=Yes\r\n\r\nab \r\ncd\r\n"));
    expect(part.ok && textOf(part.value).text).toBe("abcd\n");
  });

  it("leaves fixed text alone", () => {
    const part = readMime(octetsOf("Content-Type: text/plain\r\n\r\nab \r\ncd"));
    expect(part.ok && textOf(part.value).text).toBe("ab \ncd");
  });
});

describe("people", () => {
  it.each([
    ["Bob <bob@b.example>", [["Bob", "bob@b.example"]]],
    [
      '"Builder, Bob" <bob@b.example>, =?utf-8?Q?=C3=84lice?= <a@b.example>',
      [
        ["Builder, Bob", "bob@b.example"],
        ["Älice", "a@b.example"],
      ],
    ],
    [
      "friends: a@b.example, C <c@d.example>;",
      [
        ["", "a@b.example"],
        ["C", "c@d.example"],
      ],
    ],
    ["bob@b.example (Bob)", [["", "bob@b.example"]]],
    ['"ceo@bank.example" <eve@e.example>', [["ceo@bank.example", "eve@e.example"]]],
    // An encoded comma or bracket is part of a name, never a second address.
    ["=?utf-8?Q?x=3Cceo=40bank.example=3E=2C?= <eve@e.example>", [["x<ceo@bank.example>,", "eve@e.example"]]],
    ["", []],
  ])("%s", (value, people) => {
    expect(peopleIn(value)!.map(({ name, address }) => [name, address])).toEqual(people);
  });

  it("are none where the list cannot be read", () => {
    expect(peopleIn("Bob <bob@b.example> <eve@e.example>")).toBeNull();
  });
});
