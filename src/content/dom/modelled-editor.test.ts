// @vitest-environment jsdom
// An editor that draws what its model holds, as CKEditor 5 does: tried with its release 48 in Chromium, from an isolated world.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { editorText } from "./editor-text";
import { replaceAnyText } from "./modelled-editor";

class Transfer {
  private readonly data = new Map<string, string>();
  setData = (type: string, value: string): void => void this.data.set(type, value);
  getData = (type: string): string => this.data.get(type) ?? "";
}
class Paste extends Event {
  readonly clipboardData: Transfer;
  constructor(type: string, init: EventInit & { clipboardData: Transfer }) {
    super(type, init);
    this.clipboardData = init.clipboardData;
  }
}

let model: string;
let editor: HTMLElement;
const EMPTY = '<p><br data-cke-filler="true"></p>';
/** After a while the editor draws anew. */
const drawn = async (): Promise<void> => {
  await new Promise((next) => setTimeout(next));
  editor.innerHTML = model;
};
const allSelected = (): boolean => document.getSelection()?.toString().trim() === editor.textContent?.trim();

beforeEach(() => {
  vi.stubGlobal("DataTransfer", Transfer);
  vi.stubGlobal("ClipboardEvent", Paste);
  model = "<p>Dear Bob,</p><p>the secret</p>";
  document.body.innerHTML = `<div class="ck ck-content ck-editor__editable" contenteditable="true">${model}</div>`;
  editor = document.querySelector<HTMLElement>(".ck")!;
  let told = false;
  document.addEventListener("selectionchange", () => {
    told = allSelected();
  });
  const set = (html: string): void => {
    model = told ? html : model + html;
    editor.innerHTML = model;
  };
  editor.addEventListener("paste", (event) => set((event as unknown as Paste).clipboardData.getData("text/html")));
  editor.addEventListener("beforeinput", (event) => {
    if (event.inputType === "deleteContentBackward") set(EMPTY);
  });
});
afterEach(() => vi.unstubAllGlobals());

it.each([
  ["armor", "-----BEGIN PGP MESSAGE-----\n\nhF4DIT3Jk/yOI4o\n=abcd\n-----END PGP MESSAGE-----\n"],
  ["markup", "a < b && <b>c</b> &amp;"],
  ["spaces", " two  three   four "],
  ["one line", "Hello"],
])("%s takes the place of what was there, and stays", async (_, text) => {
  expect(replaceAnyText(editor, text)).toBe(true);
  await drawn();
  expect(editorText(editor).trimEnd()).toBe(text.trimEnd());
  expect(model).not.toContain("secret");
  expect(editor.querySelectorAll("p")).toHaveLength(1);
});

it("is emptied", async () => {
  expect(replaceAnyText(editor, "")).toBe(true);
  await drawn();
  expect(editor.textContent).toBe("");
});

it("an editor that takes no paste is told apart, and what it holds is left alone", async () => {
  const other = editor.cloneNode(true) as HTMLElement;
  editor.replaceWith(other);
  expect(replaceAnyText(other, "sealed")).toBe(false);
  expect(other.innerHTML).toBe(model);
});
