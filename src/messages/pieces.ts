// Large octets and texts travel in pieces: a message is copied on the thread that sends it and again on the one that takes
// it, and 25 MiB in one go would hold up a page for half a second.
import { joined } from "../domain/octets";

/** Octets, or characters, of one piece: a few milliseconds of copying. */
export const PIECE = 512 * 1024;

export type Large = Uint8Array | string;

/** All pieces, the last one (perhaps empty) included; copies, as a view would take all it looks into along. */
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

/** A part of what is large in the request or answer `id`, and stands there where `of` stands instead. */
export interface Piece {
  readonly id: string;
  readonly of: string;
  /** Counts all pieces of the message. */
  readonly at: number;
  readonly piece: Large;
}

export interface InPieces {
  readonly id: string;
  /** How many pieces came before it. */
  readonly apart?: number;
}

/** A copy with something else in the place of what `change` changes. What is no plain object stays what it is. */
function changed(value: unknown, change: (value: unknown) => unknown): unknown {
  const now = change(value);
  if (Array.isArray(now)) return now.map((one) => changed(one, change));
  if (!isPlain(now)) return now;
  return Object.fromEntries(Object.entries(now).map(([name, one]) => [name, changed(one, change)]));
}

/** What is large in a message, wherever it stands, under names that stand in its place. */
export function takeLarge<T extends InPieces>(message: T) {
  const large: [of: string, whole: Large][] = [];
  const rest = changed(message, (value) => {
    if (!isLarge(value)) return value;
    // Nobody knew the name of the message when its content was made.
    const of = `${message.id} ${large.length}`;
    large.push([of, value]);
    return of;
  });
  return { large, rest: rest as T };
}

/** Keeps pieces as they come, until the message that they belong to is there. */
export function gather() {
  const kept = new Map<string, Piece[]>();
  return {
    keep(piece: Piece): void {
      // Sent from the start: what came of an earlier sending may be of another answer.
      if (piece.at === 0) kept.set(piece.id, [piece]);
      else kept.get(piece.id)?.push(piece);
    },
    /** Called, it puts those of the message where they were. Null: some of them were lost. */
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

/** Name of the Port of a call to the background in which something is large. */
export const PIECES_PORT = "pieces";
