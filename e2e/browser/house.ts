// Browsers that outlive a test: one for each kind of person, for all tests of a process. Starting one and making a key in
// it takes most of the time of a usual test.

import { keepState, restoreState } from "./as-before";
import type { Certificate } from "./certificate";
import { openFront } from "./front";
import { type Launched, type LaunchOptions, launch } from "./launch";

type HostMap = Readonly<Record<string, number>>;
type Kind = Omit<LaunchOptions, "map" | "certificates">;

export interface Tenant<T> {
  readonly browser: Launched;
  /** What the first run gave. */
  readonly made: T;
}

export interface House {
  /** For the servers that the browsers meet, whichever test starts them. */
  readonly certificate: Certificate;
  /** Leads all browsers to these servers from now on. Every test must name the same hosts. */
  lead(map: HostMap): Promise<void>;
  /**
   * The browser of this name as it was after its first run, or a new one. The first run may use everything but is over with
   * its promise; the name stands for what it does. `lead` comes first.
   */
  tenant<T>(name: string, kind: Kind, firstRun: (browser: Launched) => Promise<T>): Promise<Tenant<T>>;
  close(): Promise<void>;
}

/** @param others further certificates that the browsers accept */
export function openHouse(certificate: Certificate, others: readonly string[] = []): House {
  const front = openFront();
  const tenants = new Map<string, Tenant<unknown>>();
  let map: Record<string, number> = {};
  return {
    certificate,
    async lead(to) {
      map = await front.lead(to);
    },
    async tenant<T>(name: string, kind: Kind, firstRun: (browser: Launched) => Promise<T>) {
      const known = tenants.get(name) as Tenant<T> | undefined;
      // A test that loads the extension again leaves another worker than the one its handle is of.
      if (known?.browser.context.serviceWorkers().includes(known.browser.worker)) {
        await restoreState(known.browser);
        return known;
      }
      await known?.browser.close();
      const browser = await launch({ ...kind, map, certificates: [certificate.cert, ...others] });
      const tenant = { browser, made: await firstRun(browser) };
      tenants.set(name, tenant);
      await keepState(browser);
      return tenant;
    },
    async close() {
      await Promise.all([...tenants.values()].map(({ browser }) => browser.close()));
      await front.close();
    },
  };
}
