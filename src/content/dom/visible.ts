/** Not shown: by attribute, by style, or by sheet. Size and position are not judged. */
export function hiddenItself(element: Element): boolean {
  if (element.hasAttribute("hidden")) return true;
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return style?.display === "none" || style?.visibility === "hidden" || style?.visibility === "collapse";
}

export function visible(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement) if (hiddenItself(node)) return false;
  return true;
}
