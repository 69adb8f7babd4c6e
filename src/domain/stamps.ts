// Times that were stored, compared with now. A clock that ran ahead when one was written was set right since: what it says
// would then hold for as long as the clock was wrong by. So each is believed within its own longest life, before now and after.

/** Milliseconds by which a clock may be set back in passing without anything being asked anew. */
export const SET_BACK = 60_000;

/**
 * Whether what was to stand until `until`, and never longer than `longest`, still stands. One that would stand longer from now
 * on was written by a clock that ran ahead, and stands no more.
 */
export const stands = (until: number, now: number, longest: number): boolean =>
  until > now && until - now <= longest + SET_BACK;

/** Whether it happened within the last `span`. A time to come happened at no known time, unless a clock was off by less. */
export const isWithin = (at: number, now: number, span: number): boolean => Math.abs(now - at) < span;

/** Whether a time at which something happened has not come yet: the clock was wrong then, or is now. */
export const isAhead = (at: number, now: number): boolean => at > now + SET_BACK;
