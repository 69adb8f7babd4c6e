import { domainPart } from "../address";
import { hasTwice } from "../dkim/signed-header";
import { sealerOf } from "../trace/arc";
import { isAligned, type TraceField, trustedResults } from "../trace/authentication-results";
import { operatorOf, organisationOf } from "../trace/operators";
import { seenAs, type Trace } from "../trace/trace";
import type { PathFacts } from "./path-facts";

/**
 * `fields`: the header from the top, the Received fields that `trace` was made of among them. `from`: the address the message
 * says it is from; null when the page does not tell.
 */
export function pathFacts(trace: Trace, fields: readonly TraceField[], from: string | null): PathFacts {
  const results = trustedResults(fields, trace);
  // What was signed need not be what is shown where a field that every message has once is there twice.
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
