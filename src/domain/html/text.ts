// Turns cleaned HTML into plain text.

const BLOCKS = new Set([
  ...["address", "article", "aside", "blockquote", "center", "dd", "dir", "div", "dl", "dt", "figcaption", "figure"],
  ...["footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"],
  ...["table", "tr", "ul"],
]);
const PARAGRAPHS = new Set(["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"]);

/** The parts of a DOM node needed here, so that this runs without a browser. */
export interface TextNode {
  /** 1: element, 3: text. */
  readonly nodeType: number;
  /** Of an element: its name in any case. */
  readonly nodeName: string;
  /** Of a text. */
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<TextNode>;
  getAttribute?(name: string): string | null;
}

/**
 * Lines roughly as a browser breaks them. Links are followed by their target unless their text contains it. Includes text
 * that the sender's styles hide.
 */
export function textOfHtml(body: TextNode): string {
  const out: string[] = [];
  write(body, false, out);
  return out
    .join("")
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function write(node: TextNode, verbatim: boolean, out: string[]): void {
  if (node.nodeType === 3) {
    const text = node.nodeValue ?? "";
    out.push(verbatim ? text : text.replace(/\s+/g, " "));
    return;
  }
  if (node.nodeType !== 1) return;
  const name = node.nodeName.toLowerCase();
  if (name === "br") return void out.push("\n");
  if (name === "img") return void out.push(node.getAttribute?.("alt") ?? "");
  const breaks = PARAGRAPHS.has(name) ? "\n\n" : BLOCKS.has(name) ? "\n" : "";
  out.push(breaks, name === "li" ? "- " : "");
  const from = out.length;
  for (let at = 0; at < node.childNodes.length; at += 1) write(node.childNodes[at]!, verbatim || name === "pre", out);
  const href = name === "a" ? (node.getAttribute?.("href") ?? "") : "";
  if (/^https?:/.test(href) && !out.slice(from).join("").includes(href.replace(/\/$/, ""))) out.push(` <${href}>`);
  out.push(name === "td" || name === "th" ? " " : breaks);
}
