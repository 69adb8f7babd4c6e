// History weighs days, not messages, so that a burst of mail on one day does not make a stranger familiar (GnuPG TOFU).

/** Enough history to call a key known: days_signed^2 + days_sealed^2 reaches 8^2. */
const KNOWN_WEIGHT = 64;

/** Days kept per contact; more would not change the result. */
export const MAX_DAYS = 60;

export interface History {
  /** Days (UTC, yyyy-mm-dd) on which mail was sealed to the key. */
  readonly sealedDays: readonly string[];
  /** Days on which mail with a good signature by the key was seen. */
  readonly signedDays: readonly string[];
}

/** The UTC day of a time in milliseconds, yyyy-mm-dd. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Adds a day once, in order; the oldest fall out after MAX_DAYS. */
export function addDay(days: readonly string[], day: string): readonly string[] {
  return days.includes(day) ? days : [...days, day].sort().slice(-MAX_DAYS);
}

/**
 * The day a message counts for: its own date, so that reading it again, or reading an old one late, adds no new day. `sent`
 * is the sender's claim (null: unknown). It is limited to the time between the beginning of the history and now; otherwise a
 * burst of mail with invented dates would make a stranger familiar.
 */
export function dayOfMail({ sealedDays, signedDays }: History, sent: number | null, now: number): string {
  const today = dayOf(now);
  if (sent === null || Number.isNaN(sent)) return today;
  const begins = [...sealedDays.slice(0, 1), ...signedDays.slice(0, 1), today].sort()[0]!;
  const day = dayOf(Math.min(Math.max(sent, 0), now));
  return day < begins ? begins : day;
}

export const historyWeight = (history: History): number =>
  history.signedDays.length ** 2 + history.sealedDays.length ** 2;

/** Whether the key's history is long enough that a look-alike would stand out. */
export const isKnown = (history: History): boolean => historyWeight(history) >= KNOWN_WEIGHT;
