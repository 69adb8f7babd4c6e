// Whether a signing domain speaks for the domain in From (RFC 7489 3.1.1), more narrowly than there: one must be the other or
// lie below it. Neighbours under a third, which the public suffix list would have to know as one owner's, do not count.
import { domainPart } from "../address";
import { domainOf, isShared } from "../registrable";
import { isWithin } from "./names";

/** `signer`: d= of a signature. `from`: an address. */
export function isAligned(signer: string, from: string): boolean {
  const domain = asciiDomain(domainPart(from));
  if (domain === null) return false;
  const [shorter, longer] = signer.length < domain.length ? [signer, domain] : [domain, signer];
  // What is a public suffix itself ("co.uk") speaks for nobody. Where everybody may have a name below one ("github.io"), it
  // does not speak for them, nor they for it.
  if (signer !== domain && isShared(shorter)) return false;
  return isWithin(longer, shorter) && domainOf(shorter) !== null;
}

/** In A-labels and lower case. */
function asciiDomain(domain: string): string | null {
  const url = URL.parse(`https://${domain}`);
  return url && url.pathname === "/" && url.port === "" ? url.hostname.replace(/\.$/, "") : null;
}
