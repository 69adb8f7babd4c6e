/** Longest stretch of work between two yields. A task over 50 ms is felt; the page needs its share of a frame. */
const SLICE_MS = 8;

/** Lets the browser draw and handle input. Not a timer: those are clamped to 4 ms, and to 1 s in a background tab. */
export async function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

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
    await yieldToPage();
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
