import * as v from "valibot";
import type { Runtime } from "webextension-polyfill";
import { fail } from "../domain/result";
import browser from "../platform/browser";
import { ofThisBuild, unmarked } from "./build-mark";
import { callerOf } from "./caller";
import { type Answers, type CallName, calls, type Request } from "./calls";
import type { Caller } from "./calls/table";
import { noteFault } from "./fault";
import { say } from "./line";
import { PIECES_PORT } from "./pieces";
import { type ToCallee, type ToCaller, wireCallee } from "./wire";

export interface Sender {
  readonly caller: Caller;
  readonly tabId: number | null;
  readonly frameId: number | null;
  /** The caller's document, where the browser names documents. */
  readonly documentId?: string;
  /**
   * Origin of the page in the tab, according to the browser. Null where it is unknown, for a frame of another origin in the
   * page, and in a private window, about which nothing may be kept.
   */
  readonly place: string | null;
  /** Origin of the caller's own document, according to the browser. */
  readonly origin: string | null;
}

export type Handlers = { readonly [N in CallName]: (request: Request<N>, sender: Sender) => Promise<Answers[N]> };

let heardOther = (): void => {};

/** Sets what to do when a document of ours turns out to be of another build, so that one of the two is old. */
export const onOtherBuild = (work: () => void): void => {
  heardOther = work;
};

/**
 * The one listener of the background for calls. Not async: it must return `true` at once to answer later. Refuses wrong
 * callers, checks the request's shape, and has the one catch.
 */
export function serve(handlers: Handlers): void {
  const own = browser.runtime.getURL("").replace(/\/$/, "");
  browser.runtime.onMessage.addListener(((
    message: unknown,
    sender: Runtime.MessageSender,
    reply: (answer: unknown) => void,
  ) => {
    void answer(handlers, message, sender, own).then(reply);
    return true;
  }) as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === PIECES_PORT) serveLine(handlers, port, own);
  });
}

/** Serves calls over a Port, with large values in pieces both ways. Caller and request are checked as for any call. */
function serveLine(handlers: Handlers, port: Runtime.Port, own: string): void {
  const caller = port.sender && callerOf(port.sender, browser.runtime.id, own);
  // Other callers have no large calls to make, so no pieces are kept for them.
  if (caller !== "overlay" && caller !== "page") {
    port.disconnect();
    return;
  }
  const answerTo = (call: string) => (request: unknown) => answer(handlers, { call, request }, port.sender!, own);
  const callee = wireCallee(answerTo);
  port.onDisconnect.addListener(() => callee.abort());
  const post = (message: ToCaller): void => void say(port, message);
  port.onMessage.addListener((message: unknown) => callee.take(message as ToCallee, post));
}

const unusable = () => ofThisBuild(fail("malformed"));

export async function answer(
  handlers: Handlers,
  message: unknown,
  sender: Runtime.MessageSender,
  own: string,
): Promise<unknown> {
  const { call: said, request } = (message ?? {}) as { call?: unknown; request?: unknown };
  if (typeof said !== "string") return unusable();
  const caller = callerOf(sender, browser.runtime.id, own);
  if (!caller) return fail("refused");
  const name = unmarked(said);
  if (name === null) {
    // Whatever the call's name or shape may be in the other build.
    heardOther();
    return fail("other-build");
  }
  if (!Object.hasOwn(calls, name)) return unusable();
  const entry = calls[name as CallName];
  if (!(entry.callers as readonly Caller[]).includes(caller)) return fail("refused");
  const parsed = v.safeParse(entry.request as v.GenericSchema, request);
  if (!parsed.success) return unusable();
  try {
    const handler = handlers[name as CallName] as (request: unknown, sender: Sender) => Promise<unknown>;
    const [tabId, frameId] = [sender.tab?.id ?? null, sender.frameId ?? null];
    const origin = URL.parse(sender.url ?? "")?.origin ?? null;
    const { documentId } = sender;
    const place = placeOf(sender, caller);
    return await handler(parsed.output, { caller, tabId, frameId, ...(documentId && { documentId }), place, origin });
  } catch (error) {
    // Only the call's name and the error: the request may hold text or a passphrase.
    noteFault(`${name} failed`, error);
    return fail("internal");
  }
}

function placeOf({ tab, url }: Runtime.MessageSender, caller: Caller): string | null {
  if (!tab || tab.incognito) return null;
  const place = URL.parse(tab.url ?? "")?.origin ?? null;
  // A webmail inside another site's page: an overlay could not tell which of the two it is in.
  if (caller === "content" && URL.parse(url ?? "")?.origin !== place) return null;
  return place;
}
