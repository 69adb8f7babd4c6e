import type { PageState, PageStateRequest } from "../../messages/page-state";
import browser from "../../platform/browser";
import { ask } from "../components/ask";

/** What the tab in front is to Cachet. */
export type Front =
  | { readonly kind: "on"; readonly tabId: number; readonly host: string; readonly state: PageState }
  /** Enabled, but without our script: the tab was open before Cachet was installed or updated. */
  | { readonly kind: "asleep"; readonly tabId: number; readonly host: string }
  | { readonly kind: "off"; readonly tabId: number; readonly host: string; readonly origin: string }
  /** The list of enabled sites could not be read. */
  | { readonly kind: "unread"; readonly host: string; readonly code: string }
  | { readonly kind: "http"; readonly host: string }
  /** A page of the browser itself, a file, or nothing. */
  | { readonly kind: "none" };

export async function lookAtPage(): Promise<Front> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ? new URL(tab.url) : null;
  if (tab?.id === undefined || !url) return { kind: "none" };
  const { host } = url;
  if (url.protocol === "http:") return { kind: "http", host };
  if (url.protocol !== "https:") return { kind: "none" };
  const state = await askPage(tab.id);
  if (state) return { kind: "on", tabId: tab.id, host, state };
  // Not permissions.contains: an origin may have been granted only for its key directory.
  const sites = await ask("site.list", {});
  if (!sites.ok) return { kind: "unread", host, code: sites.code };
  const enabled = sites.value.some(({ origin }) => origin === url.origin);
  return enabled ? { kind: "asleep", tabId: tab.id, host } : { kind: "off", tabId: tab.id, host, origin: url.origin };
}

/** The page's state; null: no script of ours answers there. */
export async function askPage(tabId: number): Promise<PageState | null> {
  const request: PageStateRequest = { ask: "page-state" };
  try {
    return ((await browser.tabs.sendMessage(tabId, request, { frameId: 0 })) as PageState | undefined) ?? null;
  } catch {
    return null;
  }
}
