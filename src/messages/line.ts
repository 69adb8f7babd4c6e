// A Port as an end uses it that asks: requests and answers, in pieces where they are large (wire.ts), and events beside them.
// An overlay has one to its content script; a call to the background with something large in it has one for itself.
import type { Runtime } from "webextension-polyfill";
import browser from "../platform/browser";
import { MARK } from "./build-mark";
import { ExtensionGone } from "./call";
import type { Answer, CallName, Request } from "./calls";
import { PIECES_PORT } from "./pieces";
import { LINE_ENDED } from "./relay";
import { type CallTable, type ToCaller, type WireCaller, wireCaller } from "./wire";

/** False: nobody is left at the other end, or the line is being opened anew. */
export function say(port: Pick<Runtime.Port, "postMessage"> | null, message: unknown): boolean {
  try {
    port?.postMessage(message);
    return port !== null;
  } catch {
    return false;
  }
}

interface Ends<E> {
  /** Whatever the other end says unasked. */
  readonly onEvent: (event: E) => void;
  /** Whether a line that broke is opened again. What is not answered yet is asked on the new one then. */
  readonly again: () => boolean;
  /** Nobody is left at the other end. Called once. */
  readonly onEnd: () => void;
}

interface Line<C extends CallTable> {
  readonly wire: WireCaller<C>;
  readonly post: (event: object) => void;
  readonly close: () => void;
}

/** Opens the line, and keeps it open as long as that makes sense. */
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

/** As `call` (call.ts), for what is large. A worker that died in the middle is asked once more. */
export async function callLarge<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  if (!browser.runtime?.id) throw new ExtensionGone();
  let lines = 1;
  const answer = await new Promise<unknown>((resolve) => {
    const line = openLine<CallTable, { readonly answer?: unknown }>(
      () => browser.runtime.connect({ name: PIECES_PORT }),
      {
        // A background of a build before the wire: what it says of the call is that it cannot use it.
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
