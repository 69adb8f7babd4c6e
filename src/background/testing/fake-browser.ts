// A browser for tests: storage areas that copy as Chrome's do (JSON, so no typed arrays), and recorded calls.
export function storageArea() {
  const items = new Map<string, string>();
  return {
    items,
    async get(key: string | string[] | null): Promise<Record<string, unknown>> {
      const wanted = key === null ? [...items.keys()] : [key].flat();
      return Object.fromEntries(wanted.filter((k) => items.has(k)).map((k) => [k, JSON.parse(items.get(k)!)]));
    },
    async set(values: Record<string, unknown>): Promise<void> {
      for (const [key, value] of Object.entries(values)) items.set(key, JSON.stringify(value));
    },
    async remove(keys: string | string[]): Promise<void> {
      for (const key of [keys].flat()) items.delete(key);
    },
  };
}
