// What was written, when, and what became of it: the driver's own memory, against which everything else is held.
import type { Mailbox } from "../webmail/mail-text";

/** So long may something lie in the editor alone: `state/draft.ts` saves after two seconds at most. */
const SAFE_AFTER_MS = 2500;

interface Written {
  readonly word: string;
  /** When it was seen in the editor. */
  readonly at: number;
}

export interface Letter {
  readonly subject: string;
  /** What the page shows as the subject of the letter that this one answers. */
  readonly answers: string | null;
  readonly to: Mailbox[];
  words: Written[];
  /** Of the words, those in bold. */
  bold: Written[];
  /** By name. */
  files: Written[];
  /** When the subject was seen in its field. */
  subjectAt: number;
  /** Everything ever typed or attached for it, kept or not: none of it may be anywhere in clear. */
  readonly secrets: Set<string>;
  /** The user put it back into the page. */
  inClear: boolean;
  /** Cachet has said that it may have gone out already. */
  told: boolean;
}

export const newLetter = (subject: string, to: Mailbox, answers: string | null): Letter => ({
  subject,
  answers,
  to: [to],
  words: [],
  bold: [],
  files: [],
  subjectAt: Number.POSITIVE_INFINITY,
  secrets: new Set([subject]),
  inClear: false,
  told: false,
});

/** What must come back after something that happened at `when`; `roomSince`: when the disk was last full no more. */
export const safeAt = (all: readonly Written[], when: number, roomSince: number): string[] =>
  all.filter(({ at }) => isSafe(at, when, roomSince)).map(({ word }) => word);

/** A save for which there was no room is tried again two seconds later. */
const AGAIN_MS = 2000;

/** What was never written is not safe, whenever it is asked. */
export const isSafe = (at: number, when: number, roomSince: number): boolean =>
  Number.isFinite(at) && Math.max(at, roomSince === 0 ? 0 : roomSince + AGAIN_MS) <= when - SAFE_AFTER_MS;
