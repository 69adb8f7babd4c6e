// The browser's databases as the extension opens them.
import { factoryAtHome } from "./buckets";

let loss: string | null = null;

/** Chromium's message when it found the files damaged and started over without them; null if it did not. */
export const heardLoss = (): string | null => loss;

/** indexedDB with a listener, because Dexie does not report data loss. */
export const listened = {
  open(name: string, version?: number): IDBOpenDBRequest {
    const request = factoryAtHome().open(name, version);
    request.addEventListener?.("upgradeneeded", (event) => {
      const { dataLoss = "none", dataLossMessage = "" } = event as Event & {
        dataLoss?: string;
        dataLossMessage?: string;
      };
      if (dataLoss !== "none") loss = dataLossMessage || dataLoss;
    });
    return request;
  },
  deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
  databases: () => indexedDB.databases(),
  cmp: (first: unknown, second: unknown) => indexedDB.cmp(first, second),
} as IDBFactory;
