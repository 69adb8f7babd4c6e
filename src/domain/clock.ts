// Judges whether this computer's clock is right, by evidence that would not contradict a right clock.

/** How a clock is wrong, by more than MOST_OFF. */
export type ClockFault = "behind" | "ahead";

/**
 * Milliseconds. Time zones differ by up to 26 hours, so a clock set for another zone, or for the wrong half of the year, is
 * off by less. Nothing that counts in days becomes false by that, and nobody needs to be alarmed.
 */
export const MOST_OFF = 26 * 60 * 60 * 1000;

/** The evidence about a clock; all times in milliseconds. */
export interface ClockEvidence {
  readonly now: number;
  /** When the user's own keys were made, which must be in the past. */
  readonly made: readonly number[];
  /** The latest time at which this clock agreed with servers. */
  readonly seen: number;
  /** By how much each server's clock was ahead of this one, according to its answer. */
  readonly servers: readonly number[];
}

const faultBy = (ahead: number): ClockFault | null =>
  ahead > MOST_OFF ? "behind" : ahead < -MOST_OFF ? "ahead" : null;

/**
 * Null: right, as far as is known. One server that agrees is enough for that, even if an own key was made in the future: the
 * clock was wrong when it was made. A server that disagrees may be wrong itself, so it takes two.
 */
export function clockFault({ now, made, seen, servers }: ClockEvidence): ClockFault | null {
  const [first, ...others] = servers.map(faultBy);
  if (first === null || others.includes(null)) return null;
  if (first && others.length > 0) return others.every((other) => other === first) ? first : null;
  // Evidence that is all far in the past proves nothing.
  return Math.max(seen, ...made) - now > MOST_OFF ? "behind" : null;
}

/** Whether at least two servers were asked, and all agree with this clock. */
export const isConfirmed = (servers: readonly number[]): boolean =>
  servers.length > 1 && servers.every((ahead) => faultBy(ahead) === null);
