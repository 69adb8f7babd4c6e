/**
 * Logs a bug of ours to the console: what failed and where, never the data, which may be a text or a passphrase. Errors
 * thrown by the browser's storage have no stack.
 */
export const noteFault = (what: string, error: unknown): void =>
  console.error(`cachet: ${what}`, error instanceof Error ? error.stack || String(error) : typeof error);
