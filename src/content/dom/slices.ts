import { pause } from "../../messages/pause";

/** Longest stretch of work between two yields. A task over 50 ms is felt; the page needs its share of a frame. */
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

/** The same without yielding, for work known to be small. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
