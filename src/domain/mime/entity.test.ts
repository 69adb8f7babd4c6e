import { describe, expect, it } from "vitest";
import { octetsOf } from "../octets";
import { isEntity } from "./entity";

const is = (text: string): boolean => isEntity(octetsOf(text));

describe("octets from inside a seal", () => {
  it.each([
    ["a media type", "Content-Type: text/plain; charset=utf-8\r\n\r\nhello"],
    ["a media type alone, folded", "Content-Type: multipart/mixed;\n boundary=x\n\n--x\n\nhello\n--x--"],
    ["MIME's version", "MIME-Version: 1.0\n\nhello"],
    ["MIME's version with a comment", "Mime-Version: (of old) 1.0 (Apple Mail)\n\nhello"],
    ["protected fields around it", 'From: a@b.example\nSubject: x\nContent-Type: text/html; hp="cipher"\n\n<p>x'],
    ["a body that is empty", "Content-Type: text/plain\n\n"],
    ["an unusual type", "Content-Type: application/vnd.ms-excel.sheet+xml\n\nx"],
  ])("are MIME where they say so: %s", (_, text) => {
    expect(is(text)).toBe(true);
  });

  it.each([
    ["an address of the web", "https://example.org/a\n\nthe link above"],
    ["a time", "18:30 at the pier\n\nBring a coat"],
    ["an afterthought", "PS: call me\n\nBob"],
    ["a subject", "Subject: x\n\nhello"],
    ["all of a mail's header but MIME's", "From: a@b.example\nTo: c@d.example\nDate: today\n\nhello"],
    ["the name of a field in a sentence", "Content-Type: what does that mean?\n\nI never knew"],
    ["the name of a field, and a slash further on", "Content-Type: is it and/or?\n\nx"],
    ["a version of something", "MIME-Version: soon\n\nx"],
    ["a type among lines that are no fields", "Look at this line\nContent-Type: text/plain\n\nIs it right?"],
    ["a type after the words", "Dear Bob,\n\nContent-Type: text/plain\n\nx"],
    ["a type and nothing after it", "Content-Type: text/plain"],
    ["a type and a line break after it", "Content-Type: text/plain\n"],
    ["an empty line first", "\nContent-Type: text/plain\n\nx"],
    ["nothing", ""],
    ["a paragraph of megabytes", "word ".repeat(200_000)],
  ])("are text where they only begin like it: %s", (_, text) => {
    expect(is(text)).toBe(false);
  });
});
