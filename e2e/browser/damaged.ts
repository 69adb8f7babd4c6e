// A worker that cannot read the database, until it is healed.
import type { Launched } from "./launch";

/** Makes every read by the worker fail, as with damaged files, until `heal`. */
export const damage = ({ worker }: Launched): Promise<void> =>
  worker.evaluate(() => {
    const world = globalThis as { heal?: () => void };
    const undo: (() => void)[] = [];
    for (const owner of [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Record<string, unknown>[])
      for (const name of ["get", "getAll", "count", "getAllKeys", "openCursor"]) {
        const whole = owner[name];
        owner[name] = () => {
          throw new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
        };
        undo.push(() => {
          owner[name] = whole;
        });
      }
    world.heal = () => {
      for (const one of undo) one();
    };
  });

export const heal = ({ worker }: Launched): Promise<void> =>
  worker.evaluate(() => (globalThis as { heal?: () => void }).heal!());
