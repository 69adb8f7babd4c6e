import { domainPart } from "../address";
import { hasTwice } from "../dkim/signed-header";
import { sealerOf } from "../trace/arc";
import { isAligned, type TraceField, trustedResults } from "../trace/authentication-results";
import { operatorOf, organisationOf } from "../trace/operators";
import { seenAs, type Trace } from "../trace/trace";
import type { PathFacts } from "./path-facts";

/**
 * `fields`: the header from the top, including the Received fields of `trace`. `from`: the address in From; null if the page
 * does not show it.
 */
export function pathFacts(trace: Trace, fields: readonly TraceField[], from: string | null): PathFacts {
  const results = trustedResults(fields, trace);
  // If a field that must be unique occurs twice, the one signed need not be the one shown.
  const signer = hasTwice(fields) ? null : from;
  const dkim = signer !== null && isAligned(results, signer);
  const sealer = signer === null || dkim ? null : sealerOf(fields, trace, results, signer);
  const sender = from === null ? null : organisationOf(domainPart(from));
  const ingress = trace.hops.find((hop) => hop.place === "ingress");
  const facts = {
    reason: trace.reason,
    dkim,
    ...(sealer === null ? {} : { sealer: operatorOf(sealer)?.name ?? sealer }),
    strangers: trace.organisations.filter((name) => name !== sender),
    handedOverBy: ingress ? seenAs(ingress.from, "host") : "",
  };
  if (trace.state === "internal") return { ...facts, transport: "internal" };
  if (!ingress) return { ...facts, transport: null };
  if (ingress.transport === "unknown") return { ...facts, reason: "no-transport", transport: null };
  return { ...facts, transport: ingress.transport };
}
