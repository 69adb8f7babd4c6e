import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Provenance } from "../../../../domain/discovery/lookup";
import type { RecipientState } from "../../../../domain/trust/contact";
import type { KeySource } from "../../../../domain/trust/sources";
import type { TrustState } from "../../../../domain/trust/trust-state";
import { fakeBrowser } from "../../../../platform/testing/fake-browser";

vi.mock("../../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));

const { useLanguage } = await import("../../../i18n");
const { chipWords } = await import("./recipient-rows");
const { isUnanswered } = await import("../state/recipients");
beforeAll(() => useLanguage("en"));

const from = (source: KeySource, host = "", dnssec: Provenance["dnssec"] = "none"): Provenance => ({
  source,
  host,
  dnssec,
  chain: [],
  at: 0,
});
const chip = (state: TrustState, ...sources: Provenance[]) =>
  chipWords({
    looking: false,
    state: {
      address: "ada@example.org",
      state,
      key: {
        fingerprint: "a".repeat(40),
        userIds: [],
        createdAt: 0,
        expiresAt: null,
        algorithm: "",
        status: "good",
        sources,
      },
      rivals: [],
      vouched: [],
      outcomes: [],
      notice: null,
      strong: null,
    } satisfies RecipientState,
  });

describe("a recipient's chip", () => {
  it.each([
    ["new", [from("dns", "dns.quad9.net", "secure")], "new key, proven by DNS"],
    ["new", [from("dns", "dns.quad9.net", "insecure")], "new key, from DNS, not proven"],
    ["new", [from("wkd", "openpgpkey.posteo.de")], "new key, from posteo.de"],
    ["new", [from("server", "https://keys.openpgp.org")], "new key, from keys.openpgp.org"],
    ["first-contact", [from("autocrypt")], "first contact, from a message"],
    ["known", [from("import", "ada.asc")], "known key, imported by you"],
    ["verified", [from("gossip")], "verified"],
    ["candidate", [from("candidate", "hkp.example")], "key to confirm"],
    ["new", [], "new key"],
  ] as const)("says state and source: %s", (state, sources, words) => {
    expect(chip(state, ...sources).word).toBe(words);
  });

  it("names the surest of several sources, in whatever order they came", () => {
    const sources = [from("gossip"), from("dns", "", "insecure"), from("wkd", "posteo.de"), from("dns", "", "secure")];
    expect(chip("new", ...sources).word).toBe("new key, proven by DNS");
    expect(chip("new", ...sources.reverse()).word).toBe("new key, proven by DNS");
    expect(chip("new", from("candidate", "hkp.example"), from("mail")).word).toBe("new key, from a message");
  });

  it("says that there is no key only where everybody who could know said so", () => {
    const none = (absence?: RecipientState["absence"], failed = false) => {
      const state = { address: "ada@example.org", state: "none", key: null, rivals: [], vouched: [] } as const;
      const rest = { outcomes: [], notice: null, strong: null, ...(absence && { absence }) };
      return { looking: false, failed, state: { ...state, ...rest } };
    };
    expect(chipWords(none("none"))).toMatchObject({ word: "no key", blocks: true });
    for (const unsure of [none("failed"), none("due"), none(), none("none", true)]) {
      expect(chipWords(unsure)).toMatchObject({ word: "no answer", blocks: true });
      expect(isUnanswered(unsure)).toBe(true);
    }
    expect(chipWords({ looking: false, state: null, failed: true })).toMatchObject({ word: "no answer", blocks: true });
    expect(chipWords({ ...none("due"), looking: true }).word).toBe("looking…");
  });

  it("blocks where nothing would be sealed, and only there", () => {
    const states: TrustState[] = ["new", "first-contact", "known", "verified", "own"];
    const blocking: TrustState[] = ["none", "candidate", "changed", "conflict", "expired", "revoked"];
    expect(states.filter((state) => chip(state).blocks)).toEqual([]);
    expect(blocking.filter((state) => !chip(state).blocks)).toEqual([]);
  });
});
