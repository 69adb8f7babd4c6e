import { describe, expect, it } from "vitest";
import { strengthOf } from "../../pages/components/own/strength";
import { PROPOSED_BITS, proposePassphrase } from "./passphrase";
import { WORDS } from "./wordlists";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

describe.each(["en", "fr"] as const)("a proposed passphrase (%s)", (language) => {
  const list = WORDS[language].trim().split(/\s+/);

  it("draws from 256 words told apart by their first four letters", () => {
    expect(new Set(list.map((word) => word.slice(0, 4))).size).toBe(256);
    expect(list.filter((word) => !/^[a-z]{3,11}$/.test(word))).toEqual([]);
  });

  it("is six of them and four digits, another each time", () => {
    const passphrase = proposePassphrase(language, random);
    expect(passphrase).toMatch(/^([a-z]+ ){6}\d{4}$/);
    expect(proposePassphrase(language, random)).not.toBe(passphrase);
  });

  it("counts as strong by the estimate for typed ones, and as fair where one word comes twice", () => {
    const drawn = (octets: number[]) => {
      const left = [...octets];
      return proposePassphrase(language, (length) => Uint8Array.from({ length }, () => left.shift()!));
    };
    expect(strengthOf(drawn([200, 11, 97, 154, 30, 66, 4, 8, 2, 1]))).toBe("strong");
    expect(strengthOf(drawn([200, 11, 97, 154, 30, 200, 4, 8, 2, 1]))).toBe("fair");
  });
});

it("never lets a low digit come more often", () => {
  const octets = [255, 250, 9, 19, 249, 0];
  const scripted = (length: number) => Uint8Array.from({ length }, () => (length > 1 ? 0 : octets.shift()!));
  expect(proposePassphrase("en", scripted)).toBe(`${"acid ".repeat(6)}9990`);
});

it("keeps a thousand fast computers busy for thousands of years, as the words on the screen say", () => {
  // A large graphics card of 2026 tries about ten thousand a second at a million rounds; on average half of all are tried.
  const years = 2 ** (PROPOSED_BITS - 1) / (1000 * 10_000) / (365 * 86_400);
  expect(years).toBeGreaterThan(2000);
});
