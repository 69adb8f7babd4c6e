// When each key is refreshed. Every key has its own time, so that one day's requests reveal little about whom the user
// knows.

const DAY = 24 * 60 * 60 * 1000;

/** In [0, 1). */
function random(): number {
  const [roll] = crypto.getRandomValues(new Uint32Array(1));
  return roll! / 2 ** 32;
}

/** The furthest in the future that a refresh is scheduled. */
export const LATEST_REFRESH = 40 * DAY;

/** 20 to 40 days from now. */
export const nextRefreshAt = (now: number, draw = random()): number => now + Math.floor((20 + 20 * draw) * DAY);

/** After a refresh that failed or is still running: a day or two. */
export const retryRefreshAt = (now: number, draw = random()): number => now + Math.floor((1 + draw) * DAY);

const MONTH_MINUTES = 30 * 24 * 60;

const MEAN_MINUTES = 6 * 60;
/** Upper bound of the delay, in milliseconds. */
export const LATEST_ALARM = 1.5 * MEAN_MINUTES * 60_000;

/**
 * Minutes to the next refresh: six hours on average, less when so many keys are `pinned` that a month would not be
 * enough.
 */
export function untilNextAlarm(pinned: number, draw = random()): number {
  const mean = Math.min(MEAN_MINUTES, Math.max(20, MONTH_MINUTES / Math.max(1, pinned)));
  return Math.round(mean * (0.5 + draw));
}
