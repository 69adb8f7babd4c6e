/** Time itself is the thing here: people think between words, what lies in the editor grows old, and servers are slow. */
export const pass = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));
