// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Recipients } from "../../../domain/address";
import { HOSTILE_NAMES, MALLORY } from "../testing/labels";
import { genericComposes } from "./compose";

/** Fields are a line high, the text is more. */
beforeEach(() => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return new DOMRect(0, 0, 600, this.id === "text" ? 300 : 20);
  });
});

const BOB = "bob@demo.example";
const attr = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The recipients of a compose window with these fields and this text. */
function read(
  fields: string,
  letter = "Hello",
  around = (inside: string): string => `<form>${inside}</form>`,
): Recipients {
  document.body.innerHTML = around(
    `${fields}<input name="subject"><div id="text" contenteditable="true">${letter}</div><a class="btn" href="#">Send</a>`,
  );
  return genericComposes(document)[0]!.recipients();
}
const unsure = (address: string) => [{ address, name: expect.any(String), unsure: true }];
// Such a page may always have more people than are read in it.
const nobody = { to: [], cc: [], bcc: [], partial: true };

/** A chip of Bob's as toolkits draw it. */
const CHIPS: Record<string, string> = {
  "a title": `<span title="Bob Durand <${BOB}>">Bob Durand</span>`,
  "an address as title": `<span title="${BOB}">Bob Durand</span>`,
  "a label": `<div aria-label="Bob Durand <${BOB}>">Bob</div>`,
  "md-chip": `<md-chip>Bob Durand &lt;${BOB}&gt;</md-chip>`,
  "a list item": `<li draggable="true" title="&quot;Bob Durand&quot; <${BOB}>"><span>Bob Durand</span><a href="#">x</a></li>`,
  "an attribute within": `<li draggable="true"><span email="${BOB}">Bob</span></li>`,
};
/** How pages say which field it is; `%` is where the chips and the place to type are. */
const FIELDS: Record<string, string> = {
  "an id": '<div id="cc">%<input></div>',
  "a class": '<tr><td><ul class="cc-row">%<li><input type="text"></li></ul></td></tr>',
  "a model": '<md-chips ng-model="editor.message.editable.cc">%<input></md-chips>',
  "the name of its input": '<div><div>%</div><input name="cc"></div>',
  "a binding": '<div data-bind="emailsTags: cc">%<div contenteditable="true"></div></div>',
};

describe.each(Object.entries(CHIPS))("a chip with %s", (_, chip) => {
  it.each(Object.entries(FIELDS))("in a field by %s is asked about, and in that field", (_name, field) => {
    expect(read(field.replace("%", chip))).toEqual({ ...nobody, cc: unsure(BOB), unreadable: [] });
  });

  it.each([
    ["no name", "<div>%<input></div>"],
    ["two names", '<div class="cc" id="bcc">%<input></div>'],
    ["a name of its neighbour alone", '<div class="to"><div><input></div></div><div>%<input></div>'],
    ["a name that stands for answers", '<div class="reply-to-row">%<input></div>'],
    ["two places to type", '<div class="cc">%<input><input></div>'],
    ["no place to type", '<div class="cc">%</div>'],
  ])("in a field with %s blocks sealing", (_name, field) => {
    const read_ = read(field.replace("%", chip));
    expect(read_).toEqual({ ...nobody, unreadable: [expect.any(String)] });
  });

  it("in a quoted letter is nobody", () => {
    expect(read('<div class="to"><input></div>', `<blockquote class="to">${chip}<input></blockquote>`)).toEqual({
      ...nobody,
      unreadable: [],
    });
  });
});

it.each(HOSTILE_NAMES)("a name is never sealed to unasked: %s", (name) => {
  const { to, cc, bcc } = read(
    `<div class="to"><span title="${attr(`"${name}" <${MALLORY}>`)}">${attr(name)}</span><input></div>`,
  );
  expect([...to, ...cc, ...bcc].filter((one) => !one.unsure)).toEqual([]);
});

it("two addresses in one chip are neither", () => {
  expect(
    read(`<div class="to"><li draggable="true" title="a@x.example"><b title="b@y.example">A</b></li><input></div>`),
  ).toEqual({
    ...nobody,
    unreadable: ["A"],
  });
});

it.each([
  ["an input without a name", '<div class="to"><input value="carol@"></div>'],
  ["a field for another kind of people", '<input name="x-envelope" value="carol@demo.example">'],
  ["an editable field", '<div class="to" contenteditable="true">carol@demo.example</div>'],
])("an address typed into %s is not left out in silence", (_, field) => {
  expect(read(field).unreadable).toHaveLength(1);
});

it("every field of one name counts, the hidden ones too", () => {
  const { to, unreadable } = read(
    '<input name="to" value="bob@demo.example"><input type="hidden" name="to" value="carol@demo.example">',
  );
  expect(to.map(({ address }) => address)).toEqual([BOB, "carol@demo.example"]);
  expect(unreadable).toEqual([]);
});

it("the sender's own chip is no recipient", () => {
  expect(read(`<div class="from"><span title="me@demo.example">Me</span><input></div>`).unreadable).toEqual([]);
});

it("a field whose label names its people is read by its chips", () => {
  expect(read(`<div class="to" aria-label="To: ${BOB}"><span title="${BOB}">Bob</span><input></div>`)).toEqual({
    ...nobody,
    to: unsure(BOB),
    unreadable: [],
  });
});

describe("Send", () => {
  const send = (buttons: string): string | undefined => {
    document.body.innerHTML = `<form><div id="text" contenteditable="true">Hi</div>${buttons}</form>`;
    return genericComposes(document)[0]?.sendButton()?.id;
  };
  it.each([
    '<a class="btn" id="send" href="#">Senden</a>',
    '<a id="send" class="x" data-bind="command: sendCommand, css: { \'btn-danger\': sendError }"><i></i></a>',
    '<div id="send" ng-click="editor.send()"><i></i></div>',
    '<div role="button" id="send" aria-label="Envoyer"></div>',
    '<button aria-haspopup="menu" aria-label="Send options">v</button><button id="send">Send</button>',
  ])("%s", (button) => expect(send(button)).toBe("send"));
  it.each([
    '<header data-bind="css: {loading: saving() || sending()}">x</header>',
    '<div ng-click="editor.sendError()">x</div>',
    '<button aria-haspopup="menu">Send</button>',
    '<a href="#">Send</a>',
    '<a class="btn">Resend</a>',
  ])("not %s", (button) => expect(send(button)).toBeUndefined());

  it("every button that sends is held, and what holds them is not", () => {
    document.body.innerHTML = `<form><div id="text" contenteditable="true">Hi</div><header id="bar" data-bind="css: {loading: sending()}">
      <a id="one" class="btn" data-bind="command: sendCommand"></a><i id="two" ng-click="x.send()"></i><a id="close" class="btn">x</a>
      </header></form>`;
    const held = [...genericComposes(document)[0]!.sends!()].map(({ id }) => id);
    expect([...new Set(held)].sort()).toEqual(["one", "two"]);
  });
});

it.each(['id="text" class="cke_wysiwyg_frame"', 'id="text_ifr"'])(
  "an editor in a frame is one to write in: %s",
  (frame) => {
    vi.mocked(Element.prototype.getBoundingClientRect).mockReturnValue(new DOMRect(0, 0, 600, 300));
    document.body.innerHTML = `<form><input name="to"><iframe ${frame}></iframe><textarea style="display: none"></textarea><button>Send</button></form>`;
    const editor = document.querySelector("iframe")!;
    editor.contentDocument!.body.innerHTML = "<p>Dear Bob</p>";
    const [box, ...others] = genericComposes(document);
    expect([box!.body, others, box!.text()]).toEqual([editor, [], "Dear Bob"]);
    expect(box!.replaceText("sealed")).toBe(true);
    expect(editor.contentDocument!.body.textContent).toBe("sealed");
  },
);
