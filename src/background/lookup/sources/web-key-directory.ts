// Web Key Directory (draft-koch-openpgp-webkey-service 3.1): the domain's own web host.
import type { AddressParts } from "../../../domain/discovery/owner-name";
import { advancedHost, publishesNothing, webKeyUrls } from "../../../domain/discovery/web-key-directory";
import { RCODE, TYPE } from "../../../domain/dns/types";
import { readMessage } from "../../../domain/dns/wire";
import { directoryKeys } from "../../../domain/pgp/directory-keys";
import { type LookupContext, type SourceAnswer, verdictOfFailure, without } from "./source";

type Existence = "yes" | "no" | "unknown";

/** How long a resolver may take before the next is asked, so that a silent one does not use up the whole lookup. */
const PATIENCE = 1500;

/**
 * Whether the name has an IP address. The second resolver is asked only when the first does not answer. Not validated: a forged
 * answer only chooses between two places of the domain, both protected by TLS.
 */
async function exists(name: string, { askDns, resolvers, ...rest }: LookupContext): Promise<Existence> {
  for (const resolver of resolvers) {
    const signal = AbortSignal.any([rest.signal, AbortSignal.timeout(PATIENCE)]);
    const said = await Promise.all(
      [TYPE.A, TYPE.AAAA].map(async (type) => {
        const answer = await askDns(resolver, { name, type }, { signal, anew: rest.anew });
        return typeof answer === "string" ? "unknown" : hasRecords(answer, type);
      }),
    );
    if (said.includes("yes")) return "yes";
    if (said.every((one) => one === "no")) return "no";
  }
  return "unknown";
}

function hasRecords(answer: Uint8Array, type: number): Existence {
  const message = readMessage(answer);
  if (!message || (message.rcode !== RCODE.NOERROR && message.rcode !== RCODE.NXDOMAIN)) return "unknown";
  return message.answer.some((record) => record.type === type) ? "yes" : "no";
}

/**
 * The place to ask. Advanced where openpgpkey.D resolves, direct where it does not; null where D has no web host at all.
 * Advanced also when the DNS does not answer, as that host serves only its own domain.
 */
async function placeOf(parts: AddressParts, context: LookupContext): Promise<string | null> {
  const [urls, advanced] = await Promise.all([webKeyUrls(parts), exists(advancedHost(parts.domain), context)]);
  if (advanced !== "no") return urls.advanced;
  return (await exists(parts.domain, context)) === "no" ? null : urls.direct;
}

export async function askWebKeyDirectory(
  address: string,
  parts: AddressParts,
  context: LookupContext,
): Promise<SourceAnswer> {
  if (publishesNothing(parts.domain)) return without("none", parts.domain);
  const url = await placeOf(parts, context);
  if (url === null) return without("none", parts.domain);
  const { host } = new URL(url);
  const fetched = await context.ask({ purpose: "wkd", url, domain: parts.domain }, { signal: context.signal });
  if (!fetched.ok) {
    const { verdict, ttl } = verdictOfFailure(fetched);
    return without(verdict, host, ttl);
  }
  // Web hosts that answer every path with their home page publish no key.
  if (fetched.value.contentType.startsWith("text/html")) return without("none", host);
  const read = await directoryKeys(fetched.value.bytes, { address, issuers: context.issuers });
  if (!read.ok) return without("bad-key", host);
  const keys = read.value.map((info) => ({ info, host, dnssec: "none" as const, chain: [] }));
  return { ...without("found", host), keys };
}
