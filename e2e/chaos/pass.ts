/** Time itself is the thing here: people think between words, what lies in the editor grows old, and servers are slow. */
export const pass = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** Whoever waits for ever finds nothing more: a browser that ends in the middle of a call may leave it without an answer. */
export async function atMost<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = new Promise<never>((_, fail) => {
    const timer = setTimeout(() => fail(new Error(`${what} takes longer than ${ms} ms`)), ms);
    over.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  return Promise.race([work, late]).finally(() => over.abort());
}
