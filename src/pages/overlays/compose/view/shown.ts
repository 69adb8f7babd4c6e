/**
 * Brings into view what just appeared, and again when the frame has grown for it: until then its end is outside. Returns
 * what ends the waiting.
 */
export function shown(element: HTMLElement): () => void {
  const over = new AbortController();
  const scroll = (): void => element.scrollIntoView({ block: "nearest" });
  scroll();
  addEventListener("resize", () => requestAnimationFrame(scroll), { once: true, signal: over.signal });
  return () => over.abort();
}
