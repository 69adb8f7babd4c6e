// A compose overlay moves into a window of its own: an extension page that no web page can cover, focus or observe. The overlay
// itself asks for this, once, with its own ticket; only the new window may claim the new ticket, for the same line.
import { fail, ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { openWindow } from "../../platform/windows";
import { grantTicket, takeMount } from "./tickets";

/** A separate page from the one that webmails frame: no web page may open this one. */
const PAGE = "pages/overlays/compose/window.html";
const SIZE = { width: 780, height: 700 };

export async function moveToWindow(
  { ticket, own }: Request<"ticket.move">,
  { tabId, frameId, place }: Sender,
): Promise<Answers["ticket.move"]> {
  // The text moves through a stored draft, and nothing of a private window may be stored.
  if (place === null) return fail("private");
  const mount = await takeMount(own, tabId, frameId);
  if (!mount) return fail("no-ticket");
  const tab = await openPage(`${browser.runtime.getURL(PAGE)}#${ticket}`);
  if (tab === null) {
    await mount.giveBack();
    return fail("no-window");
  }
  await grantTicket(ticket, { tabId: tab, page: mount.page });
  return ok(null);
}

/** The tab of the new window; null if the browser opened none. */
async function openPage(url: string): Promise<number | null> {
  const window = await openWindow({ url, type: "popup", ...SIZE });
  if (window) return window.tabs?.[0]?.id ?? (await browser.tabs.query({ windowId: window.id! }))[0]?.id ?? null;
  // Android has no windows, only tabs.
  const tab = await browser.tabs.create({ url }).catch(() => null);
  return tab?.id ?? null;
}
