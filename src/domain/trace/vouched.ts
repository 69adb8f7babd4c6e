// Whether the reader's provider says that a message is from the domain in its From: the one word on that which whoever sent
// the message cannot have written.
import { domainPart } from "../address";
import { hasTwice } from "../dkim/signed-header";
import { isAligned, type TraceField, trustedResults } from "./authentication-results";
import { traceOf } from "./trace";

/** `fields`: the header from the top. By DKIM for a domain that speaks for that of `from`, or by DMARC for just that one. */
export function isVouchedFor(fields: readonly TraceField[], from: string): boolean {
  // What was checked need not be what is shown where a field that every message has once is there twice.
  if (hasTwice(fields)) return false;
  const trace = traceOf(fields.filter(({ name }) => name.toLowerCase() === "received").map(({ body }) => body));
  const results = trustedResults(fields, trace);
  const domain = domainPart(from).toLowerCase();
  return isAligned(results, from) || results.dmarcFrom === domain;
}
