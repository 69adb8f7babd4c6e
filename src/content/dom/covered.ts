const MARK = "data-cachet-hit";
/** Distance between two test points, in px: less than a line of text. */
const STEP = 12;
/** Values that every ancestor of the overlay must have. Any other may alter its visible part in unknown ways. */
const PLAIN = { opacity: "1", filter: "none", clipPath: "none", maskImage: "none", mixBlendMode: "normal" } as const;

declare const chrome: { dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } } | undefined;

/**
 * Whether any element of the page lies over an overlay now, clickable or not, transparent or not; null: unknown. Runs in one
 * synchronous step, so that the page cannot react to it.
 */
export function isCovered(host: HTMLElement): boolean | null {
  const document = host.ownerDocument;
  const root = document.documentElement;
  const view = document.defaultView;
  // Pages around this one could cover the overlay and are not visible from here.
  const box = view === view?.top && shownBox(host);
  if (!box) return null;
  const undo = [(): void => root.removeAttribute(MARK), hittable(host, "none")];
  root.setAttribute(MARK, "");
  try {
    // The background's sheet (hit-sheet.ts) overrides every style of the page; any other value means that it is missing.
    if (getComputedStyle(host).pointerEvents !== "auto") return null;
    for (const back of reveal(document, host)) undo.push(back);
    for (let y = box.top + 1; y < box.bottom; y += STEP)
      for (let x = box.left + 1; x < box.right; x += STEP) if (!hits(host, x, y)) return true;
    return false;
  } finally {
    for (const back of undo.reverse()) back();
  }
}

/** The visible part of the overlay; null if something changes its appearance. */
function shownBox(host: HTMLElement) {
  const { innerWidth, innerHeight } = window;
  const { left, top, right, bottom } = host.getBoundingClientRect();
  const box = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(innerWidth, right),
    bottom: Math.min(innerHeight, bottom),
  };
  for (let at: Element | null = host; at; at = above(at)) {
    const style = getComputedStyle(at);
    for (const [name, value] of Object.entries(PLAIN)) if (style[name as keyof typeof PLAIN] !== value) return null;
    // Pages commonly scroll by translating their content.
    if (!/^(none|matrix\(1, 0, 0, 1,.*)$/.test(style.transform)) return null;
    if (at === host || style.overflow === "visible") continue;
    const clip = at.getBoundingClientRect();
    box.left = Math.max(box.left, clip.left);
    box.top = Math.max(box.top, clip.top);
    box.right = Math.min(box.right, clip.right);
    box.bottom = Math.min(box.bottom, clip.bottom);
  }
  return box.left < box.right && box.top < box.bottom ? box : null;
}

const above = (element: Element): Element | null =>
  element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null;

/** Makes inert elements, and those in shadow trees beyond the sheet's reach, hittable. Returns the undo. */
function* reveal(tree: ParentNode, host: Element, shadow = false): Iterable<() => void> {
  for (const element of tree.querySelectorAll<HTMLElement>("*")) {
    if (element.inert) {
      element.inert = false;
      yield () => {
        element.inert = true;
      };
    }
    if (shadow) yield hittable(element, "auto");
    const { openOrClosedShadowRoot: own } = element as { openOrClosedShadowRoot?: ShadowRoot | null };
    // The call throws for elements outside HTML.
    const asked = typeof chrome === "object" && element instanceof HTMLElement;
    const inner = own ?? (asked && chrome.dom?.openOrClosedShadowRoot(element));
    if (inner && element !== host) yield* reveal(inner, host, true);
  }
}

function hittable({ style }: HTMLElement, value: string): () => void {
  const name = "pointer-events";
  const before = style.getPropertyValue(name);
  const priority = style.getPropertyPriority(name);
  style.setProperty(name, value, "important");
  return () => style.setProperty(name, before, priority);
}

/** Whether the overlay, or the shadow tree that holds it, is topmost at this point. */
function hits(host: Element, x: number, y: number): boolean {
  for (let at: Element | null = host; at; ) {
    const root = at.getRootNode() as Document | ShadowRoot;
    if (root.elementFromPoint(x, y) !== at) return false;
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return true;
}
