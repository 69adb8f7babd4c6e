import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesIn, dateOf, headerPart, mediaTypeOf, readHeaders, valuesOf } from "./headers";

const fields = (raw: string) => readHeaders(raw)!;

describe("the header of a message", () => {
  it("unfolds lines, keeps duplicates in order and stops at the empty line", () => {
    const raw = "To: a@b.example,\r\n\tc@d.example\r\nX: 1\r\nx : 2\r\n\r\nX: body";
    expect(fields(raw)).toEqual([
      { name: "to", value: "a@b.example,\tc@d.example" },
      { name: "x", value: "1" },
      { name: "x", value: "2" },
    ]);
    expect(valuesOf(fields(raw), "X")).toEqual(["1", "2"]);
  });

  it.each(["\n", "\r", "\r\n"])("ends lines at %j", (end) => {
    expect(fields(["A: 1", " 2", "B: 3", "", "C: 4"].join(end))).toEqual([
      { name: "a", value: "1 2" },
      { name: "b", value: "3" },
    ]);
  });

  it("leaves out what is no field: mbox's first line, a continuation of nothing, prose", () => {
    expect(fields(" lost\nFrom bob Mon Jan 1\nno colon here\nA: 1")).toEqual([{ name: "a", value: "1" }]);
  });

  it("has no fields when the message begins with its body", () => {
    expect(fields("\r\nA: 1")).toEqual([]);
  });

  it("refuses blocks larger than any honest one", () => {
    expect(readHeaders(`A: ${"x".repeat(300_000)}`)).toBeNull();
    expect(readHeaders("A: 1\n".repeat(5000))).toBeNull();
    expect(readHeaders(`A: 1\n\n${"x".repeat(300_000)}`)).toHaveLength(1);
  });

  it("reads whatever comes without throwing, and reading the header part alone changes nothing", () => {
    const hostile = fc.array(
      fc.constantFrom("A", ":", " ", "\t", "\r", "\n", "\r\n", '"', "<", ">", "(", ")", "\\", ","),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          hostile.map((parts) => parts.join("")),
        ),
        (raw) => {
          expect(readHeaders(headerPart(raw))).toEqual(readHeaders(raw));
          addressesIn(raw);
          for (const { name, value } of readHeaders(raw) ?? []) {
            expect(name).toMatch(/^[!-9;-~]+$/);
            expect(value).not.toMatch(/[\r\n]/);
          }
        },
      ),
    );
  });
});

describe("an address list", () => {
  it.each([
    ["bob@b.example", ["bob@b.example"]],
    ["Bob <bob@B.Example>", ["bob@b.example"]],
    ['"Builder, Bob" <bob@b.example>, carol@c.example', ["bob@b.example", "carol@c.example"]],
    ['"a@evil.example" <bob@b.example>', ["bob@b.example"]],
    ['"quote \\" , x@y.example" <bob@b.example>', ["bob@b.example"]],
    ["bob@b.example (also x@y.example (nested))", ["bob@b.example"]],
    ["friends: a@b.example, C <c@d.example>;", ["a@b.example", "c@d.example"]],
    ["undisclosed-recipients:;", []],
    ["", []],
  ])("%s names %j", (value, addresses) => {
    expect(addressesIn(value)).toEqual(addresses);
  });

  it.each(["bob", "a@b.example c@d.example", "<a@b.example> <c@d.example>", '"open <a@b.example>', "<a@b.example"])(
    "is not read at all where %s stands in it",
    (value) => {
      expect(addressesIn(value)).toBeNull();
    },
  );
});

describe("other fields", () => {
  it("takes one readable date, with its zone and without its comment", () => {
    expect(dateOf(fields("Date: Tue, 1 Nov 2016 12:00:00 +0100 (CET)"))).toBe(Date.UTC(2016, 10, 1, 11));
    expect(dateOf(fields("Date: yesterday"))).toBeNull();
    expect(dateOf(fields("Date: 1 Nov 2016\nDate: 2 Nov 2016"))).toBeNull();
    expect(dateOf([])).toBeNull();
  });

  it("takes the media type without parameters, text/plain when none is told", () => {
    expect(mediaTypeOf(fields('Content-Type: Multipart/Report;\n report-type="x"'))).toBe("multipart/report");
    expect(mediaTypeOf([])).toBe("text/plain");
  });
});
