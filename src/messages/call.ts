import browser from "../platform/browser";
import { MARK } from "./build-mark";
import type { Answer, CallName, Request } from "./calls";

/** Thrown when the extension was reloaded, updated or removed under this document, so that nothing here works any more. */
export class ExtensionGone extends Error {}

const WORKER_DIED = /(port|channel) closed|receiving end|not establish/i;

/**
 * Calls the background. If the worker dies in the middle, the call is repeated once: every call of the contract may be.
 * Rejects with ExtensionGone when no extension is left to answer.
 */
export async function call<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  try {
    return await send(name, request);
  } catch (error) {
    if (!browser.runtime?.id) throw new ExtensionGone();
    if (error instanceof Error && WORKER_DIED.test(error.message)) return await send(name, request);
    throw error;
  }
}

async function send<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  const answer = (await browser.runtime.sendMessage({ call: MARK + name, request })) as Answer<N> | undefined;
  if (answer === undefined) throw new Error("message port closed: no answer");
  return answer;
}
