// What the Received lines of a message prove about its path. Each machine writes its line on top of those it received, so a
// reader can believe its own provider's lines down to the first one that speaks of an outside machine: the ingress.
// Everything below came with the message, and the sender may have made it up.

import { isLoopback, isPrivate } from "./ip";
import { hasOwnNets, isLetOut, isOwnNet, operatorOf, organisationOf } from "./operators";
import type { TRACE_REASONS } from "./outcomes";
import { type Received, readReceived } from "./received";
import { type Transport, transportOf, transportOfProtocol } from "./tls";

/** inside: between machines of the reader's provider. ingress: into it, proven. claimed: only the sender's side says so. */
export type HopPlace = "inside" | "ingress" | "claimed";

export interface Machine {
  /** Host name, if known. */
  readonly host: string | null;
  /** The operator's id, else the registrable domain (organisationOf). */
  readonly organisation: string | null;
  /** False: the machine only called itself that, and nobody verified the name. */
  readonly checked: boolean;
  readonly ip: string | null;
}

/**
 * The name of a machine where it is shown as proven: its host name or organisation if that was checked, else its IP address.
 * Anybody can call themselves mail.bank.example. Empty when nothing is known.
 */
export const seenAs = (machine: Machine, name: "host" | "organisation"): string =>
  (machine.checked ? machine[name] : null) ?? machine.ip ?? machine.host ?? "";

export interface Hop {
  readonly from: Machine;
  readonly by: Machine;
  readonly transport: Transport;
  readonly tlsVersion: string | null;
  readonly place: HopPlace;
  /** Milliseconds since 1970. */
  readonly at: number | null;
  /** The sender had logged in. */
  readonly authenticated: boolean;
}

/**
 * proven: the ingress is known. internal: the message never came from outside. unknown: nothing about its path is reliable;
 * `reason` says why.
 */
export interface Trace {
  readonly state: "proven" | "internal" | "unknown";
  readonly reason: (typeof TRACE_REASONS)[number];
  /** The reader's provider, as named by its own lines; if the mail was fetched from another mailbox, that mailbox's provider. */
  readonly provider: string | null;
  /** In the order of travel: sender first. */
  readonly hops: readonly Hop[];
  /** Organisations seen on the path outside the provider, claimed ones included, in the order of travel. */
  readonly organisations: readonly string[];
  /** Number of Received fields above and at the ingress; fields above it are the provider's own. */
  readonly ownLines: number;
}

/** More lines than any honest path has (RFC 5321 6.3 suggests 100 as the sign of a loop). */
const MAX_LINES = 100;
/** Right clocks differ by less; milliseconds. */
const CLOCK_SKEW = 10 * 60_000;

/** Judges the Received fields of a message, in message order: newest first. Never throws. */
export function traceOf(fields: readonly string[]): Trace {
  const lines = fields.slice(0, MAX_LINES).map(readReceived);
  const { end, state, reason, provider } = walk(lines);
  const proven = state === "proven";
  const hops = lines.flatMap((line, i): Hop[] => {
    if (!line || line.local) return [];
    const place = i < end ? "inside" : i === end && proven ? "ingress" : "claimed";
    return [hopOf(line, state === "unknown" ? "claimed" : place)];
  });
  return {
    state,
    reason,
    provider,
    hops: hops.reverse(),
    organisations: organisationsOf(hops, provider),
    ownLines: state === "unknown" ? 0 : Math.min(end + 1, lines.length),
  };
}

interface Walked extends Pick<Trace, "state" | "reason" | "provider"> {
  /** Index of the ingress; the number of lines where there is none. */
  readonly end: number;
}

function walk(lines: readonly (Received | null)[]): Walked {
  let provider = providerOf(lines);
  const unknown = (reason: Trace["reason"]): Walked => ({ end: 0, state: "unknown", reason, provider });
  if (lines.length === 0) return unknown("no-lines");
  if (provider === null) return unknown("no-provider");
  let newest = Number.POSITIVE_INFINITY;
  for (const [i, line] of lines.entries()) {
    if (!line) return unknown("not-understood");
    if (line.at !== null && line.at > newest + CLOCK_SKEW) return unknown("time-runs-back");
    newest = line.at ?? newest;
    if (!isInside({ host: line.by, ip: line.byIp }, provider)) return unknown("not-joined");
    // The reader's own machine says that it fetched the message from a mailbox, so the lines below are that mailbox
    // provider's.
    if (isFetch(line)) provider = providerOf(lines.slice(i + 1)) ?? provider;
    else if (line.from && !line.local && !isLmtp(line)) {
      const side = peerSide(line, provider);
      if (side === "outside") return { end: i, state: "proven", reason: "proven", provider };
      if (side === "unsure") return unknown("not-joined");
    }
  }
  // The path is longer than what was read, so its end is unknown.
  if (lines.length === MAX_LINES) return unknown("not-joined");
  // A machine that hands over by LMTP received the message itself and must have written a line of its own (RFC 5321 4.4).
  if (lines.at(-1) && isLmtp(lines.at(-1)!)) return unknown("not-joined");
  return { end: lines.length, state: "internal", reason: "internal", provider };
}

const isFetch = (line: Received): boolean => line.local && /^(imap|pop3?)s?$/i.test(line.protocol ?? "");

/**
 * LMTP delivers into mailboxes, not between providers (RFC 2033 1; with UTF-8 in the envelope, RFC 6531 4.3), regardless of
 * how the line describes the other end: over a socket Dovecot writes a name without an address.
 */
const isLmtp = (line: Received): boolean => /^(?:utf8)?lmtp/i.test(line.protocol ?? "");

/** The organisation of the topmost line whose writer has a public name. */
function providerOf(lines: readonly (Received | null)[]): string | null {
  for (const line of lines) {
    const by = line?.by ?? null;
    const named = organisationOf(by);
    // A rented server with a name given by its host company: other customers of that company are not part of the provider.
    if (named) return operatorOf(by) !== null && isLetOut(by!, line!.byIp) ? null : named;
    // A line about an outside machine, before any line names the provider: the lines below are not the provider's.
    if (!line || (line.from?.ip && !isPrivate(line.from.ip))) return null;
  }
  return null;
}

/** Whether a machine is the provider's: it has one of the provider's names, a bare name, or no name at all (qmail's lines). */
function isInside({ host, ip }: { host: string | null; ip: string | null }, provider: string): boolean {
  if (host === null) return ip === null || isPrivate(ip) || isOwnNet(provider, ip);
  if (isPrivate(host)) return true;
  const organisation = organisationOf(host);
  return organisation === null || organisation === provider;
}

/**
 * Where the peer of one of the provider's lines is, judged by address and verified name only, since what a peer calls itself
 * is no evidence. unsure: everything in the line may be the peer's own choice, so neither this line nor those below prove
 * anything.
 */
function peerSide(line: Received, provider: string): "inside" | "outside" | "unsure" {
  const { helo, rdns, ip } = line.from!;
  const named = organisationOf(rdns);
  // Known operators record the address of every outside peer, and have no proxy in front that hides it.
  const known = operatorOf(provider) !== null;
  const claims = organisationOf(helo);
  if (ip === null && rdns === null) {
    // Some services do not record the address of users who log in.
    if (helo === null || line.authenticated || (claims !== null && claims !== provider)) return "outside";
    return known ? "inside" : claims === null ? "unsure" : "outside";
  }
  if (ip === null || isOwnNet(provider, ip)) return "inside";
  // Customers' lines and rented servers have names of the provider too, but anybody may be behind them.
  if (!isPrivate(ip)) {
    if (named !== provider || isLetOut(rdns!, ip)) return "outside";
    return line.looksUp && !hasOwnNets(provider) ? "inside" : "unsure";
  }
  if (named === provider || line.authenticated || ip === line.byIp) return "inside";
  // A proxy or a container's address translation may be in front of the server, or a filter may repeat its client's HELO.
  // Then everybody seems to be inside, and a HELO with a foreign name reveals it. No other HELO proves the contrary.
  if (claims !== null && claims !== provider) return "unsure";
  return known || isLoopback(ip) || (rdns !== null && named === null) ? "inside" : "unsure";
}

function hopOf(line: Received, place: HopPlace): Hop {
  const named = line.from?.rdns ?? line.from?.helo ?? null;
  return {
    from: { host: named, organisation: organisationOf(named), checked: isChecked(line), ip: line.from?.ip ?? null },
    by: { host: line.by, organisation: organisationOf(line.by), checked: true, ip: line.byIp },
    transport: line.tls ? transportOf(line.tls) : transportOfProtocol(line.protocol),
    tlsVersion: line.tls?.version ?? null,
    place,
    at: line.at,
    authenticated: line.authenticated,
  };
}

/** Programs that look up in one direction only record whatever the owner of an address has put into its DNS. */
const isChecked = ({ from, by, looksUp }: Received): boolean => !!from?.rdns && (looksUp || operatorOf(by) !== null);

function organisationsOf(hops: readonly Hop[], provider: string | null): string[] {
  const seen = hops.flatMap(({ from, by }) => [from.organisation, by.organisation]);
  return [...new Set(seen.filter((name) => name !== null && name !== provider) as string[])];
}
