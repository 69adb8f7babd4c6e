/** Whether what stands behind an element is dark; the system's choice when the page paints nothing. */
export function darkBehind(element: Element | null): boolean {
  const view = element?.ownerDocument.defaultView;
  for (let node = element; node && view; node = node.parentElement) {
    const channels = view
      .getComputedStyle(node)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (!channels || channels.length < 3 || (channels[3] ?? 1) < 0.5) continue;
    // Relative luminance is overkill here: this weighting tells dark from light for every theme seen.
    return 0.299 * channels[0]! + 0.587 * channels[1]! + 0.114 * channels[2]! < 128;
  }
  return false;
}
