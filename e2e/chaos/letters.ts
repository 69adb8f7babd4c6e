// What was written, when, and what became of it: the driver's own record, with which everything else is compared.
import type { Mailbox } from "../webmail/mail-text";

/** Text older than this must be saved: `state/draft.ts` saves after two seconds at most. */
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
  /** The words in bold. */
  bold: Written[];
  /** Files, by name. */
  files: Written[];
  /** When the subject was seen in its field. */
  subjectAt: number;
  /** Everything ever typed or attached for it, kept or not: none of it may be anywhere in clear. */
  readonly secrets: Set<string>;
  /** The user put it back into the page in clear. */
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

/** What must come back after an incident at `when`; `roomSince`: when the disk last had room again. */
export const safeAt = (all: readonly Written[], when: number, roomSince: number): string[] =>
  all.filter(({ at }) => isSafe(at, when, roomSince)).map(({ word }) => word);

/** A save without room is repeated two seconds later. */
const AGAIN_MS = 2000;

/** Whether it must have been saved by `when`. What was never written (`at` is infinite) need not. */
export const isSafe = (at: number, when: number, roomSince: number): boolean =>
  Number.isFinite(at) && Math.max(at, roomSince === 0 ? 0 : roomSince + AGAIN_MS) <= when - SAFE_AFTER_MS;
