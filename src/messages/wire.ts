// Requests and answers over a Port, each bound to the other by a name of its own. A request can be cancelled, and is asked
// again under the same name when the line was opened anew (relay.ts): of a call that allows none beside it, whoever answers
// does the work once. What is large in a request or an answer travels in pieces before it.
import { noteFault } from "./fault";
import { pause } from "./pause";
import { cut, gather, type InPieces, type Piece, takeLarge } from "./pieces";

/** The calls of a wire: requests and answers. */
export type CallTable = Readonly<Record<string, { readonly request: unknown; readonly answer: unknown }>>;

/** Answers of the wire itself. busy: another request that allows none beside it is under way. failed: a fault of ours. */
export interface NotDone {
  readonly is: "busy" | "cancelled" | "failed";
}

type Call = InPieces & { readonly call: string; readonly request: unknown };
type Answer = InPieces & { readonly answer: unknown };

export type ToCallee = Call | Piece | { readonly id: string; readonly cancel: true };
export type ToCaller = Answer | Piece;

type Post = (message: ToCaller) => void;
type AnswerOf<C extends CallTable, N extends keyof C> = C[N]["answer"] | NotDone;

/**
 * Sends it whenever that is called, from its start: what is large in pieces, with pauses, then the rest. Tells whether all of
 * it was sent; not where it was sent anew meanwhile, or is no longer wanted.
 */
function sender<M extends Call | Answer>(
  message: M,
  post: (message: M | Piece) => void,
  signal?: AbortSignal,
): () => Promise<boolean> {
  let round = 0;
  return async () => {
    const mine = ++round;
    const { large, rest } = takeLarge(message);
    let apart = 0;
    for (const [of, whole] of large)
      for (const piece of cut(whole)) {
        post({ id: message.id, of, at: apart++, piece });
        await pause();
        if (mine !== round || signal?.aborted) return false;
      }
    post(apart > 0 ? { ...rest, apart } : message);
    return true;
  };
}

export interface WireCaller<C extends CallTable> {
  /** Aborted, it still waits for the answer, which says how far the work had come. */
  ask<N extends keyof C & string>(name: N, request: C[N]["request"], signal?: AbortSignal): Promise<AnswerOf<C, N>>;
  take(message: ToCaller): void;
  /** The line was opened anew: what is not answered yet may have been lost with the old one. */
  repeat(): void;
}

/** The end that asks. */
export function wireCaller<C extends CallTable>(post: (message: ToCallee) => void): WireCaller<C> {
  const open = new Map<string, { send: () => void; settle: (answer: unknown) => void }>();
  const pieces = gather();
  return {
    ask<N extends keyof C & string>(name: N, request: C[N]["request"], signal?: AbortSignal) {
      if (signal?.aborted) return Promise.resolve<AnswerOf<C, N>>({ is: "cancelled" });
      return new Promise<AnswerOf<C, N>>((resolve) => {
        const id = crypto.randomUUID();
        let asked = false;
        const settle = (answer: unknown): void => {
          signal?.removeEventListener("abort", cancel);
          resolve(answer as AnswerOf<C, N>);
        };
        const cancel = (): void => {
          post({ id, cancel: true });
          // Nothing was begun at the other end before it was asked.
          if (!asked && open.delete(id)) settle({ is: "cancelled" });
        };
        const posting = (message: Call | Piece): void => {
          asked ||= "call" in message;
          post(message);
        };
        const ask = sender({ id, call: name, request }, posting, signal);
        const send = (): void => {
          if (signal?.aborted) cancel();
          else void ask();
        };
        signal?.addEventListener("abort", cancel);
        open.set(id, { send, settle });
        send();
      });
    },
    take(message) {
      const { id } = message;
      const one = open.get(id);
      if (one && "piece" in message) pieces.keep(message);
      if (!one || !("answer" in message)) return;
      const whole = pieces.take(message);
      // What was lost with a line comes again on the next one.
      if (!whole) return;
      open.delete(id);
      if (!message.apart) return one.settle(message.answer);
      // Putting it together is work of its own, and so is what is done with it.
      void pause().then(() => {
        const { answer } = whole();
        void pause().then(() => one.settle(answer));
      });
    },
    repeat() {
      for (const { send } of [...open.values()]) send();
    },
  };
}

export type WireHandlers<C extends CallTable> = {
  readonly [N in keyof C]: (request: C[N]["request"], signal: AbortSignal) => AnswerOf<C, N> | Promise<AnswerOf<C, N>>;
};

type Handler = (request: never, signal: AbortSignal) => unknown;

/** Those that these are, and nothing that objects have besides. */
export const among =
  <C extends CallTable>(handlers: Partial<WireHandlers<C>>) =>
  (call: string): Handler | undefined =>
    Object.hasOwn(handlers, call) ? handlers[call] : undefined;

export interface WireCallee {
  /** `post` leads back to whoever said this. */
  take(message: ToCallee, post: Post): void;
  /** Cancels whatever is under way: nobody waits for it any more. */
  abort(): void;
}

interface Asked {
  /** Allows none beside it, and is not done twice. */
  readonly alone: boolean;
  readonly stop: AbortController;
  /** Of the line it was last asked on. */
  post: Post;
  /** Sends the answer from its start; null until there is one. */
  send: (() => void) | null;
}

/** The end that answers, by what `handlerOf` a call says. Of the calls in `exclusive` one is under way at a time. */
export function wireCallee(
  handlerOf: (call: string) => Handler | undefined,
  exclusive: readonly string[] = [],
): WireCallee {
  const asked = new Map<string, Asked>();
  const pieces = gather();

  const answered = (id: string, one: Asked, answer: unknown): void => {
    const send = sender({ id, answer }, (message) => one.post(message));
    one.send = async () => {
      // Who asks for it once more has it made once more.
      if ((await send()) && !one.alone) asked.delete(id);
    };
    one.send();
  };
  const begin = async ({ call }: Call, { stop }: Asked, whole: () => Call): Promise<unknown> => {
    try {
      const handler = handlerOf(call);
      if (handler) return await handler(whole().request as never, stop.signal);
    } catch (error) {
      noteFault("a request failed", error);
    }
    return { is: "failed" };
  };

  return {
    take(message, post) {
      const { id } = message;
      const known = asked.get(id);
      if (known) {
        if ("piece" in message) return;
        known.post = post;
        // Asked again, or cancelled too late: the answer was lost on its way, or is on it.
        if (known.send) known.send();
        else if ("cancel" in message) known.stop.abort();
        return;
      }
      if ("piece" in message) return pieces.keep(message);
      const whole = pieces.take(message);
      // What was lost with a line comes again on the next one.
      if (!whole) return;
      const alone = "cancel" in message || exclusive.includes(message.call);
      const taken = alone && [...asked.values()].some((one) => one.alone && !one.send);
      const one: Asked = { alone, stop: new AbortController(), post, send: null };
      asked.set(id, one);
      if ("cancel" in message) answered(id, one, { is: "cancelled" });
      else if (taken) answered(id, one, { is: "busy" });
      else void begin(message, one, whole as () => Call).then((answer) => answered(id, one, answer));
    },
    abort() {
      for (const { stop } of asked.values()) stop.abort();
    },
  };
}
