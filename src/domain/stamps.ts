// Compares stored times with now. A time written while the clock ran ahead would hold for too long once the clock is
// corrected. So each time is believed only within its own longest life, before and after now.

/** Milliseconds by which the clock may be set back without everything being requested again. */
export const SET_BACK = 60_000;

/**
 * Whether something valid until `until`, and never for longer than `longest`, still is. An `until` further away than
 * that was written by a clock that ran ahead, and is void.
 */
export const stands = (until: number, now: number, longest: number): boolean =>
  until > now && until - now <= longest + SET_BACK;

/** Whether it happened within the last `span`; times in the future count up to the same distance. */
export const isWithin = (at: number, now: number, span: number): boolean => Math.abs(now - at) < span;

/** Whether the time of a past event is in the future: the clock was wrong then, or is now. */
export const isAhead = (at: number, now: number): boolean => at > now + SET_BACK;
