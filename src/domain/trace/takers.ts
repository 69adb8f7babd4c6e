// Who takes in the mail of a domain, by the hosts that are named for it.
import { operatorOf, organisationOf } from "./operators";

export interface Taker {
  /** The operator people know, or the domain of the hosts. */
  readonly name: string;
  /** ISO 3166 code of the country whose law it answers to; null: not in our table. */
  readonly country: string | null;
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

/** The names of those who take in a domain's mail for it; null: it does so itself, or nobody is known. */
export function operatorFor(domain: string, takers: readonly Taker[]): string | null {
  const own = organisationOf(domain);
  const others = takers.filter(({ name }) => name !== own).map(({ name }) => name);
  return others.length > 0 ? others.join(", ") : null;
}
