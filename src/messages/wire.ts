// Requests and answers over a Port, matched by a random id. A request can be cancelled, and is repeated under the same id
// when the line was reopened (relay.ts); the other end never does the work of an exclusive call twice. Large values in a
// request or an answer travel in pieces before it.
import { noteFault } from "./fault";
import { pause } from "./pause";
import { cut, gather, type InPieces, type Piece, takeLarge } from "./pieces";

/** The calls of a wire: requests and answers. */
export type CallTable = Readonly<Record<string, { readonly request: unknown; readonly answer: unknown }>>;

/** Answers of the wire itself. busy: another exclusive request is under way. failed: a bug of ours. */
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
 * Returns a function that sends the message from its start: large values in pieces, with pauses, then the rest. It resolves
 * to whether the whole was sent: false where a newer sending overtook it or the signal aborted.
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
  /** After an abort it still waits for the answer, which says how far the work got. */
  ask<N extends keyof C & string>(name: N, request: C[N]["request"], signal?: AbortSignal): Promise<AnswerOf<C, N>>;
  take(message: ToCaller): void;
  /** After the line was reopened: sends every unanswered request again, as it may have been lost with the old line. */
  repeat(): void;
}

/** The asking end. */
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
          // The other end has begun nothing if the request itself was never posted.
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
      // Pieces lost with a line come again on the next one.
      if (!whole) return;
      open.delete(id);
      if (!message.apart) return one.settle(message.answer);
      // Joining the pieces takes time, and so may using the answer: a pause before each.
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

/** Looks up a handler among own properties only, never in the prototype. */
export const among =
  <C extends CallTable>(handlers: Partial<WireHandlers<C>>) =>
  (call: string): Handler | undefined =>
    Object.hasOwn(handlers, call) ? handlers[call] : undefined;

export interface WireCallee {
  /** `post` leads back to the sender of the message. */
  take(message: ToCallee, post: Post): void;
  /** Cancels everything under way: nobody waits for it any more. */
  abort(): void;
}

interface Asked {
  /** Exclusive: never runs beside another such call, and is not done twice. */
  readonly alone: boolean;
  readonly stop: AbortController;
  /** Leads back over the line on which the request last came. */
  post: Post;
  /** Sends the answer from its start; null until there is one. */
  send: (() => void) | null;
}

/** The answering end; `handlerOf` finds the handler of a call. Of the calls in `exclusive` one runs at a time. */
export function wireCallee(
  handlerOf: (call: string) => Handler | undefined,
  exclusive: readonly string[] = [],
): WireCallee {
  const asked = new Map<string, Asked>();
  const pieces = gather();

  const answered = (id: string, one: Asked, answer: unknown): void => {
    const send = sender({ id, answer }, (message) => one.post(message));
    one.send = async () => {
      // If it is asked for again, it is done again.
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
        // Repeated, or cancelled too late: the answer was lost on its way, or is still on it.
        if (known.send) known.send();
        else if ("cancel" in message) known.stop.abort();
        return;
      }
      if ("piece" in message) return pieces.keep(message);
      const whole = pieces.take(message);
      // Pieces lost with a line come again on the next one.
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
