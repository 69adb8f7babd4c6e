import { styled } from "./notice";

/** Width of an open panel, in px; less where the window is narrower. */
const PANEL = 376;
const EDGE = 8;
/** Height of a badge without its panel, at most, in px. */
export const CLOSED = 40;

/**
 * Opens a badge's panel over the page, to the side that has room, so that the header keeps its height. Returns the distance in
 * px from the panel's left edge to the badge; for a closed panel, the one it would have open.
 */
export function openOver(host: HTMLElement, frame: HTMLIFrameElement, height: number, width: number): number {
  const closed = height <= CLOSED;
  if (closed) {
    styled(host, { "z-index": "auto", ...(width > 0 ? { width: `${Math.min(width, 320)}px` } : {}) });
    styled(frame, { height: "100%", width: "100%", left: "0", right: "auto" });
  }
  const view = host.ownerDocument.defaultView?.innerWidth ?? 0;
  const { left, right } = host.getBoundingClientRect();
  const wide = Math.min(PANEL, view - 2 * EDGE);
  const over = left + wide + EDGE - view;
  // To the left of the badge where that fits; in a narrow window, as far left as needed.
  const toLeft = over > 0 && right - wide >= EDGE;
  const aside = toLeft ? wide - (right - left) : Math.max(0, over);
  if (closed) return aside;
  styled(host, { "z-index": "2147483646" });
  styled(frame, {
    height: `${height}px`,
    width: `${wide}px`,
    // The window may become narrower while the panel is open.
    "max-width": `calc(100vw - ${2 * EDGE}px)`,
    left: toLeft ? "auto" : over > 0 ? `${-over}px` : "0",
    right: toLeft ? "0" : "auto",
  });
  return aside;
}
