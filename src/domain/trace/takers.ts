// Who accepts a domain's mail, judged by its mail hosts.
import { operatorOf, organisationOf } from "./operators";

export interface Taker {
  /** The operator's name, else the domain of the hosts. */
  readonly name: string;
  /** ISO 3166 code of the country whose law it answers to; null: not in the operator table. */
  readonly country: string | null;
}

/** The operators of the hosts, each once, in the order they are tried. */
export function takersOf(hosts: readonly string[]): Taker[] {
  const takers = new Map<string, Taker>();
  for (const host of hosts) {
    const operator = operatorOf(host);
    const name = operator?.name ?? organisationOf(host) ?? host;
    if (!takers.has(name)) takers.set(name, { name, country: operator?.country ?? null });
  }
  return [...takers.values()];
}

/**
 * The names of those who accept a domain's mail, other than the domain itself; null: there are none. An operator whose name
 * differs from its domain is named even for its own domain: gmail.com is "Google".
 */
export function operatorFor(domain: string, takers: readonly Taker[]): string | null {
  const own = organisationOf(domain);
  const others = takers.filter(({ name }) => name !== own).map(({ name }) => name);
  return others.length > 0 ? others.join(", ") : null;
}
