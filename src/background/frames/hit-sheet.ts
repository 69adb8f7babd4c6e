import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";

const EVERYTHING = ["*", "::before", "::after", "::backdrop"].map((part) => `:root[data-cachet-hit] ${part}`);
const CSS = `${EVERYTHING.join()}{pointer-events:auto!important}`;

/**
 * Lets the content script see what lies over an overlay, even if it lets clicks through (content/dom/covered.ts). A style of
 * the user's, as the browser calls it: nothing the page writes overrides it. Without it the content script knows that it
 * cannot tell.
 */
export function layHitSheet({ tabId, frameId }: Sender): void {
  if (tabId === null || frameId === null) return;
  const target = { tabId, frameIds: [frameId] };
  browser.scripting.insertCSS({ target, css: CSS, origin: "USER" }).catch(() => {});
}
