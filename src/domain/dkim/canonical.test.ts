import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octetString, octetsOf } from "../octets";
import { canonicalBody, canonicalField } from "./canonical";

const body = (text: string, form: "simple" | "relaxed"): string => octetString(canonicalBody(octetsOf(text), form));

describe("the canonical forms", () => {
  // RFC 6376 3.4.5, where <SP>, <HTAB> and <CRLF> stand for themselves.
  it("are those of the standard's examples", () => {
    const fields = ["A: X", "B : Y\t\r\n\tZ  "];
    expect(fields.map((raw) => canonicalField({ raw }, "relaxed"))).toEqual(["a:X", "b:Y Z"]);
    expect(fields.map((raw) => canonicalField({ raw }, "simple"))).toEqual(fields);
    expect(body(" C \r\nD \t E\r\n\r\n\r\n", "relaxed")).toBe(" C\r\nD E\r\n");
    expect(body(" C \r\nD \t E\r\n\r\n\r\n", "simple")).toBe(" C \r\nD \t E\r\n");
  });

  it.each([
    ["", "\r\n", ""],
    ["\r\n\r\n", "\r\n", ""],
    [" \r\n", " \r\n", ""],
    ["a", "a\r\n", "a\r\n"],
    ["a \t", "a \t\r\n", "a\r\n"],
    ["a\r", "a\r\r\n", "a\r\r\n"],
    ["a\n\n", "a\n\n\r\n", "a\n\n\r\n"],
  ])("of the body %j are %j and %j", (text, simple, relaxed) => {
    expect(body(text, "simple")).toBe(simple);
    expect(body(text, "relaxed")).toBe(relaxed);
  });

  it("of a canonical form are that form", () => {
    const text = fc.array(fc.constantFrom("a", "b", ":", " ", "\t", "\r\n", "\r", "\n"), { maxLength: 30 });
    // Within a field a line ends only to go on, and a lone CR or LF is refused before (message.ts).
    const value = fc.array(fc.constantFrom("a", "b", ":", " ", "\t", "\r\n ", "\r\n\t"), { maxLength: 30 });
    fc.assert(
      fc.property(text, value, fc.constantFrom("simple" as const, "relaxed" as const), (parts, values, form) => {
        const once = body(parts.join(""), form);
        expect(body(once, form)).toBe(once);
        const field = canonicalField({ raw: `N:${values.join("")}` }, form);
        expect(canonicalField({ raw: field }, form)).toBe(field);
      }),
    );
  });
});
