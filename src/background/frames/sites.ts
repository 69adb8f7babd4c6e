// Webmails beyond the built-in ones: the browser grants an origin on the user's click, we register the content script for
// it. The list is kept in storage.local, because a grant alone may also have been given for a key directory.
import { fail, ok } from "../../domain/result";
import type { SiteGrant } from "../../domain/site-grant";
import type { Answers, Request } from "../../messages/calls";
import type { PageStateRequest } from "../../messages/page-state";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { oneByOne } from "../store/one-by-one";
import { nextStart } from "./started";

const KEY = "sites";
/** Recognises the webmail on sites the user enables; the manifest names the scripts of the built-in ones. */
const SCRIPT = "content/enabled.js";

/** Stable per origin, so that registering twice is noticed; ids may not begin with an underscore. */
const scriptId = (origin: string): string => `site:${origin}`;

function builtInOrigins(): string[] {
  const patterns = browser.runtime.getManifest().content_scripts?.flatMap((script) => script.matches) ?? [];
  return [...new Set(patterns.map((pattern) => pattern.replace(/\/\*$/, "")))];
}

async function storedOrigins(): Promise<string[]> {
  const stored = await browser.storage.local.get(KEY);
  return (stored[KEY] as string[] | undefined) ?? [];
}

const granted = (origin: string): Promise<boolean> => browser.permissions.contains({ origins: [patternOf(origin)] });

/** The user enabled this origin, and neither here nor in the browser's settings took that back. */
export const isEnabled = async (origin: string): Promise<boolean> =>
  (await storedOrigins()).includes(origin) && (await granted(origin));

/** The grant's event and the popup's own call may arrive together. */
const inTurn = oneByOne();

async function register(origin: string): Promise<void> {
  const id = scriptId(origin);
  if ((await browser.scripting.getRegisteredContentScripts({ ids: [id] })).length > 0) return;
  await browser.scripting.registerContentScripts([
    {
      id,
      js: [SCRIPT],
      matches: [patternOf(origin)],
      allFrames: true,
      runAt: "document_idle",
      persistAcrossSessions: true,
    },
  ]);
}

/** Starts Cachet in tabs that are open already; one that refuses (closed meanwhile, an error page) does not stop the rest. */
async function inject(origin: string, tabId: number | undefined): Promise<void> {
  const open = await browser.tabs.query({ url: patternOf(origin) });
  const ids = new Set([tabId, ...open.map((tab) => tab.id)].filter((id) => id !== undefined));
  // The caller asks the page next, so its own script is waited for.
  const started = tabId === undefined ? null : nextStart(tabId);
  await Promise.allSettled(
    [...ids].map((id) => browser.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: [SCRIPT] })),
  );
  if (tabId !== undefined && !(await answers(tabId))) await started;
}

const answers = async (tabId: number): Promise<boolean> => {
  const request: PageStateRequest = { ask: "page-state" };
  return Boolean(await browser.tabs.sendMessage(tabId, request, { frameId: 0 }).catch(() => null));
};

export async function listSites(): Promise<Answers["site.list"]> {
  return ok(await allSites());
}

async function allSites(): Promise<SiteGrant[]> {
  return [
    ...builtInOrigins().map((origin) => ({ origin, builtIn: true })),
    ...(await addedOrigins()).map((origin) => ({ origin, builtIn: false })),
  ];
}

/** The webmails that the user enabled, without those that are built in. */
export async function addedOrigins(): Promise<string[]> {
  const builtIn = builtInOrigins();
  return (await storedOrigins()).filter((origin) => !builtIn.includes(origin));
}

/** Called after the browser granted the origin, since permissions.request needs a click in the calling page. */
export async function enableSite({ origin: url, tabId }: Request<"site.enable">): Promise<Answers["site.enable"]> {
  const { origin } = new URL(url);
  if (!(await granted(origin))) return fail("not-granted");
  if (builtInOrigins().includes(origin)) return ok(await allSites());
  await inTurn(async () => {
    const stored = await storedOrigins();
    if (!stored.includes(origin)) await browser.storage.local.set({ [KEY]: [...stored, origin].sort() });
    await register(origin);
  });
  await inject(origin, tabId);
  return ok(await allSites());
}

/**
 * The popup is closed by the browser's own prompt, so what it would do after the answer never runs (Chromium 156). An
 * origin granted while its page is in front was granted from the popup; other grants come from our own pages.
 */
export async function enableGranted(origins: readonly string[]): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined || !tab.url?.startsWith("https://")) return;
  const { origin } = new URL(tab.url);
  if (origins.includes(patternOf(origin))) await enableSite({ origin, tabId: tab.id });
}

/** Built-in sites cannot be removed here: their access belongs to the browser's settings. */
export async function disableSite({ origin: url }: Request<"site.disable">): Promise<Answers["site.disable"]> {
  const { origin } = new URL(url);
  await inTurn(async () => {
    const stored = await storedOrigins();
    if (!stored.includes(origin)) return;
    await browser.storage.local.set({ [KEY]: stored.filter((other) => other !== origin) });
    await browser.scripting.unregisterContentScripts({ ids: [scriptId(origin)] }).catch(() => undefined);
    // A grant by policy or at install cannot be given back; the script is gone all the same.
    await browser.permissions.remove({ origins: [patternOf(origin)] }).catch(() => false);
  });
  return ok(await allSites());
}

/**
 * An update removes registered scripts but keeps grants, so they are registered again. A site whose grant was withdrawn
 * is dropped.
 */
export function restoreSites(): Promise<void> {
  return inTurn(async () => {
    const stored = await storedOrigins();
    const still: string[] = [];
    for (const origin of stored) {
      if (!(await granted(origin))) continue;
      still.push(origin);
      await register(origin);
    }
    if (still.length < stored.length) await browser.storage.local.set({ [KEY]: still });
  });
}
