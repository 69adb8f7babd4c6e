// History weighs days, not messages, so that a burst of mail on one day does not make a stranger familiar (GnuPG TOFU).

/** Enough history to call a key known: days_signed^2 + days_sealed^2 reaches 8^2. */
const KNOWN_WEIGHT = 64;

/** Days kept per contact; beyond that more history changes nothing. */
export const MAX_DAYS = 60;

export interface History {
  /** Days (UTC, yyyy-mm-dd) on which mail was sealed to the key. */
  readonly sealedDays: readonly string[];
  /** Days on which mail with a good signature by the key was seen. */
  readonly signedDays: readonly string[];
}

/** The UTC day of a time in milliseconds, yyyy-mm-dd. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Adds a day once; the oldest fall out after MAX_DAYS. */
export function addDay(days: readonly string[], day: string): readonly string[] {
  return days.includes(day) ? days : [...days, day].slice(-MAX_DAYS);
}

export const historyWeight = (history: History): number =>
  history.signedDays.length ** 2 + history.sealedDays.length ** 2;

/** True when the key has a history long enough that a look-alike would stand out. */
export const isKnown = (history: History): boolean => historyWeight(history) >= KNOWN_WEIGHT;
