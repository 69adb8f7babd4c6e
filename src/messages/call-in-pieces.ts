// Calls whose request or answer is large, over a Port of their own. The background answers them as it does all others.
import browser from "../platform/browser";
import { MARK } from "./build-mark";
import { ExtensionGone } from "./call";
import type { Answer, CallName, Request } from "./calls";
import { apart, cut, gathered, PIECES_PORT, type PieceMessage } from "./pieces";

/** Lets the browser draw and handle input between two pieces. */
type Pause = () => Promise<void>;

/** As `call`: a worker that died in the middle is asked once more. Rejects with ExtensionGone when nobody is left. */
export async function callInPieces<N extends CallName>(name: N, request: Request<N>, pause: Pause): Promise<Answer<N>> {
  const answer = (await once(name, request, pause)) ?? (await once(name, request, pause));
  if (!answer) throw new Error("no answer");
  return answer as Answer<N>;
}

/** Null: the other end went before it answered. */
async function once(name: CallName, request: unknown, pause: Pause): Promise<unknown> {
  if (!browser.runtime?.id) throw new ExtensionGone();
  const port = browser.runtime.connect({ name: PIECES_PORT });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { keep, into } = gathered();
  let ended = false;
  port.onMessage.addListener((message: unknown) => {
    const said = message as PieceMessage;
    if ("piece" in said) keep(said);
    // What is done with it is work of its own.
    else if ("answer" in said) void pause().then(() => resolve(said.answer));
  });
  port.onDisconnect.addListener(() => {
    ended = true;
    resolve(null);
  });
  try {
    const { large, rest } = apart(request);
    for (const [of, whole] of large) {
      for (const piece of cut(whole)) {
        if (ended) return null;
        port.postMessage({ piece, of } satisfies PieceMessage);
        await pause();
      }
    }
    port.postMessage({ call: MARK + name, request: rest } satisfies PieceMessage);
  } catch {
    return null; // closed under us
  }
  const answer = await promise;
  if (!ended) port.disconnect();
  if (answer === null) return null;
  const whole = filled(answer, into);
  await pause();
  return whole;
}

type AnyAnswer = { readonly ok: true; readonly value: object } | { readonly ok: false };

const filled = (answer: unknown, into: <T>(rest: T) => T): unknown => {
  const given = answer as AnyAnswer;
  return given.ok ? { ...given, value: into(given.value) } : given;
};
