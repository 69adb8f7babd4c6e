// @vitest-environment jsdom
// What the popup says of a page on which more or less works.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { render } from "preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  ABILITIES,
  type Abilities,
  type Ability,
  type Found,
  type Measured,
  READING,
  WRITING,
} from "../../domain/abilities";
import type { PageState } from "../../messages/page-state";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const file = resolve(import.meta.dirname, "../../../public/_locales/en/messages.json");
const words = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
vi.mock("../own-file", () => ({ ownFile: async () => ({ json: async () => words }) }));
vi.mock("../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getManifest: () => ({ version: "1" }) } });
const { useLanguage } = await import("../i18n");
const { ThisPage } = await import("./this-page");

const HOST = "mail.example.org";
const all = (of: readonly Ability[], is: Measured) => Object.fromEntries(of.map((one) => [one, is]));
const word = (key: string) => words[key]!.message.replace("{host}", HOST);
const keyOf = (ability: Ability) => `ability_${ability.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

function show(abilities: Partial<Abilities>, health: PageState["health"] = "fine"): void {
  const found = (is: Measured): Found => (is === "unknown" ? null : is === "yes");
  const measured = Object.fromEntries(
    ABILITIES.map((ability) => [ability, found(abilities[ability] ?? "unknown")]),
  ) as Record<Ability, Found>;
  const state: PageState = {
    site: "outlook",
    health,
    missing: [],
    account: null,
    abilities: { messages: [measured], composes: [measured], list: measured.list },
  };
  render(null, document.body);
  render(<ThisPage first={{ kind: "on", tabId: 1, host: HOST, state }} quiet={false} />, document.body);
}
const text = () => document.body.textContent ?? "";
const list = () => document.querySelector<HTMLDetailsElement>("details.abilities")!;
/** What is said of an ability: the hidden word and its sentence. */
const lineOf = (ability: Ability) =>
  [...list().querySelectorAll("li")].find((line) => line.textContent!.includes(word(keyOf(ability))))?.textContent;

beforeEach(async () => {
  render(null, document.body);
  await useLanguage("en");
});

describe("what works on the page in front", () => {
  it.each([
    ["popup_works", { ...all(READING, "yes") }],
    ["popup_works", { ...all(WRITING, "yes"), list: "no" }],
    ["popup_works_part", { ...all(READING, "yes"), readSource: "no" }],
    ["popup_works_part", { writeBody: "yes", pressSend: "no" }],
    ["popup_works_none", { readInline: "no" }],
    ["popup_works_none", { readInline: "no", list: "yes" }],
    ["popup_works_idle", {}],
    ["popup_works_idle", { list: "yes" }],
    ["popup_works_idle", { list: "no" }],
  ] as const)("is the headline %s with %j", (key, abilities) => {
    show(abilities);
    const headlines = ["popup_works", "popup_works_part", "popup_works_none", "popup_works_idle"].map(word);
    expect(
      headlines.filter((one) => [...document.querySelectorAll("strong")].some((shown) => shown.textContent === one)),
    ).toEqual([word(key)]);
  });

  it.each(ABILITIES)(
    "says of %s whether it works, what to do where it does not, and that it was not checked",
    (ability) => {
      const others = all(ABILITIES, "yes");
      const next = word(`${keyOf(ability)}_no`);
      show({ ...others, [ability]: "yes" });
      expect(lineOf(ability)).toBe(`${word("ability_is_yes")}: ${word(keyOf(ability))}`);
      show({ ...others, [ability]: "no" });
      expect(lineOf(ability)).toBe(`${word("ability_is_no")}: ${word(keyOf(ability))}${next}`);
      show({ ...others, [ability]: "unknown" });
      expect(text()).not.toContain(next);
      expect(lineOf(ability)).toBe(
        ability === "list" ? undefined : `${word(keyOf(ability))}${word("ability_is_unknown")}`,
      );
    },
  );

  it("is one line for what is not open, and no line of it looks as if it worked", () => {
    show(all(READING, "yes"));
    expect(list().textContent).toContain(word("abilities_writing_idle") + word("ability_is_unknown"));
    for (const ability of WRITING) expect(lineOf(ability)).toBeUndefined();
    show({});
    expect(text()).not.toContain(`${word("ability_is_yes")}: `);
    expect(list().querySelector(".ink-a")).toBeNull();
  });

  it("unfolds by itself only where something does not work", () => {
    show({ ...all(READING, "yes"), list: "no" });
    expect(list().open).toBe(false);
    show({ ...all(READING, "yes"), sender: "no" });
    expect(list().open).toBe(true);
  });

  it("is said of a page that is not recognised, too", () => {
    show({ writeBody: "no" }, "broken");
    expect(text()).toContain(word("popup_broken"));
    expect(lineOf("writeBody")).toContain(word("ability_write_body_no"));
  });
});
