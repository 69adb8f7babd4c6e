// The line to the content script that mounted this overlay (messages/channel.ts).
import type { ToContent, ToOverlay } from "../../../messages/channel";
import { LINE_ENDED, relayName } from "../../../messages/relay";
import type { ToCallee, ToCaller } from "../../../messages/wire";
import browser from "../../../platform/browser";

interface Line {
  /** False: there is nobody left at the other end. */
  post(message: ToContent | ToCallee): boolean;
}

interface Ends {
  readonly onMessage: (message: ToOverlay) => void;
  /** Answers to what was asked. */
  readonly onWire: (message: ToCaller) => void;
  /** The line was opened anew; what was said last may not have arrived. */
  readonly onReopen: () => void;
  /** The content script is gone, or was never there. Called once. */
  readonly onEnd: () => void;
}

type Where = { readonly tabId: number; readonly frameId: number; readonly ticket: string };

/**
 * Opens the line, directly where the browser lets a frame inside a page do that (Chrome), else through the background
 * (Firefox). A relayed line is opened again when only the background went to sleep.
 */
export function openLine({ tabId, frameId, ticket }: Where, { onMessage, onWire, onReopen, onEnd }: Ends): Line {
  const direct = browser.tabs?.connect !== undefined;
  const open = () =>
    direct
      ? browser.tabs.connect(tabId, { frameId, name: ticket })
      : browser.runtime.connect({ name: relayName(frameId, ticket) });
  let port = open();
  let ended = false;
  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  const listen = (): void => {
    port.onMessage.addListener((message: unknown) => {
      if ("id" in (message as object)) onWire(message as ToCaller);
      else if ((message as { type: string }).type === LINE_ENDED.type) end();
      else onMessage(message as ToOverlay);
    });
    port.onDisconnect.addListener(() => {
      if (direct || ended || !browser.runtime?.id) return end();
      port = open();
      listen();
      onReopen();
    });
  };
  listen();
  return {
    post(message) {
      try {
        port.postMessage(message);
        return true;
      } catch {
        return false;
      }
    },
  };
}
