import type { Launched } from "../browser/launch";

interface Chrome {
  readonly tabs: { query(which: { url: string }): Promise<{ id: number }[]> };
  readonly scripting: { executeScript(what: { target: { tabId: number }; files: string[] }): Promise<unknown> };
  readonly storage: { local: { set(items: object): Promise<void> } };
}

/**
 * Runs the content script for enabled pages on an open one. The extension must already have permission for its host: a headless
 * browser cannot prompt for one.
 */
export async function runOn({ worker }: Launched, page: string): Promise<void> {
  await worker.evaluate(async (origin) => {
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    await chrome.storage.local.set({ sites: [origin] });
    const [tab] = await chrome.tabs.query({ url: `${origin}/*` });
    await chrome.scripting.executeScript({ target: { tabId: tab!.id }, files: ["content/enabled.js"] });
  }, new URL(page).origin);
}
