import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { MessageCheck } from "../../../../domain/dkim/check-message";
import { fakeBrowser } from "../../../../platform/testing/fake-browser";

vi.mock("../../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));
afterEach(() => void vi.clearAllMocks());

const { useLanguage } = await import("../../../i18n");
const { domainWords } = await import("./dkim-words");

/** Every state, complete by type. */
const STATES: Readonly<Record<MessageCheck["state"], "good" | "plain" | "warn">> = {
  pass: "good",
  "body-changed": "warn",
  "header-changed": "warn",
  forged: "warn",
  partial: "warn",
  "bogus-key": "warn",
  ambiguous: "warn",
  testing: "plain",
  "short-key": "plain",
  revoked: "plain",
  "unusable-key": "plain",
  disputed: "plain",
  unreachable: "plain",
  "no-key": "plain",
  expired: "plain",
  "not-yet": "plain",
  unsupported: "plain",
  malformed: "plain",
  none: "plain",
  unreadable: "plain",
};
const check = (state: MessageCheck["state"], change: Partial<MessageCheck> = {}): MessageCheck => ({
  state,
  domain: "a.example",
  aligned: true,
  weak: false,
  secure: true,
  uncovered: [],
  detail: "1790000000000",
  alsoPass: [],
  ...change,
});
const every = Object.keys(STATES) as MessageCheck["state"][];

describe.each(["en", "fr"] as const)("what came of a check, in %s", (language) => {
  it("has a sentence and an advice, complete, for each state", async () => {
    await useLanguage(language);
    const told = [...every.map((state) => check(state)), check("pass", { aligned: false }), "no-source" as const].map(
      domainWords,
    );
    expect(new Set(told.map(({ sentence }) => sentence)).size).toBe(every.length + 2);
    for (const { word, sentence, next } of told)
      expect(`${word} ${sentence} ${next}`).not.toMatch(/[{}]|undefined|NaN/);
  });

  it("says what was not covered, that a key is weak or unproven, and who handed a changed message on", async () => {
    await useLanguage(language);
    const passed = domainWords(check("pass", { weak: true, secure: false, uncovered: ["reply-to"] })).notes.join(" ");
    expect(passed).toMatch(/2048/);
    expect(passed).toContain("a.example");
    expect(passed).toContain("Reply-To");
    expect(domainWords(check("body-changed", { alsoPass: ["list.example"] })).notes.join()).toContain("list.example");
    expect(domainWords(check("no-key")).notes).toEqual([]);
  });
});

it("only a pass for the sender's own domain is good, and what was not found out is no warning", async () => {
  await useLanguage("en");
  for (const state of every) expect([state, domainWords(check(state)).tone]).toEqual([state, STATES[state]]);
  expect(domainWords(check("pass", { aligned: false })).tone).toBe("plain");
});
