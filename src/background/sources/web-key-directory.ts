// Web Key Directory (draft-koch-openpgp-webkey-service 3.1): the domain's own web host.
import type { AddressParts } from "../../domain/discovery/owner-name";
import { advancedHost, publishesNothing, webKeyUrls } from "../../domain/discovery/web-key-directory";
import { certificateForAddress } from "../../domain/pgp/certificate";
import { type Asked, type Asker, askResolver } from "./dns";

type Existence = "yes" | "no" | "unknown";

/** How long a resolver may take before the next is asked, so that a silent one does not use up the whole lookup. */
const PATIENCE = 1500;

/** Does the name have an address? The second resolver is asked only when the first does not answer. */
async function exists(name: string, { signal, ...rest }: Asker): Promise<Existence> {
  for (const resolver of rest.resolvers) {
    const asker = { ...rest, signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) };
    const answers = await Promise.all(
      (["A", "AAAA"] as const).map((type) => askResolver(resolver, { name, type }, asker)),
    );
    const kinds = answers.map((answer) => (typeof answer === "string" ? answer : answer.kind));
    if (kinds.includes("records")) return "yes";
    if (kinds.every((kind) => kind === "none")) return "no";
  }
  return "unknown";
}

/**
 * The place to ask. Advanced where openpgpkey.D resolves, direct where it does not; null where D has no web host at all.
 * When the DNS does not tell, advanced: its host answers for no domain but its own.
 */
async function placeOf(parts: AddressParts, asker: Asker): Promise<string | null> {
  const [urls, advanced] = await Promise.all([webKeyUrls(parts), exists(advancedHost(parts.domain), asker)]);
  if (advanced !== "no") return urls.advanced;
  return (await exists(parts.domain, asker)) === "no" ? null : urls.direct;
}

export async function askWebKeyDirectory(address: string, parts: AddressParts, asker: Asker): Promise<Asked> {
  const nothing = (verdict: Asked["verdict"], host: string): Asked => ({ verdict, host, ttl: null, keys: [] });
  if (publishesNothing(parts.domain)) return nothing("none", parts.domain);
  const url = await placeOf(parts, asker);
  if (url === null) return nothing("none", parts.domain);
  const { host } = new URL(url);
  const fetched = await asker.ask({ purpose: "wkd", url, domain: parts.domain }, { signal: asker.signal });
  if (!fetched.ok) return nothing(verdictOfFailure(fetched.code, fetched.detail?.[0]), host);
  // Web hosts that answer every path with their home page publish no key.
  if (fetched.value.contentType.startsWith("text/html")) return nothing("none", host);
  const read = await certificateForAddress(fetched.value.bytes, address, asker.now);
  if (!read.ok) return nothing("bad-key", host);
  return { verdict: "found", host, ttl: null, keys: [{ info: read.value, host, dnssec: "none" }] };
}

function verdictOfFailure(code: string, status: string | undefined): Asked["verdict"] {
  if (code === "status") return status === "404" || status === "410" ? "none" : "unreachable";
  if (code === "too-large") return "bad-key";
  return code === "timeout" || code === "blocked" ? code : "unreachable";
}
