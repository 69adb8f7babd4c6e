import { describe, expect, it } from "vitest";
import { quote, replyText } from "./quote";

describe("quoting", () => {
  it("puts a mark before each line, and one more where it is quoted already", () => {
    expect(quote("one\n\n> two\n>> three\n")).toBe("> one\n>\n>> two\n>>> three");
  });

  it("reads every kind of line end", () => {
    expect(quote("one\r\ntwo\rthree")).toBe("> one\n> two\n> three");
  });

  it("leaves room above the quote for the answer", () => {
    expect(replyText("Ada wrote:", "hello")).toBe("\n\nAda wrote:\n> hello\n");
  });
});
