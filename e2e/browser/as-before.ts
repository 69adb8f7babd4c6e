// One browser for many tests. Starting one and making a key in it takes most of the time of a typical test, so each test
// gets the browser in the state the first one did: the same storage of the extension, a new worker, and no open pages.
import type { Page } from "@playwright/test";
import type { Launched } from "./launch";
import { stopWorkerFrom } from "./worker";

const DATABASE = "cachet";
const KEPT = "cachet-as-before";
/** A page of the extension that runs nothing. */
const QUIET_PAGE = "manifest.json";

/** Saves what the extension has stored. No test may have used the browser yet. */
export async function keepState(launched: Launched): Promise<void> {
  await withoutWorker(launched, (page) => copyDatabase(page, DATABASE, KEPT));
}

/** Restores the browser to its state at `keepState`. */
export async function restoreState(launched: Launched): Promise<void> {
  const { context } = launched;
  await Promise.all([context.clearCookies(), context.clearPermissions(), context.setOffline(false)]);
  await withoutWorker(launched, async (page) => {
    await emptyCaches(page);
    await page.evaluate(async () => {
      const { storage, scripting, permissions } = (globalThis as unknown as { chrome: Chrome }).chrome;
      await Promise.all([storage.local.clear(), storage.session.clear(), scripting.unregisterContentScripts()]);
      const { origins } = await permissions.getAll();
      // Removing one that the manifest requires rejects.
      for (const origin of origins) await permissions.remove({ origins: [origin] }).catch(() => undefined);
    });
    await copyDatabase(page, KEPT, DATABASE);
    await dropPlaces(page);
  });
}

/** Clears the places besides the database: otherwise a key of the previous test would be recovered from there. */
async function dropPlaces(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets };
    for (const name of await storageBuckets.keys()) await storageBuckets.delete(name);
  });
}

interface Buckets {
  keys(): Promise<string[]>;
  delete(name: string): Promise<void>;
}

interface Chrome {
  readonly storage: Record<"local" | "session", { clear(): Promise<void> }>;
  readonly scripting: { unregisterContentScripts(): Promise<void> };
  readonly permissions: {
    getAll(): Promise<{ origins: string[] }>;
    remove(these: { origins: string[] }): Promise<boolean>;
  };
}

async function emptyCaches(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await session.send("Storage.clearDataForOrigin", { origin: "https://mail.google.com", storageTypes: "all" });
  await session.detach();
}

/**
 * Acts in an extension page with all other pages closed and the worker stopped, so that none of their memory or open
 * connections survives. Leaves one blank page.
 */
async function withoutWorker({ context, extensionId }: Launched, act: (page: Page) => Promise<void>): Promise<void> {
  const [page = await context.newPage(), ...others] = context.pages();
  await Promise.all(others.map((other) => other.close()));
  await page.goto(`chrome-extension://${extensionId}/${QUIET_PAGE}`);
  await stopWorkerFrom(page, extensionId);
  await act(page);
  await page.goto("about:blank");
}

/** Makes the database `to` equal to `from`. WebCrypto keys are copied too, without being exported. */
async function copyDatabase(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    async ([from, to]) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const source = await done(indexedDB.open(from!));
      const stores = [...source.objectStoreNames].map((name) => source.transaction(name).objectStore(name));
      const read = await Promise.all(
        stores.map(async (store) => {
          const { name, keyPath, autoIncrement } = store;
          const indexes = [...store.indexNames].map((each) => {
            const { name, keyPath, unique, multiEntry } = store.index(each);
            return { name, keyPath, unique, multiEntry };
          });
          const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
          return { name, keyPath, autoIncrement, indexes, keys, values };
        }),
      );
      source.close();

      await done(indexedDB.deleteDatabase(to!));
      const opening = indexedDB.open(to!, source.version);
      opening.onupgradeneeded = () => {
        for (const { name, keyPath, autoIncrement, indexes, keys, values } of read) {
          const store = opening.result.createObjectStore(name, { keyPath, autoIncrement });
          for (const index of indexes) store.createIndex(index.name, index.keyPath, index);
          for (const [at, value] of values.entries()) store.put(value, keyPath === null ? keys[at] : undefined);
        }
      };
      (await done(opening)).close();
    },
    [from, to],
  );
}
