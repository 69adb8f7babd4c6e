// Large octets and texts travel in pieces: a message is copied on the thread that sends it and again on the one that takes
// it, and 25 MiB in one go would hold up a page for half a second.

/** Octets, or characters, of one piece: a few milliseconds of copying. */
export const PIECE = 512 * 1024;

export type Large = Uint8Array | string;

/** All pieces, the last one (perhaps empty) included; copies, as a view would take all it looks into along. */
export function* cut<T extends Large>(whole: T): Generator<T> {
  for (let at = 0; at === 0 || at < whole.length; at += PIECE) yield whole.slice(at, at + PIECE) as T;
}

export function put(pieces: readonly Large[]): Large {
  if (typeof pieces[0] === "string") return pieces.join("");
  const octets = pieces as readonly Uint8Array[];
  const whole = new Uint8Array(octets.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of octets) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const isLarge = (value: unknown): value is Large =>
  (value instanceof Uint8Array || typeof value === "string") && value.length > PIECE;

/** Name of the Port of a call in pieces. */
export const PIECES_PORT = "pieces";

/** What goes over it, in both directions: pieces of fields, then the rest of the request or of the answer's value. */
export type PieceMessage =
  | { readonly piece: Large; readonly of: string }
  | { readonly call: string; readonly request: unknown }
  | { readonly answer: unknown };

/** Takes the large fields out of an object: those, and what is left. */
export function apart(value: unknown): {
  readonly large: readonly (readonly [string, Large])[];
  readonly rest: unknown;
} {
  if (typeof value !== "object" || value === null) return { large: [], rest: value };
  const fields = Object.entries(value);
  const large = fields.filter((field): field is [string, Large] => isLarge(field[1]));
  return { large, rest: large.length === 0 ? value : Object.fromEntries(fields.filter(([, one]) => !isLarge(one))) };
}

/** Keeps the pieces of fields as they come, and puts them into an object. */
export function gathered() {
  const kept = new Map<string, Large[]>();
  return {
    keep({ piece, of }: Extract<PieceMessage, { piece: Large }>): void {
      const pieces = kept.get(of);
      if (pieces) pieces.push(piece);
      else kept.set(of, [piece]);
    },
    into<T>(rest: T): T {
      if (kept.size === 0) return rest;
      const whole = Object.fromEntries([...kept].map(([of, pieces]) => [of, put(pieces)]));
      kept.clear();
      return { ...rest, ...whole };
    },
  };
}
