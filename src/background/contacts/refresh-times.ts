// When a key is asked for again: at a time of its own, so that what goes out on the network on one day says little about
// whom the user knows.

const DAY = 24 * 60 * 60 * 1000;

/** In [0, 1). */
function random(): number {
  const [roll] = crypto.getRandomValues(new Uint32Array(1));
  return roll! / 2 ** 32;
}

/** No refresh is set for later than this from now. */
export const LATEST_REFRESH = 40 * DAY;

/** 20 to 40 days from now. */
export const nextRefreshAt = (now: number, draw = random()): number => now + Math.floor((20 + 20 * draw) * DAY);

/** For a refresh that is under way or came to nothing: a day or two. */
export const retryRefreshAt = (now: number, draw = random()): number => now + Math.floor((1 + draw) * DAY);

const MONTH_MINUTES = 30 * 24 * 60;

const MEAN_MINUTES = 6 * 60;
/** Milliseconds within which the next one always is. */
export const LATEST_ALARM = 1.5 * MEAN_MINUTES * 60_000;

/** Minutes to the next refresh: six hours on average, less where so many keys are `pinned` that a month would not do. */
export function untilNextAlarm(pinned: number, draw = random()): number {
  const mean = Math.min(MEAN_MINUTES, Math.max(20, MONTH_MINUTES / Math.max(1, pinned)));
  return Math.round(mean * (0.5 + draw));
}
