// The asking end of a Port: requests and answers, in pieces where large (wire.ts), and events beside them. An overlay has
// one line to its content script; each large call to the background has a line of its own.
import type { Runtime } from "webextension-polyfill";
import browser from "../platform/browser";
import { MARK } from "./build-mark";
import { ExtensionGone } from "./call";
import type { Answer, CallName, Request } from "./calls";
import { PIECES_PORT } from "./pieces";
import { LINE_ENDED } from "./relay";
import { type CallTable, type ToCaller, type WireCaller, wireCaller } from "./wire";

/** False: nobody is left at the other end, or the line is being reopened. */
export function say(port: Pick<Runtime.Port, "postMessage"> | null, message: unknown): boolean {
  try {
    port?.postMessage(message);
    return port !== null;
  } catch {
    return false;
  }
}

interface Ends<E> {
  /** Called with each message of the other end that is not an answer. */
  readonly onEvent: (event: E) => void;
  /** Whether to reopen a broken line. Unanswered requests are then repeated on the new one. */
  readonly again: () => boolean;
  /** Called once, when nobody is left at the other end. */
  readonly onEnd: () => void;
}

interface Line<C extends CallTable> {
  readonly wire: WireCaller<C>;
  readonly post: (event: object) => void;
  readonly close: () => void;
}

/** Opens the line, and reopens it for as long as `again` says so. */
export function openLine<C extends CallTable, E>(
  connect: () => Runtime.Port,
  { onEvent, again, onEnd }: Ends<E>,
): Line<C> {
  let port: Runtime.Port;
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  const post = (message: object): void => {
    if (!say(port, message)) end();
  };
  const wire = wireCaller<C>(post);
  const open = (): void => {
    port = connect();
    port.onMessage.addListener((message: unknown) => {
      if ("id" in (message as object)) wire.take(message as ToCaller);
      else if ((message as { event?: string }).event === LINE_ENDED.event) end();
      else onEvent(message as E);
    });
    port.onDisconnect.addListener(() => {
      if (ended || !browser.runtime?.id || !again()) return end();
      open();
      wire.repeat();
    });
  };
  open();
  return { wire, post, close: () => port.disconnect() };
}

/** `call` (call.ts) for large requests or answers. If the worker dies in the middle, the call is repeated once. */
export async function callLarge<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  if (!browser.runtime?.id) throw new ExtensionGone();
  let lines = 1;
  const answer = await new Promise<unknown>((resolve) => {
    const line = openLine<CallTable, { readonly answer?: unknown }>(
      () => browser.runtime.connect({ name: PIECES_PORT }),
      {
        // A background from before the wire answers as an event, to refuse the call.
        onEvent: (event) => resolve(event.answer),
        again: () => lines++ < 2,
        onEnd: () => resolve(null),
      },
    );
    void line.wire.ask(MARK + name, request).then((answered) => {
      resolve(answered);
      line.close();
    });
  });
  if (typeof answer === "object" && answer && "ok" in answer) return answer as Answer<N>;
  throw browser.runtime?.id ? new Error("no answer") : new ExtensionGone();
}
