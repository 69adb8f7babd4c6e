import browser from "../../platform/browser";

/**
 * True once the extension was reloaded, updated or removed under this document. The browser sends no event; it only removes
 * `runtime.id`, so this is checked wherever the page causes our code to run.
 */
export const extensionGone = (): boolean => !browser.runtime?.id;

/** If the extension is gone and the page does not change, ends everything at the user's next action. */
export function abortWhenGone(document: Document, abort: () => void, signal: AbortSignal): void {
  const check = (): void => {
    if (extensionGone()) abort();
  };
  const options = { capture: true, passive: true, signal };
  document.defaultView?.addEventListener("focus", check, options);
  document.addEventListener("pointerdown", check, options);
  document.addEventListener("visibilitychange", check, options);
}

/** Makes a mutation that changes nothing: it wakes the observer of an orphaned predecessor, which then cleans up. */
export function nudge(document: Document): void {
  const comment = document.createComment("");
  document.documentElement.append(comment);
  comment.remove();
}
