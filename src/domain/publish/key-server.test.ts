import { describe, expect, it } from "vitest";
import { readVksAnswer } from "./key-server";

const PRINT = "d5d301b1b511d1aa79e2365357da244759ec98d9";
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const answer = { key_fpr: PRINT.toUpperCase(), token: "t0ken", status: { "Ada@example.org": "unpublished" } };

describe("a key server's answer to an upload", () => {
  it("tells the state of each address, without regard to case", () => {
    expect(readVksAnswer(bytes(answer), PRINT)).toEqual({
      token: "t0ken",
      states: { "ada@example.org": "unpublished" },
    });
  });

  it("leaves out states it does not know", () => {
    const odd = { ...answer, status: { "a@example.org": "enchanted", "b@example.org": "revoked" } };
    expect(readVksAnswer(bytes(odd), PRINT)?.states).toEqual({ "b@example.org": "revoked" });
  });

  it.each([
    ["another key", { ...answer, key_fpr: "0".repeat(40) }],
    ["no token", { ...answer, token: undefined }],
    ["no states", { ...answer, status: null }],
    ["a list", []],
    ["null", null],
  ])("%s is no answer", (_name, value) => {
    expect(readVksAnswer(bytes(value), PRINT)).toBeNull();
  });

  it("a web page is no answer", () => {
    expect(readVksAnswer(new TextEncoder().encode("<!doctype html>"), PRINT)).toBeNull();
  });
});
