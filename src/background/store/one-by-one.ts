/**
 * A queue for tasks that read, change and write the same data: each begins when the previous one has ended, successfully or not,
 * so that none overwrites what another has just written.
 */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
