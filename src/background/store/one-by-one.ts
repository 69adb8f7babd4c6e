/**
 * A queue for works that read, change and write the same thing: each begins when the one before it has ended, well or not, so that
 * none writes over what another has just written.
 */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
