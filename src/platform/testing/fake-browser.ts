// The browser of unit tests. vi.mock("…/platform/browser") alone replaces the real one with it.

/** Copies values as JSON, like Chrome's storage, so typed arrays do not survive. */
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

/** An extension with empty storage and no open tab. A test adds whatever else it needs. */
const plain = () => ({
  runtime: { id: "cachet", getURL: (path: string) => `chrome-extension://cachet/${path}` },
  storage: { session: storageArea(), local: storageArea(), managed: storageArea() },
  tabs: { query: async (): Promise<object[]> => [], sendMessage: async (): Promise<unknown> => undefined },
  alarms: { create: async () => {}, get: async (): Promise<unknown> => undefined },
  i18n: { getUILanguage: () => "en" },
});

type Plain = ReturnType<typeof plain>;
type With<More> = {
  [Part in keyof (Plain & More)]: Part extends keyof More
    ? Part extends keyof Plain
      ? Omit<Plain[Part], keyof More[Part]> & More[Part]
      : More[Part]
    : Part extends keyof Plain
      ? Plain[Part]
      : never;
};

/**
 * The one browser of a test file: it stays the same when modules are loaded again, as a browser does when a worker restarts.
 * @param more parts that behave differently, or that only this test has
 */
export function fakeBrowser<More extends object = object>(more = {} as More): With<More> {
  const world = globalThis as { fakeBrowser?: Record<string, object> };
  world.fakeBrowser ??= plain();
  const browser = world.fakeBrowser;
  for (const [part, members] of Object.entries(more)) {
    browser[part] ??= {};
    Object.defineProperties(browser[part], Object.getOwnPropertyDescriptors(members));
  }
  return browser as With<More>;
}
