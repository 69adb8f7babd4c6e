// Large octets and texts travel in pieces: a message is copied on the sending thread and again on the receiving one, and
// 25 MiB in one go would block a page for half a second.
import { joined } from "../domain/octets";

/** Octets or characters in one piece: a few milliseconds of copying. */
export const PIECE = 512 * 1024;

export type Large = Uint8Array | string;

/** All pieces, in order: at least one, which may be empty. Copies, because posting a view would send its whole buffer. */
export function* cut<T extends Large>(whole: T): Generator<T> {
  for (let at = 0; at === 0 || at < whole.length; at += PIECE) yield whole.slice(at, at + PIECE) as T;
}

export const put = (pieces: readonly Large[]): Large =>
  typeof pieces[0] === "string" ? pieces.join("") : joined(pieces as readonly Uint8Array[]);

export const isLarge = (value: unknown): value is Large =>
  (value instanceof Uint8Array || typeof value === "string") && value.length > PIECE;

const isPlain = (value: unknown): value is object =>
  Array.isArray(value) || (!!value && Object.getPrototypeOf(value) === Object.prototype);

/** Whether anything in it is large, at any depth. */
export const hasLarge = (value: unknown): boolean =>
  isLarge(value) || (isPlain(value) && Object.values(value).some(hasLarge));

/** Part of a large value in the request or answer `id`, which holds the name `of` in place of the value. */
export interface Piece {
  readonly id: string;
  readonly of: string;
  /** Position among all pieces of the message. */
  readonly at: number;
  readonly piece: Large;
}

export interface InPieces {
  readonly id: string;
  /** How many pieces precede the message. */
  readonly apart?: number;
}

/** A deep copy with `change` applied to every value. Objects that are not plain are kept as they are. */
function changed(value: unknown, change: (value: unknown) => unknown): unknown {
  const now = change(value);
  if (Array.isArray(now)) return now.map((one) => changed(one, change));
  if (!isPlain(now)) return now;
  return Object.fromEntries(Object.entries(now).map(([name, one]) => [name, changed(one, change)]));
}

/** Takes the large values out of a message, at any depth, and puts names in their places. */
export function takeLarge<T extends InPieces>(message: T) {
  const large: [of: string, whole: Large][] = [];
  const rest = changed(message, (value) => {
    if (!isLarge(value)) return value;
    // The message's id is random and made after its content, so no content can hold this name.
    const of = `${message.id} ${large.length}`;
    large.push([of, value]);
    return of;
  });
  return { large, rest: rest as T };
}

/** Keeps pieces as they arrive, until their message is there. */
export function gather() {
  const kept = new Map<string, Piece[]>();
  return {
    keep(piece: Piece): void {
      // A sending starts over: pieces of an earlier sending may belong to another answer.
      if (piece.at === 0) kept.set(piece.id, [piece]);
      else kept.get(piece.id)?.push(piece);
    },
    /** Returns a function that puts the message together again; null: some pieces were lost. */
    take<T extends InPieces>(message: T): (() => T) | null {
      const { id, apart = 0 } = message;
      const all = kept.get(id) ?? [];
      kept.delete(id);
      if (apart === 0) return () => message;
      if (apart !== all.length) return null;
      const whole = (value: unknown): unknown => {
        const mine = all.filter(({ of }) => of === value);
        return mine.length > 0 ? put(mine.map(({ piece }) => piece)) : value;
      };
      return () => changed(message, whole) as T;
    },
  };
}

/** Name of the Port for a large call to the background. */
export const PIECES_PORT = "pieces";
