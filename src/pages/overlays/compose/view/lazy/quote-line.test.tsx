// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { signal } from "@preact/signals";
import { render } from "preact";
import { beforeEach, expect, it, vi } from "vitest";
import { ANYONE } from "../../../../../domain/trust/message-class";
import { fakeBrowser } from "../../../../../platform/testing/fake-browser";

vi.mock("../../../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));
const { useLanguage } = await import("../../../../i18n");
const { QuoteLine } = await import("./draft-banners");
const { createWritten } = await import("../../state/composition");

const [ALICE, BOB, CAROL] = ["alice@demo.example", "bob@demo.example", "carol@demo.example"] as const;
const ANSWER = "Yes.\n\nBob wrote:\n> at nine?\n";
const MANY = "This message quotes your exchange with bob@demo.example. It will now also reach carol@demo.example.";

function show(quotedFor: readonly string[], to: readonly string[], text = ANSWER) {
  const written = createWritten({ subject: "", subjectTaken: false }, () => {});
  written.put(text, null);
  written.takeUp({ least: ANYONE, quotedFor }, "");
  const recipients = signal(people(to));
  const state = (address: string) => ({ state: { state: address === ALICE ? "own" : "known" }, looking: false });
  const model = {
    written,
    recipients,
    keys: { of: state },
    blocked: signal(false),
    rewrite: (value: string, html: string | null) => written.put(value, html),
  };
  render(<QuoteLine model={model as never} />, document.body);
  return { written, recipients };
}

const people = (to: readonly string[]) => ({
  to: to.map((address) => ({ address, name: "" })),
  cc: [],
  bcc: [],
  unreadable: [],
});
const said = () => document.querySelector("[role=status] span")?.textContent ?? null;
const button = () => document.querySelector("button")!;
const drawn = () => new Promise((next) => setTimeout(next, 20));

beforeEach(async () => {
  await useLanguage("en");
  render(null, document.body);
});

it("is quiet until somebody joins, and again when they leave", async () => {
  const { recipients } = show([BOB], [BOB]);
  expect(said()).toBeNull();
  recipients.value = people([BOB, CAROL]);
  await drawn();
  expect(said()).toBe(MANY);
  recipients.value = people([BOB, ALICE]);
  await drawn();
  expect(said()).toBeNull();
});

it("says nothing where the quote was deleted by hand, or nothing was quoted", async () => {
  const { written } = show([BOB], [BOB, CAROL]);
  expect(said()).toBe(MANY);
  written.edited("Yes.");
  await drawn();
  expect(said()).toBeNull();
  render(null, document.body);
  show([BOB], [CAROL], "Yes.");
  expect(said()).toBeNull();
});

it("takes the quote out, and puts it back as long as nothing was written since", async () => {
  const { written } = show([BOB], [BOB, CAROL]);
  button().click();
  await drawn();
  expect(written.text.value).toBe("Yes.");
  expect(said()).toBe("The quote was taken out.");
  button().click();
  await drawn();
  expect(written.text.value).toBe(ANSWER);
  button().click();
  await drawn();
  written.edited("Yes, and more.");
  await drawn();
  expect(said()).toBeNull();
});

it("takes it out of formatted text for good: the editor that goes hands nothing of it back", async () => {
  const { written } = show([BOB], [BOB, CAROL]);
  const html = "<div>Yes.</div><div>Bob wrote:</div><blockquote>at nine?</blockquote>";
  written.edited(() => ({ text: ANSWER, html }));
  button().click();
  written.settle();
  expect([written.text.value, written.html.value]).toEqual(["Yes.", "<div>Yes.</div>"]);
});

it("names nobody where the user quotes themselves", () => {
  show([ALICE], [CAROL]);
  expect(said()).toBe("This message quotes one of your own. It will now also reach carol@demo.example.");
});
