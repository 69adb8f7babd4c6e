// Judges whether this computer's clock is right, by evidence that a right clock would not contradict.

/** How a clock is wrong by days. */
export type ClockFault = "behind" | "ahead";

/**
 * Milliseconds. Zones lie up to 26 hours apart, so a clock that is right for another zone, or for the other half of the year, is
 * off by less: that makes nothing false that counts in days, and is no reason to alarm anybody.
 */
export const MOST_OFF = 26 * 60 * 60 * 1000;

/** The evidence about a clock; all times in milliseconds. */
export interface ClockEvidence {
  readonly now: number;
  /** When the user's own keys were made, which is over. */
  readonly made: readonly number[];
  /** The latest time that was shown here while servers agreed with it. */
  readonly seen: number;
  /** By how much each server's clock was ahead of this one, as it told with an answer. */
  readonly servers: readonly number[];
}

const faultBy = (ahead: number): ClockFault | null =>
  ahead > MOST_OFF ? "behind" : ahead < -MOST_OFF ? "ahead" : null;

/**
 * Null: right, as far as can be told. One server that agrees is enough for that, even where an own key is of a time to come: it
 * was made while the clock was wrong. One that does not agree may be wrong itself, so it takes two.
 */
export function clockFault({ now, made, seen, servers }: ClockEvidence): ClockFault | null {
  const [first, ...others] = servers.map(faultBy);
  if (first === null || others.includes(null)) return null;
  if (first && others.length > 0) return others.every((other) => other === first) ? first : null;
  // That all of it lies far back says nothing.
  return Math.max(seen, ...made) - now > MOST_OFF ? "behind" : null;
}

/** Whether two servers at least, and all that were asked, agree with this clock. */
export const isConfirmed = (servers: readonly number[]): boolean =>
  servers.length > 1 && servers.every((ahead) => faultBy(ahead) === null);
