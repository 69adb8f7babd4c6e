// Browsers that outlive a test: one for each kind of person, for all tests of a process. Starting one and making a key in
// it takes most of the time of a typical test.
import { keepState, restoreState } from "./as-before";
import type { Certificate } from "./certificate";
import { type HostMap, openFront } from "./front";
import { type Launched, type LaunchOptions, launch } from "./launch";

type Kind = Omit<LaunchOptions, "map" | "certificates">;

export interface Tenant<T> {
  readonly browser: Launched;
  /** The result of the first run. */
  readonly made: T;
}

export interface House {
  /** For the servers that the browsers connect to, whichever test starts them. */
  readonly certificate: Certificate;
  /** Connects the browsers to a test's servers. Call before `tenant`. Every test must name the same hosts. */
  begin(map: HostMap): Promise<void>;
  /** Restores the browsers that were used, and disconnects them: servers wait for open connections before they close. */
  end(): Promise<void>;
  /** The browser of this name in its state after the first run, or a new one. Equal names must mean equal kind and first run. */
  tenant<T>(name: string, kind: Kind, firstRun: (browser: Launched) => Promise<T>): Promise<Tenant<T>>;
  close(): Promise<void>;
}

/** @param others further certificates that the browsers accept */
export function openHouse(certificate: Certificate, others: readonly string[] = []): House {
  const front = openFront();
  const tenants = new Map<string, Tenant<unknown>>();
  const used = new Set<string>();
  let map: Record<string, number> = {};

  const putBack = async (name: string): Promise<void> => {
    const { browser } = tenants.get(name)!;
    // After a test that reloaded the extension, the handle belongs to a worker that no longer exists.
    if (browser.context.serviceWorkers().includes(browser.worker)) return restoreState(browser);
    tenants.delete(name);
    await browser.close();
  };

  return {
    certificate,
    async begin(to) {
      map = await front.lead(to);
    },
    async end() {
      await Promise.all([...used].map(putBack));
      used.clear();
      front.cut();
    },
    async tenant<T>(name: string, kind: Kind, firstRun: (browser: Launched) => Promise<T>) {
      const known = tenants.get(name) as Tenant<T> | undefined;
      if (known) {
        used.add(name);
        return known;
      }
      const browser = await launch({ ...kind, map, certificates: [certificate.cert, ...others] });
      const tenant = { browser, made: await firstRun(browser) };
      await keepState(browser);
      tenants.set(name, tenant);
      used.add(name);
      return tenant;
    },
    async close() {
      await Promise.all([...tenants.values()].map(({ browser }) => browser.close()));
      await front.close();
    },
  };
}
