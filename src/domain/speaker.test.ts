import { describe, expect, it } from "vitest";
import { ownAddresses, speakerOf, spokenAddress } from "./speaker";

const NOW = 1_000_000;
const key = (fingerprint: string, ...addresses: string[]) => ({
  fingerprint,
  addresses,
  expiresAt: null as number | null,
});
const alice = key("a", "alice@example.org");
const work = key("w", "alice@work.example", "team@work.example");
const said = (keys: (typeof alice)[], from: string | null, as?: string): string => {
  const speaker = speakerOf(keys, { from, as }, NOW);
  return "key" in speaker ? `${speaker.is} ${speaker.key.fingerprint}` : speaker.is;
};

describe("whose key speaks", () => {
  it("is that of the From, however it is spelt", () => {
    expect(said([alice, work], "alice@example.org")).toBe("from a");
    expect(said([alice, work], " ALICE@Work.Example ")).toBe("from w");
    expect(said([work, alice], "team@work.example")).toBe("from w");
  });

  it.each([
    ["another account", "bob@example.org"],
    ["an alias of the same mailbox", "shop@example.org"],
    ["another domain's namesake", "alice@example.org.evil.example"],
    ["a letter more", "aalice@example.org"],
    ["nothing", ""],
  ])("is asked for %s, with one key as with several", (_, from) => {
    expect(said([alice], from)).toBe("ask");
    expect(said([alice, work], from)).toBe("ask");
  });

  it("is the only one where nobody tells the From, and asked for among several", () => {
    expect(said([alice], null)).toBe("only a");
    expect(said([alice, work], null)).toBe("ask");
    expect(said([], null)).toBe("none");
    expect(said([], "alice@example.org")).toBe("none");
  });

  it("is the one the user named, if there still is one", () => {
    expect(said([alice, work], "alice@example.org", "w")).toBe("chosen w");
    expect(said([alice], null, "a")).toBe("chosen a");
    expect(said([alice], "alice@example.org", "gone")).toBe("ask");
  });

  it("is the one that still lives, of two for one address", () => {
    const ended = { ...key("old", "alice@example.org"), expiresAt: NOW - 1 };
    expect(said([ended, alice], "alice@example.org")).toBe("from a");
    expect(said([ended, work], "alice@example.org")).toBe("from old");
  });
});

it("a key speaks under the From where it holds it, and under its first address where it was named for another", () => {
  expect(spokenAddress(work, "TEAM@work.example")).toBe("team@work.example");
  expect(spokenAddress(work, "bob@example.org")).toBe("alice@work.example");
  expect(spokenAddress(work, null)).toBe("alice@work.example");
});

it("in one account the addresses of another are not the user's", () => {
  expect(ownAddresses([alice, work], "alice@example.org")).not.toContain("alice@work.example");
  expect(ownAddresses([alice, work], "team@work.example")).toContain("alice@work.example");
  expect(ownAddresses([alice], "nokey@example.org")).toEqual(["nokey@example.org"]);
  expect(ownAddresses([alice, work], null)).toHaveLength(3);
});
