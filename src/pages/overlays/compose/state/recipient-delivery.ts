import { signal } from "@preact/signals";
import { addressKey } from "../../../../domain/address";
import type { ForecastWay } from "../../../../domain/privacy/forecast-path";

/** Who takes in the mail of a domain. */
export interface Taker {
  /** The operator people know, or the domain of the hosts. */
  readonly name: string;
  /** ISO 3166 code of the country whose law it answers to; null: not in our table. */
  readonly country: string | null;
}

export interface RecipientDelivery extends ForecastWay {
  readonly takers: readonly Taker[];
}

/**
 * How mail to each recipient will travel, as it becomes known. Each domain is asked about by itself, so that a slow one keeps
 * no other waiting; what turns hosts into operators is larger than this overlay, and comes with the first question.
 */
export function createDeliveries() {
  const entries = signal<ReadonlyMap<string, RecipientDelivery>>(new Map());
  const asked = new Set<string>();

  const askAbout = async (addresses: readonly string[], force: boolean): Promise<void> => {
    const { deliveriesTo } = await import("./delivery-asking");
    await Promise.all(
      [...new Set(addresses.map(domainOf))].map(async (domain) => {
        const there = addresses.filter((address) => domainOf(address) === domain);
        const found = await deliveriesTo(there, force);
        for (const address of there) {
          const delivery = found?.get(address);
          if (delivery) entries.value = new Map(entries.value).set(addressKey(address), delivery);
          else asked.delete(addressKey(address));
        }
      }),
    );
  };

  return {
    of: (address: string): RecipientDelivery | null => entries.value.get(addressKey(address)) ?? null,
    follow: async (addresses: readonly string[]): Promise<void> => {
      const fresh = addresses.filter((address) => !asked.has(addressKey(address)));
      for (const address of fresh) asked.add(addressKey(address));
      if (fresh.length > 0) await askAbout(fresh, false);
    },
    /** Asks anew for a policy that could not be had, for everybody it is about. */
    again: (address: string): Promise<void> =>
      askAbout(
        [...entries.value.keys()].filter((key) => domainOf(key) === domainOf(address)),
        true,
      ),
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();
