// The words of the rich editor for those who read no HTML.

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
