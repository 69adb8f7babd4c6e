/**
 * Calls back when typing or a mutation in these parts of the page may have changed the recipients or the subject, once for
 * several changes in one task.
 */
export function watchFields(
  root: HTMLElement,
  fields: readonly HTMLElement[],
  changed: () => void,
  signal: AbortSignal,
): void {
  let told = false;
  const tell = (): void => {
    if (told || signal.aborted) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      if (!signal.aborted) changed();
    });
  };
  const observer = new MutationObserver(tell);
  for (const field of fields) {
    observer.observe(field, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-hovercard-id", "title", "value", "email"],
    });
  }
  root.addEventListener("input", tell, { capture: true, signal });
  root.addEventListener("change", tell, { capture: true, signal });
  signal.addEventListener("abort", () => observer.disconnect());
}
