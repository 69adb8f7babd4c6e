import { pause } from "../../messages/pause";

/** Longest work between two yields, in ms. Users notice tasks over 50 ms, and the page needs its share of a 16 ms frame. */
const SLICE_MS = 8;

/** Runs a generator to its end, yielding to the page every few milliseconds. Rejects with the signal's reason. */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  signal: AbortSignal,
  now = () => performance.now(),
): Promise<T> {
  let started = now();
  for (;;) {
    signal.throwIfAborted();
    const step = work.next();
    if (step.done) return step.value;
    if (now() - started < SLICE_MS) continue;
    await pause();
    started = now();
  }
}

/** Runs a generator without yielding, for work known to be small. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
