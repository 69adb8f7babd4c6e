import type { Launched } from "../browser/launch";

interface Chrome {
  readonly tabs: { query(which: { url: string }): Promise<{ id: number }[]> };
  readonly scripting: { executeScript(what: { target: { tabId: number }; files: string[] }): Promise<unknown> };
}

/**
 * Runs the content script for enabled pages on an open one. The extension must already have permission for its host: a headless
 * browser cannot prompt for one.
 */
export async function runOn({ worker }: Launched, page: string): Promise<void> {
  await worker.evaluate(async (url) => {
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    const [tab] = await chrome.tabs.query({ url: `${url}*` });
    await chrome.scripting.executeScript({ target: { tabId: tab!.id }, files: ["content/enabled.js"] });
  }, new URL("/", page).href);
}
