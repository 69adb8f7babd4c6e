import type { Point } from "./lines";

/** Undoes the concealment. Safe to call twice, and after the page replaced the nodes. */
export type Restore = () => void;

export function concealElement(element: HTMLElement): Restore {
  const value = element.style.getPropertyValue("display");
  const priority = element.style.getPropertyPriority("display");
  element.style.setProperty("display", "none", "important");
  let done = false;
  return () => {
    if (done) return;
    done = true;
    if (value) element.style.setProperty("display", value, priority);
    else element.style.removeProperty("display");
    if (element.getAttribute("style") === "") element.removeAttribute("style");
  };
}

/**
 * Conceals a stretch of text without moving a node of the page: text nodes are emptied, elements within hidden. The host takes
 * the place where the stretch began.
 */
export function concealStretch(start: Point, end: Point, host: HTMLElement): Restore {
  const undo: Restore[] = [];
  const setData = (node: Text, data: string): void => {
    const before = node.data;
    node.data = data;
    undo.push(() => {
      if (node.data === data) node.data = before;
    });
  };
  const tail = end.node.data.length > end.offset ? end.node.data.slice(end.offset) : "";
  const first = start.node;
  const document = first.ownerDocument;
  const range = document.createRange();
  range.setStart(first, start.offset);
  range.setEnd(end.node, end.offset);
  const walker = document.createTreeWalker(range.commonAncestorContainer);
  walker.currentNode = first;
  const between: Node[] = [];
  for (let node = first === end.node ? null : walker.nextNode(); node && node !== end.node; ) {
    if (node.nodeType === Node.ELEMENT_NODE && !node.contains(end.node)) {
      between.push(node);
      node = nextOutside(walker, node);
      continue;
    }
    if (node.nodeType === Node.TEXT_NODE) between.push(node);
    node = walker.nextNode();
  }
  for (const node of between) {
    if (node.nodeType === Node.TEXT_NODE) setData(node as Text, "");
    else undo.push(concealElement(node as HTMLElement));
  }
  const head = first.data.slice(0, start.offset);
  if (end.node !== first) setData(end.node, tail);
  setData(first, head);
  if (head.trim()) first.after(host);
  else first.before(host);
  if (end.node === first && tail) {
    const rest = document.createTextNode(tail);
    host.after(rest);
    undo.push(() => rest.remove());
  }
  return () => {
    for (const restore of undo.splice(0).reverse()) restore();
  };
}

function nextOutside(walker: TreeWalker, node: Node): Node | null {
  walker.currentNode = node;
  for (;;) {
    const sibling = walker.nextSibling();
    if (sibling) return sibling;
    if (!walker.parentNode()) return null;
  }
}
