// The way of a message as a line of stations, for drawing: machines of one organisation are one station.
import type { Transport } from "./tls";
import type { Hop, Trace } from "./trace";

export interface Stop {
  /** sender: the person in From. host: an organisation, or a host none is known of. you: the reader's provider. */
  readonly kind: "sender" | "host" | "you";
  /** Organisation, host or address; empty for a sender without a known machine. */
  readonly name: string;
  /** An address of theirs, to find the country; null where none is told, or it is a private one. */
  readonly ip: string | null;
  /** How the message came here from the stop before; null at the first. */
  readonly leg: { readonly transport: Transport | "internal"; readonly claimed: boolean } | null;
}

/** Sender first, the reader last. Steps inside one organisation, the reader's own included, are left out. */
export function stopsOf({ hops, provider, state }: Trace): Stop[] {
  const outside = hops.filter((hop) => hop.place !== "inside" && !isWithin(hop) && isTold(hop));
  const [first] = outside;
  // Whoever logged in to send is the sender; otherwise how it came from them to the first machine is not told.
  const stops: Stop[] = [{ kind: "sender", name: "", ip: first?.authenticated ? first.from.ip : null, leg: null }];
  let leg: Stop["leg"] = { transport: "unknown", claimed: true };
  for (const hop of outside) {
    if (!(hop === first && hop.authenticated)) stops.push({ kind: "host", name: nameOf(hop), ip: hop.from.ip, leg });
    leg = { transport: hop.transport, claimed: hop.place === "claimed" };
  }
  if (state === "internal") leg = { transport: "internal", claimed: false };
  stops.push({ kind: "you", name: provider ?? "", ip: null, leg });
  return stops;
}

/** The hop into the reader's provider is always one: a machine there may be a customer's. */
const isWithin = ({ from, by, place, authenticated }: Hop): boolean =>
  place !== "ingress" && !authenticated && from.organisation !== null && from.organisation === by.organisation;

/** "by mail.a.example with SMTP" alone speaks of no machine before it. */
const isTold = (hop: Hop): boolean => nameOf(hop) !== "";

const nameOf = ({ from }: Hop): string => from.organisation ?? from.host ?? from.ip ?? "";
