// The rich editor, loaded when somebody first formats. The only place where HTML of others meets a parser here: what is
// pasted, and drafts, go through the sanitiser before the editor sees them.
import "./rich-editor.css";
import { useSignal } from "@preact/signals";
import DOMPurify from "dompurify";
import { useEffect, useRef } from "preact/hooks";
import Squire from "squire-rte";
import { Line } from "../../../../components/controls";
import { t } from "../../../../i18n";

export type Format = "bold" | "italic" | "underline" | "list" | "numbers" | "quote" | "link";

/** What the toolbar makes, and what of a pasted page is worth keeping in a message. No styles, no remote pictures. */
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
  // A click on a link only places the caret: following it would leave the frame and lose the text.
  root.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) event.preventDefault();
  });
  // Squire reads the selection only a moment later, when the focus may be gone and the caret would return to another place.
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

const BLOCKS = new Set(["DIV", "P", "UL", "OL", "LI", "BLOCKQUOTE", "PRE", "H1", "H2", "H3", "H4", "H5", "H6"]);

/** The same words for those who read no HTML: lists with marks, quotes with ">", links with their address. */
export function textOfHtml(root: Node): string {
  const lines = linesOf(root, { ordered: false, number: 0 });
  return lines
    .join("\n")
    .replace(/\u00a0/g, " ")
    .replace(/\u200b/g, "")
    .replace(/\n+$/, "");
}

interface List {
  ordered: boolean;
  number: number;
}

function linesOf(root: Node, list: List): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  const end = (): void => {
    if (line !== null) lines.push(line);
    line = null;
  };
  const walk = (node: Node): void => {
    if (node.nodeType === 3) {
      // The source's own line ends between blocks.
      if (line === null && /^[\n\t ]*\n[\n\t ]*$/.test(node.nodeValue ?? "")) return;
      line = (line ?? "") + (node.nodeValue ?? "").replace(/[\n\t ]+/g, " ");
      return;
    }
    const name = node.nodeName;
    if (name === "BR") {
      lines.push(line ?? "");
      line = null;
    } else if (BLOCKS.has(name)) {
      end();
      lines.push(...blockLines(node, list));
    } else {
      for (const child of node.childNodes) walk(child);
      const href = name === "A" ? (node as Element).getAttribute("href") : null;
      const shown = node.textContent ?? "";
      if (href && href !== shown && href !== `mailto:${shown}` && href !== `https://${shown}`)
        line = `${line ?? ""} <${href}>`;
    }
  };
  for (const child of root.childNodes) walk(child);
  end();
  return lines;
}

function blockLines(block: Node, list: List): string[] {
  switch (block.nodeName) {
    case "UL":
    case "OL":
      return linesOf(block, { ordered: block.nodeName === "OL", number: 0 });
    case "LI": {
      list.number += 1;
      const mark = list.ordered ? `${list.number}. ` : "- ";
      const inner = linesOf(block, list);
      return (inner.length === 0 ? [""] : inner).map((line, at) => (at === 0 ? mark : " ".repeat(mark.length)) + line);
    }
    case "BLOCKQUOTE":
      return linesOf(block, list).map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`));
    default:
      return linesOf(block, list);
  }
}

/** Asks for the address of a link. */
export function LinkForm({ rich, done }: { rich: RichEditor; done: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const bad = useSignal(false);
  useEffect(() => input.current?.focus(), []);
  const leave = (): void => {
    done();
    rich.focus();
  };
  return (
    <form
      class="link-form"
      onSubmit={(event) => {
        event.preventDefault();
        const url = linkTo(input.current!.value);
        bad.value = url === null;
        if (url === null) return;
        rich.link(url);
        leave();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        leave();
      }}
    >
      <div class="field">
        <Line
          ref={input}
          aria-label={t("format_link_address")}
          placeholder={t("format_link_address")}
          aria-invalid={bad.value}
        />
      </div>
      <button type="submit" class="button small">
        {t("format_link_set")}
      </button>
      {rich.has("link") && (
        <button
          type="button"
          class="button small quiet"
          onClick={() => {
            rich.link(null);
            leave();
          }}
        >
          {t("format_link_remove")}
        </button>
      )}
      {bad.value && (
        <p class="text-e small" role="alert">
          {t("format_link_bad")}
        </p>
      )}
    </form>
  );
}

/** Takes "a.example" as a web address and "b@b.example" as a mail address, and refuses every other kind of link. */
export function linkTo(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  if (!url || !["https:", "http:", "mailto:"].includes(url.protocol)) return null;
  return url.protocol === "mailto:" || url.hostname.includes(".") ? url.href : null;
}
