// Firefox gives extension frames inside a web page no browser.tabs, so they cannot open the line to their content script
// themselves (see messages/channel.ts): the background opens it for them and passes on what both ends say, unread.
import type { Runtime } from "webextension-polyfill";
import { callerOf } from "../../messages/caller";
import { PIECES_PORT } from "../../messages/pieces";
import { LINE_ENDED, readRelayName } from "../../messages/relay";
import browser from "../../platform/browser";

export function relayLines(): void {
  const own = browser.runtime.getURL("").replace(/\/$/, "");
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === PIECES_PORT) return;
    const wanted = readRelayName(port.name);
    // Only within the overlay's own tab; the content script checks the ticket.
    const tabId = port.sender?.tab?.id;
    const overlay = port.sender && callerOf(port.sender, browser.runtime.id, own) === "overlay";
    if (wanted && overlay && tabId !== undefined) relay(port, tabId, wanted);
    else port.disconnect();
  });
}

function relay(port: Runtime.Port, tabId: number, { frameId, ticket }: { frameId: number; ticket: string }): void {
  const line = browser.tabs.connect(tabId, { frameId, name: ticket });
  line.onMessage.addListener((message) => port.postMessage(message));
  port.onMessage.addListener((message) => line.postMessage(message));
  port.onDisconnect.addListener(() => line.disconnect());
  line.onDisconnect.addListener(() => {
    // Marks an end by the content script, after which the overlay must not connect again.
    port.postMessage(LINE_ENDED);
    port.disconnect();
  });
}
