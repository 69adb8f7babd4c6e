// The path of a message as a row of nodes to draw. Machines of one organisation are one node.
import { isPrivate } from "./ip";
import type { Transport } from "./tls";
import { type Hop, seenAs, type Trace } from "./trace";

export interface PathNode {
  /** sender: the person in From. host: an organisation, or a machine of unknown organisation. you: the reader's provider. */
  readonly kind: "sender" | "host" | "you";
  /** Organisation or address; empty for a sender without a known machine. */
  readonly name: string;
  /** An IP address, to look up the country; null if none is known. It may be a private one. */
  readonly ip: string | null;
  /** How the message arrived from the node before; null at the first. */
  readonly leg: { readonly transport: Transport | "internal"; readonly claimed: boolean } | null;
}

/** Sender first, the reader last. Hops inside one organisation, the reader's own included, are left out. */
export function pathNodes({ hops, provider, state }: Trace): PathNode[] {
  const outside = hops.filter((hop) => hop.place !== "inside" && !isWithin(hop));
  const [first] = outside;
  // A client that logged in to send is the sender; otherwise it is unknown how the message got from them to the first
  // machine.
  const nodes: PathNode[] = [{ kind: "sender", name: "", ip: first?.authenticated ? first.from.ip : null, leg: null }];
  let leg: PathNode["leg"] = { transport: "unknown", claimed: true };
  for (const hop of outside) {
    if (!(hop === first && hop.authenticated)) nodes.push({ kind: "host", name: nameOf(hop), ip: hop.from.ip, leg });
    leg = { transport: hop.transport, claimed: hop.place === "claimed" };
  }
  if (state === "internal") leg = { transport: "internal", claimed: false };
  nodes.push({ kind: "you", name: provider ?? "", ip: null, leg });
  return nodes;
}

/**
 * The hop into the reader's provider is never one inside an organisation, since a machine there may be a customer's. "from
 * localhost" and "from desk ([10.0.0.5])" are inside the organisation that wrote the line.
 */
const isWithin = ({ from, by, place, authenticated }: Hop): boolean => {
  if (place === "ingress" || authenticated) return false;
  if (from.organisation === null) return from.ip === null || isPrivate(from.ip);
  return from.organisation === by.organisation;
};

/**
 * Never a bare host name: whoever wrote a line below the provider's own may have chosen "You". And the name that the
 * handing-over machine gave itself must not label a node that is drawn as proven.
 */
const nameOf = ({ from, place }: Hop): string =>
  place === "ingress" ? seenAs(from, "organisation") : (from.organisation ?? from.ip ?? "");
