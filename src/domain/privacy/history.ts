// The grades of the user's messages by week, and of the last ones sealed. Counts only, no messages.
import type { Grade } from "./index-types";

/** The badge of one message. */
export interface Graded {
  readonly kind: "read" | "sent";
  readonly grade: Grade;
  /** Milliseconds. */
  readonly seenAt: number;
}

/** The number of messages in seven days, by grade. */
export interface Week {
  /** When the seven days begin. */
  readonly from: number;
  readonly grades: Readonly<Record<Grade, number>>;
}

/** The last sealed messages sent, ten at most, and how many of them were private (B) or better. */
export interface SentMix {
  readonly total: number;
  readonly good: number;
}

export const WEEKS = 12;
const WEEK = 7 * 24 * 60 * 60 * 1000;
const LAST_SENT = 10;

/** Older messages are not counted. */
export const historyBegins = (now: number): number => now - WEEKS * WEEK;

/** The last twelve periods of seven days, oldest first; the last one ends at `now`. Messages outside are left out. */
export function weeksOf(messages: readonly Graded[], now: number): Week[] {
  const begins = historyBegins(now);
  const weeks = Array.from({ length: WEEKS }, (_, i) => ({
    from: begins + i * WEEK,
    grades: { a: 0, b: 0, c: 0, d: 0, e: 0, u: 0 },
  }));
  for (const { grade, seenAt } of messages) {
    const week = weeks[Math.floor((seenAt - begins) / WEEK)] ?? (seenAt === now ? weeks.at(-1) : undefined);
    if (week) week.grades[grade] += 1;
  }
  return weeks;
}

export function sentMix(messages: readonly Graded[]): SentMix {
  const last = messages
    .filter(({ kind }) => kind === "sent")
    .sort((a, b) => b.seenAt - a.seenAt)
    .slice(0, LAST_SENT);
  return { total: last.length, good: last.filter(({ grade }) => grade === "a" || grade === "b").length };
}
