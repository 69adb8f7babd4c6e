// Requests and answers over the line between an overlay and its content script, each bound to the other by a name of its own.
// A request can be cancelled, and is asked again under the same name when the line was opened anew (relay.ts): whoever
// answers does the work once. Large octets and texts travel in pieces before it.
import { cut, isLarge, type Large, put } from "./pieces";

/** What can be asked, and what is answered. `is` tells one answer from another. */
export type CallTable = Readonly<
  Record<string, { readonly request: unknown; readonly answer: { readonly is: string } }>
>;

/** Answers of the wire itself. busy: another request that allows none beside it is under way. failed: a fault of ours. */
export interface NotDone {
  readonly is: "busy" | "cancelled" | "failed";
}

export type WireMessage =
  | { readonly id: string; readonly call: string; readonly request: unknown }
  /** Belongs to the request of this name, at the place `field` names ("files.1.bytes"). */
  | { readonly id: string; readonly field: string; readonly at: number; readonly piece: Large }
  | { readonly id: string; readonly cancel: true }
  | { readonly id: string; readonly answer: unknown };

type AnswerOf<C extends CallTable, N extends keyof C> = C[N]["answer"] | NotDone;

export interface WireCaller<C extends CallTable> {
  /** Aborted, it still waits for the answer, which says how far the work had come. */
  ask<N extends keyof C & string>(name: N, request: C[N]["request"], signal?: AbortSignal): Promise<AnswerOf<C, N>>;
  take(message: WireMessage): void;
  /** The line was opened anew: what is not answered yet may have been lost with the old one. */
  repeat(): void;
}

/** The end that asks. `pause` lets the page breathe between two pieces. */
export function wireCaller<C extends CallTable>(
  post: (message: WireMessage) => void,
  pause: () => Promise<void> = () => new Promise((next) => setTimeout(next)),
): WireCaller<C> {
  const open = new Map<string, { send: () => void; settle: (answer: never) => void }>();
  return {
    ask<N extends keyof C & string>(name: N, request: C[N]["request"], signal?: AbortSignal) {
      if (signal?.aborted) return Promise.resolve<AnswerOf<C, N>>({ is: "cancelled" });
      return new Promise<AnswerOf<C, N>>((resolve) => {
        const id = crypto.randomUUID();
        let round = 0;
        let asked = false;
        const settle = (answer: AnswerOf<C, N>): void => {
          open.delete(id);
          signal?.removeEventListener("abort", cancel);
          resolve(answer);
        };
        const cancel = (): void => {
          post({ id, cancel: true });
          // Nothing was begun at the other end before it was asked.
          if (!asked) settle({ is: "cancelled" });
        };
        const send = async (): Promise<void> => {
          if (signal?.aborted) return cancel();
          const mine = ++round;
          const large: [string, Large][] = [];
          const rest = without(request, "", large);
          for (const [field, whole] of large) {
            let at = 0;
            for (const piece of cut(whole)) {
              post({ id, field, at: at++, piece });
              await pause();
              if (mine !== round || signal?.aborted) return;
            }
          }
          asked = true;
          post({ id, call: name, request: rest });
        };
        signal?.addEventListener("abort", cancel);
        open.set(id, { send: () => void send(), settle });
        void send();
      });
    },
    take(message) {
      if ("answer" in message) open.get(message.id)?.settle(message.answer as never);
    },
    repeat() {
      for (const { send } of [...open.values()]) send();
    },
  };
}

export type WireHandlers<C extends CallTable> = {
  readonly [N in keyof C]: (request: C[N]["request"], signal: AbortSignal) => AnswerOf<C, N> | Promise<AnswerOf<C, N>>;
};

export interface WireCallee {
  take(message: WireMessage): void;
  /** Cancels whatever is under way: nobody waits for it any more. */
  abort(): void;
}

/** The end that answers. Of the calls in `exclusive` one is under way at a time. */
export function wireCallee<C extends CallTable>(
  handlers: WireHandlers<C>,
  exclusive: readonly (keyof C)[],
  post: (message: WireMessage) => void,
): WireCallee {
  const given = new Map<string, unknown>();
  const pieces = new Map<string, Map<string, Large[]>>();
  const running = new Map<string, { readonly alone: boolean; readonly stop: AbortController }>();

  const answer = (id: string, what: unknown): void => {
    running.delete(id);
    pieces.delete(id);
    given.set(id, what);
    post({ id, answer: what });
  };
  const begin = async (id: string, name: keyof C, request: unknown): Promise<void> => {
    const alone = exclusive.includes(name);
    if (alone && [...running.values()].some((one) => one.alone)) return answer(id, { is: "busy" });
    const stop = new AbortController();
    running.set(id, { alone, stop });
    const whole = pieces.get(id);
    for (const [field, parts] of whole ?? []) place(request, field.split("."), put(parts));
    try {
      answer(id, await handlers[name](request, stop.signal));
    } catch (error) {
      console.error("cachet: a request failed", error instanceof Error ? error.stack : typeof error);
      answer(id, { is: "failed" });
    }
  };

  return {
    take(message) {
      const { id } = message;
      if (given.has(id)) {
        // Asked again, because the answer was lost on its way.
        if (!("piece" in message)) post({ id, answer: given.get(id) });
      } else if ("cancel" in message) {
        const one = running.get(id);
        if (one) one.stop.abort();
        else answer(id, { is: "cancelled" });
      } else if (running.has(id)) {
        // Asked again while the work goes on.
      } else if ("piece" in message) {
        const fields = pieces.get(id) ?? new Map<string, Large[]>();
        const parts = fields.get(message.field) ?? [];
        parts[message.at] = message.piece;
        pieces.set(id, fields.set(message.field, parts));
      } else if ("call" in message && Object.hasOwn(handlers, message.call)) {
        void begin(id, message.call, message.request);
      }
    },
    abort() {
      for (const { stop } of running.values()) stop.abort();
    },
  };
}

/** A copy without what is large, which `large` gets with its place. */
function without(value: unknown, path: string, large: [string, Large][]): unknown {
  if (isLarge(value)) {
    large.push([path, value]);
    return null;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(
    ([name, one]) => [name, without(one, path === "" ? name : `${path}.${name}`, large)] as const,
  );
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

function place(within: unknown, path: readonly string[], value: Large): void {
  const [name, ...rest] = path;
  const holder = within as Record<string, unknown>;
  if (rest.length === 0) holder[name!] = value;
  else place(holder[name!], rest, value);
}
