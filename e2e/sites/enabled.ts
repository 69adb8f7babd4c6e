import type { Launched } from "../browser/launch";

interface Chrome {
  readonly tabs: { query(which: { url: string }): Promise<{ id: number }[]> };
  readonly scripting: { executeScript(what: { target: { tabId: number }; files: string[] }): Promise<unknown> };
}

/**
 * Runs what runs on pages that users enable, on one that is open. It must be on a host that the extension may reach already: no
 * permission is asked for in a browser without a head.
 */
export async function runOn({ worker }: Launched, page: string): Promise<void> {
  await worker.evaluate(async (url) => {
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    const [tab] = await chrome.tabs.query({ url: `${url}*` });
    await chrome.scripting.executeScript({ target: { tabId: tab!.id }, files: ["content/enabled.js"] });
  }, new URL("/", page).href);
}
