// All use of the browser's windows, and the only one: Firefox for Android has tabs but no windows, and there
// `browser.windows` itself is missing.
import type { Windows } from "webextension-polyfill";
import browser from "./browser";

/** Opens a window. Null where the browser has no windows, or refuses this one. */
export async function openWindow(wanted: Windows.CreateCreateDataType): Promise<Windows.Window | null> {
  return (await browser.windows?.create(wanted).catch(() => null)) ?? null;
}

interface TabInWindow {
  readonly id: number;
  readonly windowId: number | undefined;
}

/** Brings a tab to the front, and its window where there are windows. Rejects when the tab is gone. */
export async function bringToFront({ id, windowId }: TabInWindow): Promise<void> {
  await browser.tabs.update(id, { active: true });
  // The tab is in front within its window, whatever becomes of the window.
  if (windowId !== undefined) await browser.windows?.update(windowId, { focused: true }).catch(() => null);
}
