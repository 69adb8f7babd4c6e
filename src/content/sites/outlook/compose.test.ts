// @vitest-environment jsdom
import { expect, it } from "vitest";
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
