/** Selectors for one thing, best first: attribute, then class, then role or structure. */
export type Tries = readonly string[];

/** The first element that `accept` accepts, from the earliest try with such an element. */
export function first(
  within: ParentNode,
  tries: Tries,
  accept: (element: HTMLElement) => boolean = () => true,
): HTMLElement | null {
  for (const selector of tries) {
    for (const element of within.querySelectorAll<HTMLElement>(selector)) if (accept(element)) return element;
  }
  return null;
}

/** All elements of the earliest try that finds any. */
export function all(
  within: ParentNode,
  tries: Tries,
  accept: (element: HTMLElement) => boolean = () => true,
): HTMLElement[] {
  for (const selector of tries) {
    const found = [...within.querySelectorAll<HTMLElement>(selector)].filter(accept);
    if (found.length > 0) return found;
  }
  return [];
}

/** Accepts what neither stands in `body` nor holds it: what is written in a message is no part of its header. */
export const outside =
  (body: HTMLElement) =>
  (element: HTMLElement): boolean =>
    !body.contains(element) && !element.contains(body);

/** The nearest ancestor (or the element itself) found by the earliest successful try. */
export function around(element: Element, tries: Tries): HTMLElement | null {
  for (const selector of tries) {
    const found = element.closest<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

/** For finders: matches in, at or around an added subtree, from the earliest try that finds any. */
export function inOrAround(added: ParentNode, tries: Tries): HTMLElement[] {
  for (const selector of tries) {
    const found = [...added.querySelectorAll<HTMLElement>(selector)];
    const holder = added instanceof Element ? added.closest<HTMLElement>(selector) : null;
    if (holder) found.unshift(holder);
    if (found.length > 0) return found;
  }
  return [];
}

/** The nearest ancestor, at most `levels` up, in which `tries` find an element that `accept` accepts. */
export function nearestHolding(
  element: Element,
  tries: Tries,
  levels = 24,
  accept?: (element: HTMLElement) => boolean,
): HTMLElement | null {
  let parent = element.parentElement;
  for (let level = 0; parent && level < levels; level += 1, parent = parent.parentElement) {
    if (parent === parent.ownerDocument.body) return null;
    if (first(parent, tries, accept)) return parent;
  }
  return null;
}
