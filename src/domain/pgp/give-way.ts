// Splits long work on the background's one thread into pieces, so that other waiting work gets its turn in between.

/** Octets that take a few milliseconds to process. */
const STRETCH = 256 * 1024;

/** Waits until everything that was already waiting has had its turn. Not scheduler.yield(), which resumes ahead of all others. */
export function turn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}

/** Counts work: `if (pace.isDue(octets)) await turn()`, because awaiting even a resolved promise after each block is too slow. */
export class Pace {
  #octets = 0;

  /** Whether it is time to give way, after this many more octets. */
  isDue(octets: number): boolean {
    this.#octets += octets;
    if (this.#octets < STRETCH) return false;
    this.#octets = 0;
    return true;
  }
}
