// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";

vi.mock("../../platform/browser");

import { genericComposes } from "../sites/generic/compose";
import { gmailComposes } from "../sites/gmail/compose";
import { outlookComposes } from "../sites/outlook/compose";
import { roundcubeComposes } from "../sites/roundcube/compose";
import type { ComposeBox } from "../sites/site";
import { yahooComposes } from "../sites/yahoo/compose";
import { stopPageSend } from "./stop-send";

interface Page {
  readonly name: string;
  readonly find: (within: ParentNode) => ComposeBox[];
  readonly html: string;
  readonly controls: readonly string[];
  readonly harmless: readonly string[];
}

const PAGES: readonly Page[] = [
  {
    name: "Gmail",
    find: gmailComposes,
    html: `<div class="M9"><form><input name="subjectbox"></form><div g_editable="true" contenteditable="true"></div>
      <table class="IZ"><tr><td class="Up"><div id="send" role="button"></div><div id="arrow" role="button" aria-haspopup="true"></div>
      <div id="archive" role="button" class="Uo"></div></td></tr></table><div id="bold" role="button"></div></div>
      <div role="menu" id="menu"><div id="later" role="menuitem" selector="scheduledSend"><b id="word">Later</b></div></div>`,
    controls: ["send", "arrow", "archive", "later", "word", "menu"],
    harmless: ["bold"],
  },
  {
    name: "Outlook",
    find: outlookComposes,
    html: `<div id="docking_InitVisiblePart_0"><div data-testid="ComposeSendButton"><button id="send">Send</button>
      <button id="arrow">v</button></div><button id="discard">x</button><div id="editorParent_1"><div role="textbox"
      contenteditable="true" aria-multiline="true"></div></div></div>
      <button role="menuitem" id="later"><i data-icon-name="CalendarClockRegular"></i>Senden planen</button>`,
    controls: ["send", "arrow", "later"],
    harmless: ["discard"],
  },
  {
    name: "Yahoo",
    find: yahooComposes,
    html: `<div data-test-id="compose"><div data-test-id="rte" contenteditable="true"></div>
      <button id="send" data-test-id="compose-send-button">Send</button><button id="later"
      data-test-id="schedule-send">Later</button><button id="bin" data-test-id="compose-delete">x</button></div>`,
    controls: ["send", "later"],
    harmless: ["bin"],
  },
  {
    name: "Roundcube",
    find: roundcubeComposes,
    html: `<a id="send" class="send" onclick="return rcmail.command('send','',this,event)">Send</a>
      <a id="save" onclick="return rcmail.command('savedraft','',this,event)">Save</a>
      <form><input type="hidden" name="_draft" value=""><input name="_to"><textarea name="_message"></textarea></form>
      <button id="again" class="send" onclick="return rcmail.command('send','',this,event)">Send</button>`,
    controls: ["send", "again"],
    harmless: ["save"],
  },
  {
    name: "any page",
    find: genericComposes,
    html: `<form><textarea></textarea><button id="send" type="button">Senden</button><span><a id="later" class="btn"
      data-bind="command: sendCommand">Go</a></span><button type="button" id="arrow" aria-haspopup="menu"></button>
      <button type="button" id="close">Close</button></form>`,
    controls: ["send", "later", "arrow"],
    harmless: ["close"],
  },
];

let live: AbortController;
afterEach(() => live.abort());

function open(page: Page) {
  document.body.innerHTML = page.html;
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ width: 600, height: 300 } as DOMRect);
  let reached = 0;
  let told = 0;
  for (const type of ["mousedown", "mouseup", "click", "keydown", "submit"])
    document.body.addEventListener(type, () => {
      reached += 1;
    });
  live = new AbortController();
  const [box] = page.find(document);
  stopPageSend(
    () => box!,
    () => {
      told += 1;
    },
    live.signal,
  );
  return { box: box!, seen: () => ({ reached, told }) };
}
const at = (id: string): HTMLElement => document.getElementById(id)!;
const key = (element: HTMLElement, init: KeyboardEventInit): boolean =>
  element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, composed: true, ...init }));

const WAYS: Record<string, (element: HTMLElement) => unknown> = {
  click: (element) => element.click(),
  Enter: (element) => key(element, { key: "Enter" }),
  Space: (element) => key(element, { key: " " }),
};
const CASES = PAGES.flatMap((page) =>
  page.controls.flatMap((control) => Object.keys(WAYS).map((way) => [page.name, control, way, page] as const)),
);

it.each(CASES)("%s: %s by %s is held, and told once", (_, control, way, page) => {
  const { seen } = open(page);
  WAYS[way]!(at(control));
  expect(seen()).toEqual({ reached: 0, told: 1 });
});

it.each(PAGES.map((page) => [page.name, page] as const))("%s: shortcuts in the box are held", (_, page) => {
  const { box, seen } = open(page);
  for (const init of [
    { key: "Enter", ctrlKey: true },
    { key: "Enter", metaKey: true },
    { key: "Enter", ctrlKey: true, shiftKey: true },
    { key: "s", code: "KeyS", altKey: true },
  ])
    key(box.body, init);
  expect(seen()).toEqual({ reached: 0, told: 4 });
});

it.each(PAGES.flatMap((page) => page.harmless.map((control) => [page.name, control, page] as const)))(
  "%s: %s goes through",
  (_, control, page) => {
    const { seen } = open(page);
    // Replaces the handler that jsdom would run for the attribute.
    at(control).onclick = () => true;
    at(control).click();
    expect(seen()).toEqual({ reached: 1, told: 0 });
  },
);

it.each(["", "0"])("Roundcube: a form that sends by requestSubmit is held, _draft being %j", (draft) => {
  const { seen } = open(PAGES[3]!);
  document.querySelector<HTMLInputElement>("[name=_draft]")!.value = draft;
  document.querySelector("form")!.requestSubmit();
  expect(seen()).toEqual({ reached: 0, told: 1 });
});

it("Roundcube: a save by the same form goes through, untold, and Send after it is still held and told", () => {
  const { seen } = open(PAGES[3]!);
  const draft = document.querySelector<HTMLInputElement>("[name=_draft]")!;
  const form = document.querySelector("form")!;
  form.addEventListener("submit", (event) => event.preventDefault());
  draft.value = "1";
  form.requestSubmit();
  form.requestSubmit();
  expect(seen()).toEqual({ reached: 2, told: 0 });
  draft.value = "";
  form.requestSubmit();
  expect(seen()).toEqual({ reached: 2, told: 1 });
});

it("Gmail: a menu that another window's arrow opened is that window's", () => {
  const { seen } = open(PAGES[0]!);
  document.body.insertAdjacentHTML(
    "beforeend",
    '<table class="IZ"><tr><td class="Up"><b role="button" aria-haspopup="true" aria-expanded="true"></b></td></tr></table>',
  );
  at("later").click();
  expect(seen()).toEqual({ reached: 1, told: 0 });
});
