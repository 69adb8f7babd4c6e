import { hiddenItself } from "./visible";

/** A place in the page's text. */
export interface Point {
  readonly node: Text;
  readonly offset: number;
}

/** One line as the reader sees it, independent of the window's width. Blank lines made by <br> have no points. */
export interface Line {
  readonly text: string;
  readonly start: Point | null;
  readonly end: Point | null;
  /** Marks a part that was left out; lines are never joined across it. */
  readonly wall: boolean;
}

export interface Reading {
  /** message: leaves out quotes, editors and hidden elements. editor: keeps all, marks quotes with "> ". */
  readonly of: "message" | "editor";
}

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(
    " ",
  ),
);
const NEVER = new Set(
  "BUTTON CANVAS HEAD IFRAME INPUT NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TITLE VIDEO".split(" "),
);

/** What answers quote. Webmails prefix the classes in mail (x_, yiv123, v1), hence *=. */
export const QUOTES = '[class*="gmail_quote"], [class*="yahoo_quoted"], [class*="protonmail_quote"], blockquote';
const EDITORS = 'textarea, [contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]';

const isBlock = (element: Element): boolean =>
  BLOCKS.has(element.tagName) ||
  /^(block|flex|grid|table|list-item)/.test((element as HTMLElement).style?.display ?? "");

function keepsSpaces(text: Text): boolean {
  const parent = text.parentElement;
  if (!parent) return false;
  const space = parent.ownerDocument.defaultView?.getComputedStyle(parent).whiteSpace ?? "";
  return space === "" ? parent.closest("pre") !== null : /pre|break-spaces/.test(space);
}

/** Collects characters into lines; white space collapses as HTML says unless `literal`. */
function lineBuilder() {
  const lines: Line[] = [];
  let text = "";
  let start: Point | null = null;
  let end: Point | null = null;
  let gap = false;
  let softBreak = false;
  let depth = 0;
  const close = (): void => {
    const prefix = depth > 0 ? `${">".repeat(depth)} ` : "";
    lines.push({ text: prefix + text, start, end, wall: false });
    text = "";
    start = null;
    end = null;
    gap = false;
    softBreak = false;
  };
  const add = (node: Text, from: number, to: number): void => {
    const piece = node.data.slice(from, to).replaceAll("\u00a0", " ");
    if (softBreak && start) close();
    softBreak = false;
    if (gap && start) text += " ";
    gap = false;
    text += piece;
    start ??= { node, offset: from };
    end = { node, offset: to };
  };
  const boundary = (): void => {
    if (start) close();
    gap = false;
    softBreak = false;
  };
  return {
    lines,
    boundary,
    lineBreak: close,
    wall(): void {
      boundary();
      lines.push({ text: "", start: null, end: null, wall: true });
    },
    quote(step: 1 | -1): void {
      depth += step;
    },
    literal(node: Text): void {
      let from = 0;
      for (;;) {
        const newline = node.data.indexOf("\n", from);
        const to = newline < 0 ? node.data.length : newline;
        if (to > from) add(node, from, to);
        if (newline < 0) return;
        close();
        from = newline + 1;
      }
    },
    // A newline in the HTML source within running text ends the line, too: armor survives it, and only armor and typed text
    // are read here. After a break, a newline is mere source layout.
    flowing(node: Text): void {
      for (const match of node.data.matchAll(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g)) {
        if (/^[^ \t\r\n\f]/.test(match[0])) add(node, match.index, match.index + match[0].length);
        else if (match[0].includes("\n")) softBreak = true;
        else gap = true;
      }
    },
  };
}

/** Reads an element line by line, in steps, so that a message of any size does not block the page. */
export function* readLines(root: Element, reading: Reading): Generator<void, Line[]> {
  const builder = lineBuilder();
  const message = reading.of === "message";
  let steps = 0;
  let node: Node | null = root.firstChild;
  while (node) {
    steps += 1;
    if (steps % 128 === 0) yield;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node as Text;
      if (keepsSpaces(text)) builder.literal(text);
      else builder.flowing(text);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = node as Element;
      const tag = element.tagName.toUpperCase();
      if (tag === "BR") builder.lineBreak();
      else if (message && element.matches(`${QUOTES}, ${EDITORS}`)) builder.wall();
      else if (!NEVER.has(tag) && !(message && hiddenItself(element))) {
        if (isBlock(element)) builder.boundary();
        if (tag === "BLOCKQUOTE") builder.quote(1);
        if (element.firstChild) {
          node = element.firstChild;
          continue;
        }
        if (tag === "BLOCKQUOTE") builder.quote(-1);
      }
    }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (!node || node === root) break;
      if (isBlock(node as Element)) builder.boundary();
      if ((node as Element).tagName === "BLOCKQUOTE") builder.quote(-1);
    }
    node = node && node !== root ? node.nextSibling : null;
  }
  builder.boundary();
  return builder.lines;
}
