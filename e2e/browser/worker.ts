// Controls the background worker's life. While Playwright is attached, the worker never stops from idleness.
import type { BrowserContext, Page, Worker } from "@playwright/test";
import type { Launched } from "./launch";
import { until } from "./until";

/** Stops the extension's worker and returns when it has stopped. The next message starts it again; storage is kept. */
export async function stopWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const page = await context.newPage();
  await stopWorkerFrom(page, extensionId);
  await page.close();
}

/** The same through any page: only a page's CDP session has the ServiceWorker domain, not the browser's. */
export async function stopWorkerFrom(page: Page, extensionId: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // It suffices that a worker stopped once, even if a message has started it again before this checks.
  const status = new Map<string, string>();
  const stopped = new Set<string>();
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { scriptURL, versionId, runningStatus } of versions) {
      if (!scriptURL.includes(extensionId)) continue;
      status.set(versionId, runningStatus);
      if (runningStatus === "stopped") stopped.add(versionId);
    }
  });
  await session.send("ServiceWorker.enable");
  await until("the worker to be listed", () => status.size > 0);
  for (const versionId of status.keys())
    if (!stopped.has(versionId)) await session.send("ServiceWorker.stopWorker", { versionId });
  await until("the worker to stop", () => [...status.keys()].every((versionId) => stopped.has(versionId)));
  await session.detach();
}

/** Reloads the extension as an update does: content scripts of open pages are orphaned. Resolves with the new worker. */
export async function reloadExtension(launched: Launched): Promise<Worker> {
  const next = launched.context.waitForEvent("serviceworker", { timeout: 15_000 });
  await launched.worker.evaluate(() => {
    setTimeout(() => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload(), 0);
  });
  return next;
}
