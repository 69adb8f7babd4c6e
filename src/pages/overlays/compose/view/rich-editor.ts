// The rich editor, loaded when somebody first formats. The only place where HTML of others meets a parser here: what is
// pasted, and drafts, go through the sanitiser before the editor sees them.
import "./rich-editor.css";
import DOMPurify from "dompurify";
import Squire from "squire-rte";
import { textOfHtml } from "./text-of-html";

export type Format = "bold" | "italic" | "underline" | "list" | "numbers" | "quote" | "link";

/** What the toolbar makes, and what of a pasted page is worth keeping in a letter. No styles, no pictures from elsewhere. */
const TAGS = [
  ...["b", "strong", "i", "em", "u", "s", "code", "sub", "sup", "a", "br"],
  ...["div", "p", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "#text"],
];

export const clean = (html: string): DocumentFragment =>
  document.importNode(
    DOMPurify.sanitize(html, {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ["href"],
      ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      RETURN_DOM_FRAGMENT: true,
    }),
    true,
  );

export interface RichEditor {
  apply(format: Exclude<Format, "link">): void;
  has(format: Format): boolean;
  /** Null takes the link away. */
  link(url: string | null): void;
  content(): { readonly text: string; readonly html: string };
  set(html: string): void;
  /** Characters of its plain text, as in the textarea before. */
  select(start: number, end: number): void;
  focus(): void;
  onChange(heard: () => void): void;
  onMove(heard: () => void): void;
  destroy(): void;
}

const TAG_OF: Record<Format, string> = {
  bold: "B",
  italic: "I",
  underline: "U",
  list: "UL",
  numbers: "OL",
  quote: "BLOCKQUOTE",
  link: "A",
};

export function createRichEditor(root: HTMLElement): RichEditor {
  const squire = new Squire(root, { blockTag: "DIV", addLinks: true, sanitizeToDOMFragment: clean });
  // Links are text while one writes; leaving the frame for one would lose it.
  root.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) event.preventDefault();
  });
  // Where the caret stands is told a moment later, when the keyboard may have been taken: then it would come back elsewhere.
  root.addEventListener("input", () => void squire.getSelection());
  const has = (format: Format): boolean => squire.hasFormat(TAG_OF[format]);
  return {
    has,
    apply(format) {
      const on = has(format);
      if (format === "bold") on ? squire.removeBold() : squire.bold();
      if (format === "italic") on ? squire.removeItalic() : squire.italic();
      if (format === "underline") on ? squire.removeUnderline() : squire.underline();
      if (format === "list") on ? squire.removeList() : squire.makeUnorderedList();
      if (format === "numbers") on ? squire.removeList() : squire.makeOrderedList();
      if (format === "quote") on ? squire.decreaseQuoteLevel() : squire.increaseQuoteLevel();
      squire.focus();
    },
    link(url) {
      if (url === null) squire.removeLink();
      else squire.makeLink(url);
      squire.focus();
    },
    content: () => ({ text: textOfHtml(root), html: squire.getHTML() }),
    set: (html) => void squire.setHTML(html),
    select(start, end) {
      const range = document.createRange();
      const [from, to] = [pointAt(root, start), pointAt(root, end)];
      range.setStart(...from);
      range.setEnd(...to);
      squire.setSelection(range);
    },
    focus: () => void squire.focus(),
    onChange: (heard) => void squire.addEventListener("input", heard),
    onMove(heard) {
      squire.addEventListener("pathChange", heard);
      squire.addEventListener("select", heard);
    },
    destroy: () => squire.destroy(),
  };
}

/** One block a line, as htmlOfText makes them: the line ends count as one character each. */
function pointAt(root: HTMLElement, offset: number): [Node, number] {
  let left = offset;
  const blocks = [...root.children];
  for (const block of blocks) {
    const length = block.textContent?.length ?? 0;
    if (left <= length || block === blocks.at(-1)) {
      const text = block.firstChild;
      return text?.nodeType === Node.TEXT_NODE ? [text, Math.min(left, length)] : [block, 0];
    }
    left -= length + 1;
  }
  return [root, 0];
}
