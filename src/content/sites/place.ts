/** Puts an element after another; does nothing when it is there already, so that no mutation feeds the observer. */
export function placeAfter(element: HTMLElement, anchor: Element): void {
  if (anchor.nextElementSibling !== element) anchor.after(element);
}

export function placeLast(element: HTMLElement, parent: Element): void {
  if (element.parentElement !== parent) parent.append(element);
}

export function placeFirst(element: HTMLElement, parent: Element): void {
  if (element.parentElement !== parent) parent.prepend(element);
}
