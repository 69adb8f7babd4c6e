// How mail to each recipient's domain will travel, from its DNS and, if the user allows it, from its own policy. Called
// while somebody writes, never while reading.

import type { Delivery } from "../../domain/delivery/delivery";
import { look } from "../../domain/delivery/look";
import { deliveryTransport, together } from "../../domain/delivery/transport";
import { type AddressParts, addressParts } from "../../domain/discovery/owner-name";
import { deliveryAddress } from "../../domain/discovery/strong-address";
import { type DnsQuestion, resolve } from "../../domain/dns/resolve";
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { fetchBytes, TIME_LIMIT } from "../fetch";
import { currentSettings } from "../settings/settings";
import { askDns } from "./dns-cache";
import { askPolicy } from "./mta-sts";
import type { SourceDeps } from "./sources/source";

const DEPS: SourceDeps = { ask: fetchBytes, askDns, resolve };

type Found = Omit<Delivery, "addresses">;

/** Queries under way by domain, so that concurrent calls share one. */
const underWay = new Map<string, Promise<Found>>();

/** Asks about each domain once, however many addresses it has. Never fails. */
export async function forecastDelivery(
  { addresses, force = false }: Request<"delivery.forecast">,
  deps: SourceDeps = DEPS,
): Promise<Answers["delivery.forecast"]> {
  const byDomain = new Map<string, string[]>();
  for (const address of addresses) {
    const domain = partsOf(address)?.domain;
    if (domain) byDomain.set(domain, [...(byDomain.get(domain) ?? []), address]);
  }
  return ok(
    await Promise.all(
      [...byDomain].map(async ([domain, those]) => ({ ...(await shared(domain, deps, force)), addresses: those })),
    ),
  );
}

/** Mail to a strong address goes to the domain without its label, which only its writer and Cachet know. */
const partsOf = (address: string): AddressParts | null => addressParts(deliveryAddress(address));

function shared(domain: string, deps: SourceDeps, force: boolean): Promise<Found> {
  const running = underWay.get(domain);
  if (running && !force) return running;
  const started = deliveryTo(domain, deps, force).finally(() => {
    if (underWay.get(domain) === started) underWay.delete(domain);
  });
  underWay.set(domain, started);
  return started;
}

async function deliveryTo(domain: string, deps: SourceDeps, force: boolean): Promise<Found> {
  const { resolvers, mtaSts: allowed } = await currentSettings();
  const now = Date.now();
  // Everything about one domain together takes no longer than one request may.
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const sight = together(
    await Promise.all(
      resolvers.map((resolver) => {
        const ask = (question: DnsQuestion) => deps.askDns(resolver, question, { signal });
        return look(domain, (question) => deps.resolve(question, { ask, now }));
      }),
    ),
  );
  // With a better proof already, or no host for mail, the domain need not learn of the mail.
  const needed = sight.mail === "hosts" && sight.dane !== "proven";
  const policy = await askPolicy(domain, sight, { ask: deps.ask, signal, now, allowed: allowed && needed, force });
  return { domain, transport: deliveryTransport(sight, policy), hosts: sight.hosts, policy };
}
