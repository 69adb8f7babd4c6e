// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { outlookComposes } from "./compose";

const WELL = '<div aria-label="To" contenteditable="true" role="textbox"></div>';
const BODY = '<div id="editorParent_1"><div role="textbox" contenteditable="true" aria-multiline="true"></div></div>';
const NAMED = '<input id="MSG_59b_SUBJECT" value="Plan">';
const UNNAMED = '<input type="text" autocomplete="off" value="Plan">';
const OTHER = '<input type="text" autocomplete="off" aria-label="Search people" value="ca">';
const PLAIN = '<input aria-label="Subject" value="Plan">';

function write(...parts: readonly string[]) {
  document.body.innerHTML = `<div id="docking_InitVisiblePart_0">${parts.join("")}</div>`;
  const [box] = outlookComposes(document);
  const was = box!.subject();
  const written = box!.setSubject("[...]");
  return { was, written, values: [...document.querySelectorAll("input")].map(({ value }) => value) };
}

it.each([
  ["by its name", [WELL, NAMED, BODY], ["[...]"]],
  ["by its name, a search after the text", [WELL, NAMED, BODY, OTHER], ["[...]", "ca"]],
  ["by its name, another field beside it", [WELL, NAMED, OTHER, BODY], ["[...]", "ca"]],
  ["by its place", [WELL, UNNAMED, BODY], ["[...]"]],
  ["by its place, a search before the recipients", [OTHER, WELL, UNNAMED, BODY], ["ca", "[...]"]],
  ["by its place, a search after the text", [WELL, UNNAMED, BODY, OTHER], ["[...]", "ca"]],
])("the subject is found %s", (_, parts, values) => {
  expect(write(...parts)).toEqual({ was: "Plan", written: true, values });
});

it.each([
  ["a search after the text", [WELL, PLAIN, BODY, OTHER], ["Plan", "ca"]],
  ["a search before the recipients", [OTHER, WELL, PLAIN, BODY], ["ca", "Plan"]],
  ["either of two", [WELL, UNNAMED, OTHER, BODY], ["Plan", "ca"]],
  ["anything where no recipients stand", [OTHER, PLAIN, BODY], ["ca", "Plan"]],
  ["either of two of that name", [WELL, NAMED, NAMED, BODY], ["Plan", "Plan"]],
])("no field is taken for the subject: not %s", (_, parts, values) => {
  expect(write(...parts)).toEqual({ was: "", written: false, values });
});

const SEND = '<div data-testid="ComposeSendButton"><button>Send</button></div>';
const boxes = (...windows: readonly (readonly string[])[]) => {
  document.body.innerHTML = windows
    .map((parts, at) => `<div id="docking_InitVisiblePart_${at}">${parts.join("")}</div>`)
    .join("");
  return outlookComposes(document);
};

it("Send is the window's own; one that stands outside belongs to the only one", () => {
  const [own, other] = boxes([SEND, WELL, BODY], [WELL, BODY]);
  expect(own!.sendButton()?.textContent).toBe("Send");
  // Pressed, it would send the first of the two.
  expect(other!.sendButton()).toBeNull();

  const [alone] = boxes([WELL, BODY]);
  document.body.insertAdjacentHTML("afterbegin", SEND);
  expect(alone!.sendButton()?.textContent).toBe("Send");
  // A shown message that looks like a second compose window is none.
  document.body.insertAdjacentHTML("beforeend", `<div id="UniqueMessageBody_1">${BODY}</div>`);
  expect(alone!.sendButton()?.textContent).toBe("Send");
});

const well = (name: string, address = ""): string =>
  `<div aria-label="${name}" contenteditable="true" role="textbox">${address && `<span contenteditable="false" title="X &lt;${address}&gt;">X</span>`}</div>`;

it.each([
  ["Cc", "cc"],
  ["Bcc", "bcc"],
  ["Cci", "bcc"],
  ["CCO", "bcc"],
  ["Bcc-Empf\u00e4nger", "bcc"],
  ["Kopie", "cc"],
])("a second field called %s holds the people of %s", (name, field) => {
  const [box] = boxes([SEND, well("To", "bob@demo.example"), well(name, "carol@demo.example"), BODY]);
  const { [field as "cc"]: people, to, unreadable } = box!.recipients();
  expect([to, people].flat().map(({ address }) => address)).toEqual(["bob@demo.example", "carol@demo.example"]);
  expect(unreadable).toEqual([]);
});

it("whoever stands in a fourth field is somebody nobody can read", () => {
  const [box] = boxes([
    SEND,
    ...["To", "Cc", "Bcc"].map((name) => well(name)),
    well("Team", "carol@demo.example"),
    BODY,
  ]);
  expect(box!.recipients()).toEqual({ to: [], cc: [], bcc: [], unreadable: ["X"] });
});

it("people of a field that is drawn later are told", async () => {
  const [box] = boxes([SEND, WELL, BODY]);
  const [changed, stop] = [vi.fn(), new AbortController()];
  box!.watch(changed, stop.signal);
  box!.root.firstElementChild!.insertAdjacentHTML("afterend", well("Cc"));
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  const cc = box!.root.querySelector('[aria-label="Cc"]')!;
  cc.insertAdjacentHTML("beforeend", '<span contenteditable="false">Carol</span>');
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  stop.abort();
});
