import { describe, expect, it } from "vitest";
import { choiceFor, RESOLVER_CHOICES, resolverUrl } from "./resolver-choices";

describe("resolver addresses", () => {
  it.each([
    "",
    "quad9",
    "http://dns.example/dns-query",
    "https://",
    "https://user:secret@dns.example/",
    "https://dns.example/#x",
    "javascript:0",
  ])("refuses %j", (text) => {
    expect(resolverUrl(text)).toBeNull();
  });

  it("takes an https address as typed, spaces around it aside", () => {
    expect(resolverUrl("  https://dns.example.org/dns-query ")).toBe("https://dns.example.org/dns-query");
  });

  it("every choice is an address it would take, found again by that address, each operator once", () => {
    for (const choice of RESOLVER_CHOICES) {
      expect(resolverUrl(choice.url)).toBe(choice.url);
      expect(choiceFor(choice.url)).toBe(choice);
    }
    expect(new Set(RESOLVER_CHOICES.map((choice) => new URL(choice.url).host)).size).toBe(RESOLVER_CHOICES.length);
  });
});
