/** Lets time pass where time itself matters: people pause between words, drafts age, and servers are slow. */
export const pass = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** Rejects after `ms`: a browser that ends during a call may never answer it, and the test would wait for ever. */
export async function atMost<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = new Promise<never>((_, fail) => {
    const timer = setTimeout(() => fail(new Error(`${what} takes longer than ${ms} ms`)), ms);
    over.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  return Promise.race([work, late]).finally(() => over.abort());
}
