import browser from "../platform/browser";
import { MARK } from "./build-mark";
import type { Answer, CallName, Request } from "./calls";

/** Thrown when the extension was reloaded, updated or removed under this document: nothing here can work any more. */
export class ExtensionGone extends Error {}

const WORKER_DIED = /(port|channel) closed|receiving end|not establish/i;

/**
 * Calls the background. A worker killed in the middle is asked once more: every call of the contract may be repeated.
 * Rejects with ExtensionGone when there is no extension left to answer.
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
