/** No room for what was to be stored. Dexie wraps the browser's own error when it aborts the transaction. */
export function isFull(error: unknown): boolean {
  const { name, inner } = error as Error & { inner?: Error };
  return name === "QuotaExceededError" || inner?.name === "QuotaExceededError";
}
