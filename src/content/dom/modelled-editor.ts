// Editors that keep a model of the text and draw the page from it (CKEditor 5): they take back at their next drawing whatever
// else is written into the page, and would send the text of before. They take keys and pastes, though, also from a script.

import { holdsText, replaceEditorText } from "./editor-text";

/** The element in which such an editor draws. */
const MODELLED = ".ck-editor__editable";

/** replaceEditorText for pages that may have such an editor. */
export function replaceAnyText(body: HTMLElement, text: string): boolean {
  if (!body.matches(MODELLED)) return replaceEditorText(body, text);
  pasteOver(body, text);
  return holdsText(body, text);
}

/** Puts the text in place of everything the editor holds. Whether it took it shows in what it has drawn afterwards. */
function pasteOver(editable: HTMLElement, text: string): void {
  const document = editable.ownerDocument;
  const view = document.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  const event = { bubbles: true, cancelable: true, composed: true };
  document.getSelection()?.selectAllChildren(editable);
  // The browser tells of it later, when the paste is over.
  document.dispatchEvent(new view.Event("selectionchange"));
  if (text === "") {
    editable.dispatchEvent(new view.InputEvent("beforeinput", { ...event, inputType: "deleteContentBackward" }));
    return;
  }
  const clipboardData = new view.DataTransfer();
  clipboardData.setData("text/html", inOneParagraph(text));
  clipboardData.setData("text/plain", text);
  editable.dispatchEvent(new view.ClipboardEvent("paste", { ...event, clipboardData }));
}

/** Between paragraphs a page that sends plain text too puts blank lines, which no armor survives. */
function inOneParagraph(text: string): string {
  const lines = text.replace(/\n+$/, "").split("\n");
  const safe = lines.map((line) =>
    line
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      // Leading and doubled spaces would collapse.
      .replace(/^ | (?= )| $/g, "&nbsp;"),
  );
  return `<p>${safe.join("<br>")}</p>`;
}
