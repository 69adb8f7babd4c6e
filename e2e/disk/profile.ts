// A profile as its owner left it: made once, and copied for each kind of damage.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Answer, CallName, Request } from "../../src/messages/calls";
import { type Launched, launch, openExtensionPage } from "../browser/launch";

export const ADDRESS = "alice@example.org";
const OPTIONS = "pages/options/index.html";

export const optionsOf = (browser: Launched, section = "key"): Promise<Page> =>
  openExtensionPage(browser, `${OPTIONS}#${section}`);

/** Makes any call from an extension page. */
export const callOf = <N extends CallName>(page: Page, name: N, request: Request<N>): Promise<Answer<N>> =>
  page.evaluate(
    async ([call, body]) =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome.runtime.sendMessage({ call: `${await (await fetch("/build.txt")).text()}/${call}`, request: body }),
    [name, request] as [string, unknown],
  ) as Promise<Answer<N>>;

async function makeKey(browser: Launched, address: string): Promise<void> {
  const page = await optionsOf(browser);
  const made = await callOf(page, "identity.create", { name: "Alice", address });
  if (!made.ok) throw new Error(made.code);
  await page.close();
}

/** Makes a profile with a key and whatever `more` adds; it exists as long as `use` runs. */
export async function withMadeProfile(
  use: (profile: string) => Promise<void>,
  address = ADDRESS,
  more: (browser: Launched) => Promise<void> = async () => {},
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "cachet-made-"));
  try {
    const browser = await launch({ profile });
    await makeKey(browser, address);
    await more(browser);
    await browser.close();
    await use(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Stores a draft so large that the browser puts it into a separate file. Not really sealed: only its place matters. */
export const keepLargeDraft = (browser: Launched): Promise<void> =>
  browser.worker.evaluate(async () => {
    const sealed = new Uint8Array(4 * 65_536);
    for (let at = 0; at < sealed.length; at += 65_536) crypto.getRandomValues(sealed.subarray(at, at + 65_536));
    const opening = indexedDB.open("cachet");
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const writing = database.transaction("drafts", "readwrite");
    const draft = { id: crypto.randomUUID(), place: "https://mail.example", composeKey: null, account: null };
    writing.objectStore("drafts").put({ ...draft, savedAt: Date.now(), sealed, files: [] });
    await new Promise((resolve) => {
      writing.oncomplete = resolve;
    });
    database.close();
  });

export function copyOf(profile: string): string {
  const copy = mkdtempSync(join(tmpdir(), "cachet-damaged-"));
  cpSync(profile, copy, { recursive: true, filter: (path) => !/Singleton|\/Cache|\/Code Cache|\/GPUCache/.test(path) });
  return copy;
}

/** Everything below a folder of the profile, as relative paths. */
const below = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
};

const databases = (profile: string): string => join(profile, "Default/IndexedDB");
const bucketsOf = (profile: string): string => join(profile, "Default/WebStorage");
const eachIn = (folder: string, like: RegExp, act: (path: string) => void): number => {
  const found = below(folder).filter((path) => like.test(path));
  for (const path of found) act(join(folder, path));
  return found.length;
};
const eachOf = (profile: string, like: RegExp, act: (path: string) => void): number =>
  eachIn(databases(profile), like, act);
const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

/** Damages to a profile; each returns the number of files damaged, so that a test notices one without effect. */
export const DAMAGES: Readonly<Record<string, (profile: string) => number>> = {
  "the log cut to half": (profile) =>
    eachOf(profile, /\.leveldb\/\d+\.log$/, (path) => truncateSync(path, Math.floor(statSync(path).size / 2))),
  "the MANIFEST gone": (profile) => eachOf(profile, /\.leveldb\/MANIFEST-\d+$/, remove),
  "the folder of the database gone": (profile) => eachOf(profile, /\.leveldb$/, remove),
  "CURRENT cut short": (profile) => eachOf(profile, /\.leveldb\/CURRENT$/, (path) => truncateSync(path, 3)),
  "the folder of what is large gone": (profile) => eachOf(profile, /\.indexeddb\.blob$/, remove),
  "each bucket's own folder gone": (profile) => eachIn(bucketsOf(profile), /^\d+$/, remove),
  "each bucket's MANIFEST gone": (profile) => eachIn(bucketsOf(profile), /^\d+\/.*\/MANIFEST-\d+$/, remove),
  "the folder of the buckets gone": (profile) => {
    const found = below(bucketsOf(profile)).length;
    remove(bucketsOf(profile));
    return found;
  },
};

/** Evicts the storage: database and buckets, as when the browser clears a site's data. */
export function evict(profile: string): void {
  remove(databases(profile));
  remove(bucketsOf(profile));
}
