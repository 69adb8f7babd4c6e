/**
 * A bug of ours goes to the console: what failed and where, never what it was about, which may be a text or a passphrase. What
 * the browser's storage throws has no stack.
 */
export const noteFault = (what: string, error: unknown): void =>
  console.error(`cachet: ${what}`, error instanceof Error ? error.stack || String(error) : typeof error);
