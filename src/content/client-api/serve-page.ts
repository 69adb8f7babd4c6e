// Our end of the wire to window.mailvelope. Every message is the page's: it is checked against the call's schema before anything
// else, and answered with a value, or with a code and a sentence that say nothing of the user's.
import { ExtensionGone } from "../../messages/call";
import { API_HERE, API_READY, API_TAKEN, type ClientAnswer, type ClientEnd } from "../../messages/client-api";
import { type CheckedRequest, checkRequest } from "../../messages/client-arguments";
import { noteFault } from "../../messages/fault";
import type { ClientState } from "../../messages/page-state";
import { createDisplayContainer, type DisplayWorld } from "./display";
import { KEYRING_CALLS, type KeyringWorld } from "./keyring";
import { CLIENT_TEXTS, type ClientResult } from "./refusals";

export interface PageWorld extends DisplayWorld, KeyringWorld {
  /** The extension was found to be gone. */
  readonly gone: () => void;
}

/** Requests under way at once: a page that asks for more waits for nobody. */
const MOST_ASKED = 50;

/** Meets the script in the page's world, whichever of the two starts first. The result tells who was met. */
export function servePage(world: PageWorld): () => ClientState["speaksTo"] {
  const { document, signal } = world;
  let met: ClientState["speaksTo"] = "nobody";
  let port: MessagePort | null = null;
  const onTaken = (): void => {
    met = "other-extension";
    finish();
  };
  const onReady = (): void => {
    if (met !== "nobody") return;
    met = "page";
    const channel = new MessageChannel();
    port = channel.port1;
    listen(channel.port1, world);
    document.defaultView!.postMessage(API_READY, document.location.origin, [channel.port2]);
  };
  const finish = (): void => {
    const end: ClientEnd = { end: true };
    port?.postMessage(end);
    port?.close();
    port = null;
  };
  document.addEventListener(API_TAKEN, onTaken, { signal });
  document.addEventListener(API_READY, onReady, { signal });
  signal.addEventListener("abort", finish);
  document.dispatchEvent(new Event(API_HERE));
  return () => met;
}

function listen(port: MessagePort, world: PageWorld): void {
  let asked = 0;
  const answer = async (message: unknown): Promise<void> => {
    const request = checkRequest(message);
    if (!request) return;
    const { id } = request;
    const refuse = (code: keyof typeof CLIENT_TEXTS): ClientAnswer => ({ id, code, text: CLIENT_TEXTS[code] });
    if (request.call === null) return port.postMessage(refuse("TYPE_MISMATCH"));
    if (asked >= MOST_ASKED) return port.postMessage(refuse("TOO_MANY_REQUESTS"));
    asked += 1;
    const done = await handle(request, world).catch((error: unknown): ClientResult => {
      if (error instanceof ExtensionGone) world.gone();
      else noteFault(`the page's ${request.call} failed`, error);
      return { ok: false, code: error instanceof ExtensionGone ? "NO_CONNECTION" : "INTERNAL_ERROR" };
    });
    asked -= 1;
    port.postMessage(done.ok ? { id, value: done.value } : refuse(done.code));
  };
  port.onmessage = ({ data }) => void answer(data);
}

function handle(request: CheckedRequest, world: PageWorld): Promise<ClientResult> {
  switch (request.call) {
    case "createDisplayContainer":
      return createDisplayContainer(request.given, world);
    default:
      return KEYRING_CALLS[request.call](request.given as never, world);
  }
}
