// The lines that overlays open to the script that mounted them: who may take one, and by which ticket.
import type { Runtime } from "webextension-polyfill";
import browser from "../../platform/browser";
import { extensionGone } from "./alive";

type Taker = (port: Runtime.Port) => void;

/** Who takes the line of a ticket, once. */
export type OverlayLines = Map<string, Taker>;

/** One listener for all overlays that this script mounts in its document. */
export function overlayLines(signal: AbortSignal): OverlayLines {
  const waiting: OverlayLines = new Map();
  const onConnect = (port: Runtime.Port): void => {
    const take = waiting.get(port.name);
    if (!take) return;
    if (!fromOwnOverlay(port.sender)) {
      port.disconnect();
      return;
    }
    waiting.delete(port.name);
    take(port);
  };
  browser.runtime.onConnect.addListener(onConnect);
  signal.addEventListener("abort", () => {
    if (!extensionGone()) browser.runtime.onConnect.removeListener(onConnect);
  });
  return waiting;
}

/**
 * The browser fills in `sender`; onConnect never hears other extensions, and content scripts cannot open such a port. The sender
 * is the overlay itself, or the background that opened the line for it (background/frames/relay.ts).
 */
function fromOwnOverlay(sender: Runtime.MessageSender | undefined): boolean {
  const { pathname, protocol } = URL.parse(sender?.url ?? "") ?? {};
  if (!pathname || sender?.id !== browser.runtime.id) return false;
  if (protocol !== URL.parse(browser.runtime.getURL(""))?.protocol) return false;
  return pathname.startsWith("/pages/overlays/") || !isPage(pathname);
}

const isPage = (path: string | undefined): boolean => !!path?.startsWith("/pages/");

/** A line that the background opened for an overlay. */
export const isRelayed = ({ sender }: Runtime.Port): boolean => !isPage(URL.parse(sender?.url ?? "")?.pathname);
