// Whether the reader's provider says that a message is from the domain in its From. That is the only statement about it which
// the sender cannot have written.
import { domainPart } from "../address";
import { hasTwice } from "../dkim/signed-header";
import { isAligned, type TraceField, trustedResults } from "./authentication-results";
import { traceOf } from "./trace";

/**
 * `fields`: the header from the top. DKIM must have passed for a domain that speaks for that of `from`, or DMARC for exactly
 * that domain.
 */
export function isVouchedFor(fields: readonly TraceField[], from: string): boolean {
  // If a field that must be unique occurs twice, the one checked need not be the one shown.
  if (hasTwice(fields)) return false;
  const trace = traceOf(fields.filter(({ name }) => name.toLowerCase() === "received").map(({ body }) => body));
  const results = trustedResults(fields, trace);
  const domain = domainPart(from).toLowerCase();
  return isAligned(results, from) || results.dmarcFrom === domain;
}
