// Long work of the background's one thread, done in pieces between which everything else that waits has its turn.

/** Octets of work that take a few milliseconds. */
const STRETCH = 256 * 1024;

/** Waits until what was waiting before had its turn. Not scheduler.yield(), which goes on ahead of all others. */
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

/** Counts work: `if (pace.isDue(octets)) await turn()`, since even a promise kept is too slow to wait for after each block. */
export class Pace {
  #octets = 0;

  /** After so many octets more. */
  isDue(octets: number): boolean {
    this.#octets += octets;
    if (this.#octets < STRETCH) return false;
    this.#octets = 0;
    return true;
  }
}
