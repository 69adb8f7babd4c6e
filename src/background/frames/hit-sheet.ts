import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";

const EVERYTHING = ["*", "::before", "::after", "::backdrop"].map((part) => `:root[data-cachet-hit] ${part}`);
const CSS = `${EVERYTHING.join()}{pointer-events:auto!important}`;

/**
 * Lets the content script see what lies over an overlay, even layers that let clicks through (content/dom/covered.ts). As a user
 * style sheet, it overrides everything the page writes. Without it, the content script reports that it cannot tell.
 */
export function layHitSheet({ tabId, frameId }: Sender): void {
  if (tabId === null || frameId === null) return;
  const target = { tabId, frameIds: [frameId] };
  browser.scripting.insertCSS({ target, css: CSS, origin: "USER" }).catch(() => {});
}
