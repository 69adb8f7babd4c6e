import { afterEach, describe, expect, it, vi } from "vitest";
import { allowsEveryPort, patternOf } from "./match-pattern";

describe("the match pattern of an origin", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["chrome-extension:", "https://mail.example.org:8443", "https://mail.example.org:8443/*"],
    ["chrome-extension:", "https://mail.example.org", "https://mail.example.org/*"],
    ["moz-extension:", "https://mail.example.org:8443", "https://mail.example.org/*"],
    ["moz-extension:", "https://mail.example.org", "https://mail.example.org/*"],
    ["moz-extension:", "https://[2001:db8::1]:8443", "https://[2001:db8::1]/*"],
  ])("in %s, of %s", (protocol, origin, pattern) => {
    vi.stubGlobal("location", { protocol });
    expect(patternOf(origin)).toBe(pattern);
    expect(allowsEveryPort(origin)).toBe(protocol === "moz-extension:" && origin.endsWith(":8443"));
  });
});
