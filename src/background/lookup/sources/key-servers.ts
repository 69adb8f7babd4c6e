// Key servers, asked after the address's own domain. Those that confirm addresses by mail (VKS, Mailvelope) speak for an
// address; an HKP server accepts any key from anybody, so its keys are candidates.

import type { KeyServer } from "../../../domain/discovery/lookup";
import { directoryKeys } from "../../../domain/pgp/directory-keys";
import { fail, ok, type Result } from "../../../domain/result";
import type { Fetched, FetchFailure } from "../../fetch";
import { type LookupContext, type SourceAnswer, verdictOfFailure, without } from "./source";

type Reached = Pick<LookupContext, "ask" | "signal">;
type Answer = Result<Fetched, FetchFailure>;

/** Whom a server is asked about. */
type Search = { readonly address: string } | { readonly fingerprint: string };

const MOST_CANDIDATES = 4;

export async function askKeyServer(address: string, server: KeyServer, context: LookupContext): Promise<SourceAnswer> {
  const { host } = new URL(server.origin);
  const answer = await askServer(server, { address }, context);
  if (!answer.ok) {
    const { verdict, ttl } = verdictOfFailure(answer);
    return without(verdict, host, ttl);
  }
  if (isPage(answer.value)) return without("none", host);
  const most = server.kind === "hkp" ? { most: MOST_CANDIDATES } : {};
  const keys = await directoryKeys(answer.value.bytes, { address, issuers: context.issuers, ...most });
  if (!keys.ok) return without("bad-key", host);
  const found = keys.value.map((info) => ({ info, host, dnssec: "none" as const, chain: [] }));
  return { ...without("found", host), keys: found };
}

/**
 * A server's answer for this fingerprint (lower-case hex), unparsed: binary or armored, possibly without user IDs (VKS gives
 * only confirmed ones). Read it with directoryKeys. It says nothing about whose key it is.
 */
export async function fetchByFingerprint(
  server: KeyServer,
  fingerprint: string,
  reached: Reached,
): Promise<Result<Uint8Array, "none" | "bad-key" | "timeout" | "unreachable" | "blocked">> {
  const answer = await askServer(server, { fingerprint }, reached);
  if (answer.ok) return isPage(answer.value) ? fail("none") : ok(answer.value.bytes);
  const { verdict } = verdictOfFailure(answer);
  return fail(verdict === "bogus" ? "unreachable" : verdict);
}

/** A host that answers every path with its home page has no keys. */
const isPage = ({ contentType }: Fetched): boolean => contentType.startsWith("text/html");

function askServer({ kind, origin }: KeyServer, search: Search, reached: Reached): Promise<Answer> {
  if (kind === "vks") return askVks(origin, search, reached);
  return kind === "mailvelope" ? askMailvelope(origin, search, reached) : askHkp("hkp", origin, search, reached);
}

/** https://keys.openpgp.org/about/api: the address percent-encoded, the fingerprint in upper case. */
function askVks(origin: string, search: Search, { ask, signal }: Reached): Promise<Answer> {
  const path =
    "address" in search
      ? `by-email/${encodeURIComponent(search.address)}`
      : `by-fingerprint/${search.fingerprint.toUpperCase()}`;
  return ask({ purpose: "vks", url: `${origin}/vks/v1/${path}` }, { signal });
}

/** draft-gallagher-openpgp-hkp 3.1: fingerprints are marked by 0x. */
function askHkp(
  purpose: "hkp" | "mailvelope",
  origin: string,
  search: Search,
  { ask, signal }: Reached,
): Promise<Answer> {
  const term = "address" in search ? search.address : `0x${search.fingerprint}`;
  return ask({ purpose, url: `${origin}/pks/lookup?op=get&options=mr&search=${encodeURIComponent(term)}` }, { signal });
}

/** Statuses that mean the server does not support the request, rather than lack the key. */
const NO_SUCH_CALL = [400, 405, 501];

/** JSON with the armored key inside; the HKP form where the server does not speak it. */
async function askMailvelope(origin: string, search: Search, reached: Reached): Promise<Answer> {
  const [name, value] = Object.entries(search)[0] as ["address" | "fingerprint", string];
  const query = `${name === "address" ? "email" : name}=${encodeURIComponent(value)}`;
  const url = `${origin}/api/v1/key?${query}`;
  const answer = await reached.ask({ purpose: "mailvelope", url }, { signal: reached.signal });
  if (!answer.ok) {
    const strange = answer.code === "status" && NO_SUCH_CALL.includes(answer.status);
    return strange ? askHkp("mailvelope", origin, search, reached) : answer;
  }
  const armored = armoredIn(answer.value.bytes);
  if (armored === null) return askHkp("mailvelope", origin, search, reached);
  return ok({ ...answer.value, bytes: new TextEncoder().encode(armored), contentType: "application/pgp-keys" });
}

function armoredIn(json: Uint8Array): string | null {
  try {
    const { publicKeyArmored } = JSON.parse(new TextDecoder().decode(json)) as { publicKeyArmored?: unknown };
    return typeof publicKeyArmored === "string" ? publicKeyArmored : null;
  } catch {
    return null;
  }
}
