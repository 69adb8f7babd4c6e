/** Hidden by attribute, by style or by style sheet. Size and position are not considered. */
export function hiddenItself(element: Element): boolean {
  if (element.hasAttribute("hidden")) return true;
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return style?.display === "none" || style?.visibility === "hidden" || style?.visibility === "collapse";
}

export function visible(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement) if (hiddenItself(node)) return false;
  return true;
}

/**
 * Height in px that an element can have with its end still in view: down to the lower edge of the nearest scroller, or that
 * scroller's whole height where the element starts too low.
 */
export function roomBelow(element: Element): number {
  const view = element.ownerDocument.defaultView!;
  const least = 360;
  const { top } = element.getBoundingClientRect();
  let room = view.innerHeight - top > least ? view.innerHeight - top : view.innerHeight;
  for (let node = element.parentElement; node && node !== element.ownerDocument.body; node = node.parentElement) {
    if (!/auto|scroll|hidden/.test(view.getComputedStyle(node).overflowY) || node.clientHeight === 0) continue;
    const { bottom } = node.getBoundingClientRect();
    room = Math.min(room, bottom - top > least ? bottom - top : Math.max(node.clientHeight, least));
  }
  return Math.round(room);
}
