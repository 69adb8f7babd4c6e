// Asks how mail will travel and names those who take it in. Loaded with the first question: the list of public suffixes is
// larger than the overlay itself.

import type { Delivery } from "../../../../domain/delivery/delivery";
import { operatorOf, organisationOf } from "../../../../domain/trace/operators";
import { ask } from "../../frame/ask";
import type { RecipientDelivery, Taker } from "./recipient-delivery";

/** By the addresses given; an address nobody can be asked about is "unknown". Null: no answer came at all. */
export async function deliveriesTo(
  addresses: readonly string[],
  force: boolean,
): Promise<ReadonlyMap<string, RecipientDelivery> | null> {
  const answer = await ask("delivery.forecast", { addresses: [...addresses], ...(force ? { force } : {}) });
  if (!answer.ok) return null;
  return new Map(
    addresses.map((address) => [
      address,
      withTakers(answer.value.find((one) => one.addresses.includes(address)) ?? unknown(address)),
    ]),
  );
}

const unknown = (address: string): Delivery => {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return { domain, addresses: [address], way: "unknown", hosts: [], policy: "none" };
};

function withTakers({ domain, way, policy, hosts }: Delivery): RecipientDelivery {
  const takers = takersOf(hosts);
  const known = takers.filter(({ name }) => name !== organisationOf(domain));
  return { domain, way, policy, takers, operator: known.length > 0 ? known.map(({ name }) => name).join(", ") : null };
}

/** Everybody among the hosts, each once, in the order they are tried. */
export function takersOf(hosts: readonly string[]): Taker[] {
  const takers = new Map<string, Taker>();
  for (const host of hosts) {
    const operator = operatorOf(host);
    const name = operator?.name ?? organisationOf(host) ?? host;
    if (!takers.has(name)) takers.set(name, { name, country: operator?.country ?? null });
  }
  return [...takers.values()];
}
