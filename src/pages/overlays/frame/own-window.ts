import browser from "../../../platform/browser";

/** This document stands in a window of the extension's own, and not in a frame of a page. */
export const inOwnWindow = (): boolean => window.top === window;

/** A page may not close every window it stands in; the extension may. */
export async function closeOwnWindow(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
