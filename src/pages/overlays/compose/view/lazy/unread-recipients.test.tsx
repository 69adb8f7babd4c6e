// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { computed, signal } from "@preact/signals";
import { render } from "preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Recipients } from "../../../../../domain/address";
import { fakeBrowser } from "../../../../../platform/testing/fake-browser";
import type { RowProps } from "../recipient-rows";

vi.mock("../../../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));
const { t, useLanguage } = await import("../../../../i18n");
const { Stated } = await import("./unread-recipients");
const { compared } = await import("../../../recipients/lazy/stated");

const BOB = "bob@demo.example";
const CAROL = "carol@demo.example";
const DAVE = "dave@d.example";
const WAIT = { timeout: 4000 };
const list = (...to: readonly string[]): Recipients => ({
  to: to.map((address) => ({ address, name: "" })),
  cc: [],
  bcc: [],
  unreadable: [],
});

/** The rows as the overlay draws them, reduced to the addresses. */
const Row = ({ model, field, entry, after }: RowProps) => (
  <fieldset aria-label={field}>
    {model.people.stated.value?.[field].map(({ address }) => (
      <span key={address}>
        <i>{address}</i>
        {after?.(address)}
      </span>
    ))}
    {entry}
  </fieldset>
);

function show(start: Recipients | null, page: Recipients = list(), seal: object = { step: "writing" }) {
  const stated = signal<Recipients | null>(start);
  const onPage = signal(page);
  const excused = signal<readonly string[]>([]);
  const model = {
    people: {
      stated,
      differs: computed(() => stated.value && compared(onPage.value, stated.value, excused.value)),
      state: (next: Recipients | null) => {
        stated.value = next;
      },
      excuse: (address: string) => {
        excused.value = [...excused.value, address];
      },
    },
    recipients: onPage,
    unsure: signal([]),
    meant: signal([]),
    watch: { unseen: signal([{ address: CAROL }]) },
    seal: signal(seal),
    blocked: signal(false),
    start: signal({ is: "ready" }),
    step: () => {},
  };
  render(<Stated model={model as never} Row={Row} />, document.body);
  return { stated, onPage };
}

const drawn = (ms = 20) => new Promise((next) => setTimeout(next, ms));
const input = (at = 0) => document.querySelectorAll("input")[at]!;
const people = () => [...document.querySelectorAll("i")].map(({ textContent }) => textContent);
const button = (name: string) =>
  [...document.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === name);
const press = async (name: string): Promise<void> => {
  button(name)!.click();
  await drawn();
};
async function type(text: string, at = 0): Promise<void> {
  input(at).value = text;
  input(at).dispatchEvent(new InputEvent("input", { bubbles: true }));
  await drawn();
}
async function key(name: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more });
  input().dispatchEvent(event);
  await drawn();
  return event.defaultPrevented;
}

beforeEach(async () => {
  await useLanguage("en");
  render(null, document.body);
});

describe("the writer's own list", () => {
  it("takes an address at a comma, at Enter and on leaving the field, and what is no address at none of them", async () => {
    const { stated } = show(list());
    await type(`Bob <${BOB}>,`);
    expect(stated.value!.to).toEqual([{ address: BOB, name: "Bob" }]);
    expect(input().value).toBe("");
    await type(CAROL);
    expect(await key("Enter")).toBe(true);
    expect(people()).toEqual([BOB, CAROL]);
    await type(DAVE);
    input().dispatchEvent(new FocusEvent("blur"));
    await drawn();
    expect(people()).toHaveLength(3);
    await type("Erin,");
    await key("Enter");
    expect(input().value).toBe("Erin,");
    expect(input().getAttribute("aria-invalid")).toBe("true");
    expect(document.querySelector("[role=alert]")!.textContent).toBe(t("stated_not_address"));
    expect(stated.value!.unreadable).toEqual(["Erin,"]);
    await type("");
    await key("Enter");
    expect(stated.value!.unreadable).toEqual([]);
  });

  it("waits at the comma of a quoted name", async () => {
    const { stated } = show(list());
    await type('"Doe,');
    expect(input().value).toBe('"Doe,');
    await type(`"Doe, Jane" <${BOB}>,`);
    expect(stated.value!.to).toEqual([{ address: BOB, name: "Doe, Jane" }]);
  });

  it("takes a pasted list whole and leaves what is nobody to be mended", async () => {
    show(list());
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => `${BOB}\n${CAROL}; Erin` } });
    input().dispatchEvent(event);
    await drawn();
    expect(people()).toEqual([BOB, CAROL]);
    expect(event.defaultPrevented).toBe(true);
    expect(input().value).toBe("Erin");
  });

  it("takes out the last at Backspace in an empty field alone, and any at its cross", async () => {
    show(list(BOB, CAROL, DAVE));
    await type("x");
    await key("Backspace");
    expect(people()).toHaveLength(3);
    await type("");
    await key("Backspace");
    expect(people()).toEqual([BOB, CAROL]);
    await press(t("stated_drop", { address: BOB }));
    expect(people()).toEqual([CAROL]);
  });

  it("leaves Ctrl+Enter to the overlay, with the address already taken", async () => {
    show(list());
    await type(BOB);
    expect(await key("Enter", { ctrlKey: true })).toBe(false);
    expect(people()).toEqual([BOB]);
  });

  it("shows Cc and Bcc when they are asked for, and moves somebody who is written there again", async () => {
    const { stated } = show(list(BOB));
    expect(document.querySelectorAll("input")).toHaveLength(1);
    await press(t("stated_show", { field: t("compose_bcc") }));
    await vi.waitFor(() => expect(document.activeElement).toBe(input(1)));
    await type(`${BOB},`, 1);
    expect([stated.value!.to, stated.value!.bcc]).toEqual([[], [{ address: BOB, name: "" }]]);
  });

  it("asks about somebody in the page whom it does not have, and adds or passes over them at a press", async () => {
    const { stated, onPage } = show(list(BOB), list(BOB));
    expect(document.querySelector("[role=alert]")).toBeNull();
    onPage.value = list(BOB, CAROL, DAVE);
    await drawn();
    expect(document.body.textContent).toContain(t("stated_left_out", { address: CAROL }));
    await vi.waitFor(() => expect(button(t("stated_add_too", { address: CAROL }))!.disabled).toBe(false), WAIT);
    await press(t("stated_add_too", { address: CAROL }));
    expect(stated.value!.to.map(({ address }) => address)).toEqual([BOB, CAROL]);
    await vi.waitFor(() => expect(button(t("stated_excuse", { address: DAVE }))!.disabled).toBe(false), WAIT);
    await press(t("stated_excuse", { address: DAVE }));
    expect(document.querySelector("[role=alert]")).toBeNull();
  });

  it("names those whom the page does not show, and what it shows by name", async () => {
    show(list(BOB), { ...list(), unreadable: ["Anna"] });
    const said = document.querySelector(".note")!.textContent;
    for (const word of [t("stated_by_name", { who: "Anna" }), t("stated_not_shown", { who: BOB })])
      expect(said).toContain(word);
  });

  it("ends at a press", async () => {
    const { stated } = show(list(BOB));
    await press(t("stated_end"));
    expect(stated.value).toBeNull();
  });
});

describe("the offer of a list", () => {
  const begin = () => button(t("stated_begin"));

  it("comes where an entry stays unreadable, and begins with those the writer has seen", async () => {
    const { stated } = show(null, { ...list(BOB, CAROL), unreadable: ["Anna"] });
    expect(begin()).toBeUndefined();
    await vi.waitFor(() => expect(begin()).toBeDefined(), WAIT);
    await press(t("stated_begin"));
    expect(stated.value).toEqual(list(BOB));
  });

  it("comes at once where the page may have more people, and after a press that found nobody", () => {
    show(null, { ...list(BOB), partial: true });
    expect(begin()).toBeDefined();
    render(null, document.body);
    show(null, list(), { step: "refused", why: "no-recipients" });
    expect(begin()).toBeDefined();
  });

  it("does not come after a press that had other reasons", async () => {
    show(null, list(BOB), { step: "refused", why: "empty" });
    await drawn(1600);
    expect(begin()).toBeUndefined();
  });
});
