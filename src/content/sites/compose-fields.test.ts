// @vitest-environment jsdom
// The compose window through every adapter: the files it lists, and the field for the subject.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generic } from "./generic";
import { gmail } from "./gmail";
import { outlook } from "./outlook";
import { roundcube } from "./roundcube";
import type { ComposeBox, SiteMatch } from "./site";
import { sogo } from "./sogo";
import { yahoo } from "./yahoo";

beforeEach(() => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 300));
});

/** A compose window; `inside` goes between its recipients and its text. */
const WINDOWS: readonly [string, SiteMatch, (inside: string) => string, string][] = [
  [
    "gmail",
    gmail,
    (inside) => `<div class="M9"><form><div name="to"><input value="bob@demo.example"></div>${inside}</form>
      <div class="Am editable" g_editable="true" contenteditable="true">Hi</div>
      <table class="IZ"><tr><td class="gU Up"><div role="button">Send</div></td></tr></table></div>`,
    'name="subjectbox"',
  ],
  [
    "outlook",
    outlook,
    (inside) => `<div id="docking_InitVisiblePart_0"><div data-testid="ComposeSendButton"><button>Send</button></div>
      <div contenteditable="true" role="textbox">bob@demo.example</div>${inside}
      <div id="editorParent_1"><div role="textbox" contenteditable="true" aria-multiline="true">Hi</div></div></div>`,
    'id="MSG_1_SUBJECT"',
  ],
  [
    "yahoo",
    yahoo,
    (inside) => `<div data-test-id="compose"><div data-test-id="container-to"><input value="bob@demo.example"></div>
      ${inside}<div data-test-id="rte" contenteditable="true">Hi</div>
      <button data-test-id="compose-send-button">Send</button></div>`,
    'data-test-id="compose-subject"',
  ],
  [
    "roundcube",
    roundcube,
    (inside) => `<form><div id="compose-headers"><textarea name="_to">bob@demo.example</textarea>${inside}</div>
      <textarea name="_message">Hi</textarea></form>`,
    'name="_subject"',
  ],
  [
    "generic",
    generic,
    (inside) => `<form><input name="to" value="bob@demo.example">${inside}<textarea name="text">Hi</textarea>
      <button>Send</button></form>`,
    'name="subject"',
  ],
  [
    "sogo",
    sogo,
    (inside) => `<form name="messageForm"><button ng-click="editor.send()"></button><div class="msg-header-content">
      <md-chips ng-model="editor.message.editable.to"><md-chip>bob@demo.example</md-chip></md-chips>${inside}</div>
      <textarea name="content">Hi</textarea></form>`,
    'name="subject"',
  ],
];

describe.each(WINDOWS)("%s", (_, site, around, hook) => {
  const open = (inside: string): ComposeBox => {
    document.body.innerHTML = around(inside);
    return site.create(document).composes(document)[0]!;
  };
  const field = (more = ""): string => `<input ${hook} value="Merger with Acme" ${more}>`;
  const values = (): string[] =>
    [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value);
  const subject = (): HTMLInputElement => document.querySelector(`input[${hook}]`)!;

  it("takes another subject, and nothing else of the window is another", () => {
    const box = open(field());
    const before = values();
    const people = box.recipients();
    expect(box.setSubject("[...]")).toBe(true);
    expect(box.subject()).toBe("[...]");
    expect(values()).toEqual(before.map((value) => (value === "Merger with Acme" ? "[...]" : value)));
    expect([box.recipients(), box.text()]).toEqual([people, "Hi"]);
  });

  it.each<[string, (input: HTMLInputElement) => void]>([
    ["takes it back", (input) => Object.assign(input, { value: "Merger with Acme" })],
    ["adds to it", (input) => Object.assign(input, { value: `${input.value} (Merger with Acme)` })],
    ["cuts it", (input) => Object.assign(input, { value: input.value.slice(0, 3) })],
    [
      "hands it on to another field",
      (input) => {
        const other = document.querySelector<HTMLInputElement>("[data-other]")!;
        other.value = input.value === "[...]" ? input.value : "ca";
      },
    ],
  ])("says so where the page %s", (_what, meddle) => {
    const box = open(`${field()}<input data-other value="ca">`);
    const before = values();
    subject().addEventListener("input", () => meddle(subject()));
    expect(box.setSubject("[...]")).toBe(false);
    expect(subject().value).not.toBe("[...]");
    if (subject().value === "Merger with Acme") expect(values()).toEqual(before);
  });

  it.each([
    ["hidden", field("hidden")],
    ["without style", field('style="display: none"')],
    ["within what is hidden", `<div hidden>${field()}</div>`],
    ["none", "<b>Merger with Acme</b>"],
  ])("says so where the field is %s, and writes nothing", (_what, html) => {
    const box = open(html);
    const before = values();
    expect(box.setSubject("[...]")).toBe(false);
    expect(values()).toEqual(before);
  });
});

it.each<[string, SiteMatch, number, string]>([
  ["outlook", outlook, 1, '<div id="UniqueMessageBody_2" role="document">'],
  ["yahoo", yahoo, 2, '<div data-test-id="message-view-body"><div data-test-id="message-view-body-content">'],
  ["roundcube", roundcube, 3, '<div id="messagebody">'],
  ["sogo", sogo, 5, '<div id="detailView"><md-card><div class="msg-body">'],
])("%s: a letter that looks like a window to write in is none", (_, site, which, letter) => {
  document.body.innerHTML = `${letter}${WINDOWS[which]![2]("")}</div>`;
  expect(site.create(document).composes(document)).toEqual([]);
  expect(site.create(document).composes(document.querySelector("[contenteditable], textarea")!)).toEqual([]);
});

it.each([
  ["a search by subject before it", '<input name="search_subject" value="ca"><input name="subject" value="Plan">'],
  ["a prefix behind it", '<input name="subject" value="Plan"><input name="subject_prefix" value="ca">'],
])("no field is taken for the subject on an unknown page with %s", (_, html) => {
  document.body.innerHTML = WINDOWS[4]![2](html);
  const [box] = generic.create(document).composes(document);
  expect([box!.subject(), box!.setSubject("[...]")]).toEqual(["", false]);
  expect([...document.querySelectorAll("input")].map(({ value }) => value)).not.toContain("[...]");
});

const gmailFile = (name: string): string =>
  `<div class="dL"><a class="dO"><div class="vI">${name}</div><div class="vJ">(2K)</div></a><div class="vq" role="button"></div></div>`;
const roundcubeFile = (name: string): string =>
  `<li id="rcmfile1" class="text"><a href="#load" class="filename"><span class="attachment-name">${name}</span
    ><span class="attachment-size">(5 B)</span></a><a href="#" title="Options"><span class="inner">Options</span></a
    ><a href="#delete" class="delete" aria-label="Delete ${name}"></a></li>`;
const uploading = (name: string): string =>
  `<li class="uploading"><span>${name}</span><a href="#cancelupload" class="cancelupload">Cancel</a></li>`;
const NAMES = ["encrypted.asc", "encrypted.asc.exe", "my encrypted.asc", "encrypted.asc (2K)", "encrypted.asc"];

it.each<[string, number, (files: string) => string, (name: string) => string]>([
  ["gmail", 0, (files) => files, gmailFile],
  ["roundcube", 3, (files) => `<ul id="attachment-list">${files}</ul>`, roundcubeFile],
  ["roundcube, uploading", 3, (files) => `<ul id="attachment-list">${files}</ul>`, uploading],
])("%s lists each file by just its name, and one button to each", (_, which, list, file) => {
  const [, site, around] = WINDOWS[which]!;
  document.body.innerHTML = around(list(NAMES.map(file).join("")));
  const rows = site.create(document).composes(document)[0]!.attachments!();
  expect(rows.map(({ name }) => name)).toEqual(NAMES);
  expect(new Set(rows.map(({ remove }) => remove)).size).toBe(NAMES.length);
});
