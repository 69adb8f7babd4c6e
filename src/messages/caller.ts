import type { Runtime } from "webextension-polyfill";
import type { Caller } from "./calls/table";

/**
 * Who sent a message. Only the browser fills `sender`, so its URL is proof of origin; an unknown sender is null and refused.
 * `own` is the extension's origin, e.g. chrome-extension://id.
 */
export function callerOf(sender: Runtime.MessageSender, runtimeId: string, own: string): Caller | null {
  if (sender.id !== runtimeId || !sender.url) return null;
  const url = URL.parse(sender.url);
  if (!url) return null;
  if (`${url.protocol}//${url.host}` === own) {
    if (url.pathname.startsWith("/pages/overlays/")) return sender.tab?.id === undefined ? null : "overlay";
    return url.pathname.startsWith("/pages/") ? "page" : null;
  }
  return url.protocol === "https:" && sender.tab?.id !== undefined ? "content" : null;
}
