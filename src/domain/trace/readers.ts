// Who could have read an unencrypted message on its way: TLS protects it between machines, not from the machines.
import { isPrivate } from "./ip";
import { operatorOf } from "./operators";
import type { Machine, Trace } from "./trace";

export interface Reader {
  /** As `organisationOf` names it; the IP address of a machine without a verified name. */
  readonly id: string;
  /** The operator's name where it is known, else the same as `id`. */
  readonly name: string;
  /** Only the sender's side says so, or the machine said it of itself. */
  readonly claimed: boolean;
}

/** In the order of travel, the reader's provider last, each once. A client that logged in to send is the sender, not a reader. */
export function readersOf({ hops, provider, state }: Trace): Reader[] {
  const readers = new Map<string, Reader>();
  const add = (id: string, claimed: boolean): void => {
    const before = readers.get(id);
    readers.set(id, { id, name: operatorOf(id)?.name ?? id, claimed: claimed && (before?.claimed ?? true) });
  };
  const pass = ({ organisation, checked, ip }: Machine, claimed: boolean): void => {
    if (organisation !== null && organisation !== provider) add(organisation, claimed || !checked);
    else if (organisation === null && ip !== null && !isPrivate(ip)) add(ip, claimed);
  };
  for (const { from, by, place, authenticated } of hops) {
    if (place === "inside") continue;
    if (!authenticated) pass(from, place === "claimed");
    pass(by, place === "claimed");
  }
  if (provider !== null) add(provider, state === "unknown");
  return [...readers.values()];
}
