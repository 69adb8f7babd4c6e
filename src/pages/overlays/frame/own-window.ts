import browser from "../../../platform/browser";

/** Whether this document is in a window of the extension's own, not in a frame of a page. */
export const inOwnWindow = (): boolean => window.top === window;

/** Through the tabs API, because window.close() does not work in every window. */
export async function closeOwnWindow(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
