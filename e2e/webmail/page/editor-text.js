// The text Gmail makes of its editor when it sends. It goes by markup instead of innerText, so hidden editors count, too.
const BLOCK = new Set(["DIV", "P", "LI", "BLOCKQUOTE", "UL", "OL", "PRE", "H1", "H2", "H3"]);
const RICH = "b,strong,i,em,u,a,ul,ol,h1,h2,h3,font,blockquote";

export function textOf(root) {
  let text = "";
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.data.replaceAll("\u00a0", " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName === "BR") {
      // A <br> that only holds an empty block open is no line of its own.
      if (node !== node.parentNode.lastChild || node.parentNode === root || node.parentNode.childNodes.length === 1)
        text += "\n";
      return;
    }
    const block = BLOCK.has(node.tagName) && node !== root;
    if (block && text !== "" && !text.endsWith("\n")) text += "\n";
    for (const child of node.childNodes) walk(child);
    if (block && !text.endsWith("\n")) text += "\n";
  };
  walk(root);
  return text.replace(/\n$/, "");
}

export const isRich = (root) => root.querySelector(RICH) !== null;
