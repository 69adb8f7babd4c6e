import { readLines } from "./lines";
import { atOnce } from "./slices";

/** The element the user types in: a contenteditable, a textarea, or the body inside an editor's iframe; null: out of reach. */
export function editableOf(body: HTMLElement): HTMLElement | null {
  if (body.tagName !== "IFRAME") return body;
  try {
    return (body as HTMLIFrameElement).contentDocument?.body ?? null;
  } catch {
    return null; // another origin
  }
}

/** Plain text in the editor, line breaks as \n, independent of layout. */
export function editorText(body: HTMLElement): string {
  const editable = editableOf(body);
  if (!editable) return "";
  if (editable.tagName === "TEXTAREA") return (editable as HTMLTextAreaElement).value.replace(/\r\n?/g, "\n");
  const lines = atOnce(readLines(editable, { of: "editor" }));
  return lines.map((line) => line.text).join("\n");
}

const comparable = (text: string): string => text.replace(/[ \t\u00a0]+$/gm, "").replace(/\n+$/, "");

/** Whether the editor holds this text and no other. */
export const holdsText = (body: HTMLElement, text: string): boolean =>
  comparable(editorText(body)) === comparable(text);

/** Replaces the editor's whole content and notifies the page as typing would. False when the text did not stay. */
export function replaceEditorText(body: HTMLElement, text: string): boolean {
  const editable = editableOf(body);
  if (!editable) return false;
  if (editable.tagName === "TEXTAREA") (editable as HTMLTextAreaElement).value = text;
  else editable.replaceChildren(...paragraphs(editable.ownerDocument, text));
  // Made with the editor's own window: scripts in an iframe do not recognise this window's Event.
  const view = editable.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!view) return false;
  editable.dispatchEvent(
    new view.InputEvent("input", { bubbles: true, composed: true, inputType: "insertText", data: null }),
  );
  editable.dispatchEvent(new view.Event("change", { bubbles: true }));
  return holdsText(body, text);
}

/** One <div> per line, as webmail editors make on Enter and convert to text line by line. */
function paragraphs(document: Document, text: string): Node[] {
  if (text === "") return [document.createElement("br")];
  return text.split("\n").map((line) => {
    const block = document.createElement("div");
    // Leading and doubled spaces would collapse.
    if (line === "") block.append(document.createElement("br"));
    else block.append(line.replace(/^ | (?= )| $/g, "\u00a0"));
    return block;
  });
}
