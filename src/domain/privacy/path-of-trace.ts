import { type Authenticated, isAligned } from "../trace/authentication-results";
import { organisationOf } from "../trace/operators";
import { seenAs, type Trace } from "../trace/trace";
import type { PathFacts } from "./path-facts";

/** `from`: the address the message says it is from; null when the page does not tell. */
export function pathFacts(trace: Trace, results: Authenticated, from: string | null): PathFacts {
  const sender = from === null ? null : organisationOf(from.slice(from.lastIndexOf("@") + 1));
  const ingress = trace.hops.find((hop) => hop.place === "ingress");
  const facts = {
    reason: trace.reason,
    dkim: from !== null && isAligned(results, from),
    strangers: trace.organisations.filter((name) => name !== sender),
    handedOverBy: ingress ? seenAs(ingress.from, "host") : "",
  };
  if (trace.state === "internal") return { ...facts, transport: "internal" };
  if (!ingress) return { ...facts, transport: null };
  if (ingress.transport === "unknown") return { ...facts, reason: "no-transport", transport: null };
  return { ...facts, transport: ingress.transport };
}
