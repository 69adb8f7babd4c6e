// Calls whose request or answer is large, over a Port of their own (wire.ts). The background answers them as it does all others.
import browser from "../platform/browser";
import { MARK } from "./build-mark";
import { ExtensionGone } from "./call";
import type { Answer, CallName, Request } from "./calls";
import { PIECES_PORT } from "./pieces";
import { type CallTable, type ToCaller, wireCaller } from "./wire";

/** As `call`: a worker that died in the middle is asked once more. Rejects with ExtensionGone when nobody is left. */
export async function callInPieces<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  const answer = (await once(name, request)) ?? (await once(name, request));
  if (!answer) throw new Error("no answer");
  return answer as Answer<N>;
}

/** Null: the other end went before it answered. */
async function once(name: CallName, request: unknown): Promise<object | null> {
  if (!browser.runtime?.id) throw new ExtensionGone();
  const port = browser.runtime.connect({ name: PIECES_PORT });
  const gone = new AbortController();
  const answer = await new Promise<unknown>((resolve) => {
    gone.signal.addEventListener("abort", () => resolve(null));
    const wire = wireCaller<CallTable>((message) => {
      try {
        port.postMessage(message);
      } catch {
        gone.abort();
      }
    });
    port.onMessage.addListener((message: unknown) => {
      const said = message as ToCaller;
      // A background of a build before the wire: what it says of the call is that it cannot use it.
      if ("answer" in said && !said.id) resolve(said.answer);
      else wire.take(said);
    });
    port.onDisconnect.addListener(() => gone.abort());
    void wire.ask(MARK + name, request, gone.signal).then(resolve);
  });
  if (!gone.signal.aborted) port.disconnect();
  return typeof answer === "object" && answer && "ok" in answer ? answer : null;
}
