// What happens when Cachet arrives or changes in a running browser.
import browser from "../../platform/browser";
import { restoreClients } from "./client-origins";
import { restoreSites } from "./sites";

/**
 * Opens the welcome page on the first install. Pages that are open already get their content script at once: the
 * browser itself starts it only in pages loaded from now on.
 */
export async function onInstalled({ reason }: { reason: string }): Promise<void> {
  if (reason === "install") await browser.tabs.create({ url: browser.runtime.getURL("pages/welcome/index.html") });
  if (reason !== "install" && reason !== "update") return;
  await restoreSites();
  await restoreClients();
  await injectEverywhere();
}

async function injectEverywhere(): Promise<void> {
  const declared = browser.runtime.getManifest().content_scripts ?? [];
  const registered = await browser.scripting.getRegisteredContentScripts();
  for (const { matches, js, allFrames, world } of [
    ...declared.map((script) => ({
      matches: script.matches,
      js: script.js,
      allFrames: script.all_frames,
      world: undefined,
    })),
    ...registered,
  ]) {
    if (!matches || !js) continue;
    const tabs = await browser.tabs.query({ url: matches });
    // A tab that refuses (closed meanwhile, showing an error page) does not stop the rest.
    await Promise.allSettled(
      tabs
        .filter((tab) => tab.id !== undefined)
        .map((tab) =>
          browser.scripting.executeScript({
            target: { tabId: tab.id!, allFrames: allFrames ?? false },
            files: js.filter((file) => typeof file === "string"),
            ...(world && { world }),
          }),
        ),
    );
  }
}
