/** How long a page may fade into a new theme, in ms. */
const FADED_MS = 400;

/** Watches whatever may turn the page dark or light: the system setting, and attributes of the root and body. */
export function onThemeChange(document: Document, heard: () => void, signal: AbortSignal): void {
  let waiting = false;
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!signal.aborted) heard();
    }, FADED_MS);
  };
  const observer = new MutationObserver(soon);
  for (const root of [document.documentElement, document.body]) observer.observe(root, { attributes: true });
  signal.addEventListener("abort", () => observer.disconnect());
  document.defaultView?.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon, { signal });
}

/** Whether the background behind an element is dark; false when the page paints none. */
export function darkBehind(element: Element | null): boolean {
  const view = element?.ownerDocument.defaultView;
  for (let node = element; node && view; node = node.parentElement) {
    const channels = view
      .getComputedStyle(node)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (!channels || channels.length < 3 || (channels[3] ?? 1) < 0.5) continue;
    // No need for relative luminance: this weighting (ITU-R BT.601) tells dark from light in every theme seen.
    return 0.299 * channels[0]! + 0.587 * channels[1]! + 0.114 * channels[2]! < 128;
  }
  return false;
}
