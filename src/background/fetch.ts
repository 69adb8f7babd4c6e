// The one fetch() of the background, and the real gate to the network: the extension's policy must allow any https host
// (anybody's domain may hold a key directory), so requests that no feature declared are refused here. Requests carry no
// cookies and no referrer; answers are bounded in time and size.
import { policyUrl } from "../domain/delivery/mta-sts";
import { readCert, readPka } from "../domain/discovery/key-pointer";
import type { KeyServer } from "../domain/discovery/lookup";
import { isPublicHost } from "../domain/discovery/owner-name";
import { joined } from "../domain/octets";
import { fail, ok, type Result } from "../domain/result";
import browser from "../platform/browser";
import { patternOf } from "../platform/match-pattern";
import { noteServerTime } from "./settings/clock";
import { currentSettings } from "./settings/settings";

export type FetchRequest =
  /** To a configured resolver, exactly as configured, plus the `dns` parameter (RFC 8484 4.1). */
  | { readonly purpose: "doh"; readonly url: string }
  /** To the key directory of `domain`, its advanced or direct place. */
  | { readonly purpose: "wkd"; readonly url: string; readonly domain: string }
  /** The other files of that directory: what it allows, and where its owner takes new keys (its section 4). */
  | { readonly purpose: "wks"; readonly url: string; readonly domain: string }
  /** To a configured key server, in the way of its kind. */
  | { readonly purpose: KeyServer["kind"]; readonly url: string }
  /** To the MTA-STS policy of `domain` (RFC 8461 3.3), once the user switched that on. */
  | { readonly purpose: "mta-sts"; readonly url: string; readonly domain: string }
  /** The URI in the RDATA of a CERT or PKA record, which the gate reads itself. */
  | { readonly purpose: "key-uri"; readonly url: string; readonly record: Uint8Array }
  /** The user's own key to a configured server that confirms addresses; `body` is JSON. */
  | { readonly purpose: "vks-upload"; readonly url: string; readonly body: string };

/**
 * refused: no feature declared this. blocked: the browser gave no answer and Cachet has no permission for the host, so
 * that CORS may be why. status: an answer other than 200; `wait`: the seconds before asking again, where the answer says
 * so (RFC 9110 10.2.3).
 */
export type FetchFailure =
  | "refused"
  | "timeout"
  | "unreachable"
  | "blocked"
  | "too-large"
  | { readonly code: "status"; readonly status: number; readonly wait: number | null };

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Seconds the answer has spent in caches (RFC 9111 5.1). */
  readonly age: number;
}

/** What the gate depends on; tests give their own. */
export interface FetchDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly resolvers: () => Promise<readonly string[]>;
  readonly keyServers: () => Promise<readonly KeyServer[]>;
  readonly policies: () => Promise<boolean>;
  readonly mayAsk: (origin: string) => Promise<boolean>;
}

const BROWSER: FetchDeps = {
  fetch: (url, init) => fetch(url, init),
  resolvers: async () => (await currentSettings()).resolvers,
  keyServers: async () => (await currentSettings()).keyServers,
  policies: async () => (await currentSettings()).mtaSts,
  // An origin that makes no valid pattern cannot have been granted.
  mayAsk: (origin) => browser.permissions.contains({ origins: [patternOf(origin)] }).catch(() => false),
};

/** Milliseconds, from the request to the last octet of the response. */
export const TIME_LIMIT = 4000;
const KIB = 1024;
const SIZE_LIMIT: Readonly<Record<FetchRequest["purpose"], number>> = {
  doh: 64 * KIB,
  wkd: KIB * KIB,
  wks: 16 * KIB,
  "mta-sts": 64 * KIB,
  vks: KIB * KIB,
  mailvelope: KIB * KIB,
  hkp: KIB * KIB,
  "key-uri": KIB * KIB,
  "vks-upload": 64 * KIB,
};

export async function fetchBytes(
  request: FetchRequest,
  { signal, deps = BROWSER }: { signal?: AbortSignal; deps?: FetchDeps } = {},
): Promise<Result<Fetched, FetchFailure>> {
  const url = URL.parse(request.url);
  if (!url || !(await isDeclared(request, url, deps))) return fail("refused");
  const limit = AbortSignal.any([AbortSignal.timeout(TIME_LIMIT), ...(signal ? [signal] : [])]);
  try {
    const response = await deps.fetch(url.href, {
      ...methodOf(request),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal: limit,
    });
    const age = Math.max(0, Number.parseInt(response.headers.get("age") ?? "", 10) || 0);
    // Nobody waits for it.
    if (request.purpose === "doh") noteServerTime(url.host, response.headers.get("date"), age).catch(() => {});
    if (response.status !== 200) {
      await response.body?.cancel();
      const wait = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
      return fail({ code: "status", status: response.status, wait: wait > 0 ? wait : null });
    }
    const bytes = await readUpTo(response, SIZE_LIMIT[request.purpose]);
    if (!bytes) return fail("too-large");
    return ok({ bytes, contentType: response.headers.get("content-type") ?? "", age });
  } catch (error) {
    if (limit.aborted) return fail("timeout");
    // fetch() does not distinguish a refusal by CORS from a dead host: both are a TypeError (Fetch 3.2).
    if (!(error instanceof TypeError)) throw error;
    return fail((await deps.mayAsk(url.origin)) ? "unreachable" : "blocked");
  }
}

function methodOf(request: FetchRequest): RequestInit {
  if (request.purpose === "doh") return { method: "GET", headers: { accept: "application/dns-message" } };
  if (request.purpose !== "vks-upload") return { method: "GET" };
  return { method: "POST", headers: { "content-type": "application/json" }, body: request.body };
}

async function isDeclared(request: FetchRequest, url: URL, deps: FetchDeps): Promise<boolean> {
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.hash !== "") return false;
  switch (request.purpose) {
    case "doh":
      return (await deps.resolvers()).some((resolver) => isQueryTo(resolver, url));
    case "wkd":
      return isKeyDirectory(url, request.domain);
    case "wks":
      return isDirectoryFile(url, request.domain);
    case "mta-sts":
      return isPublicHost(request.domain) && url.href === policyUrl(request.domain) && (await deps.policies());
    case "key-uri":
      return url.port === "" && isPublicHost(url.hostname) && isNamedBy(request.record, url);
    case "vks-upload":
      return UPLOAD.test(url.pathname + url.search) && (await isServer(url, "vks", deps));
    default:
      return isServerQuestion(request.purpose, url) && (await isServer(url, request.purpose, deps));
  }
}

const UPLOAD = /^\/vks\/v1\/(?:upload|request-verify)$/;
/** One segment, percent-encoded: an address never adds to the path. */
const VKS_QUESTION = /^\/vks\/v1\/(?:by-email\/[^/]*%40[^/]+|by-fingerprint\/(?:[0-9A-F]{40}|[0-9A-F]{64}))$/;

const isServer = async (url: URL, kind: KeyServer["kind"], deps: FetchDeps): Promise<boolean> =>
  (await deps.keyServers()).some((server) => server.kind === kind && server.origin === url.origin);

function isServerQuestion(kind: KeyServer["kind"], url: URL): boolean {
  const names = [...url.searchParams.keys()].join();
  if (kind === "vks") return url.search === "" && VKS_QUESTION.test(url.pathname);
  if (kind === "mailvelope" && url.pathname === "/api/v1/key") return names === "email" || names === "fingerprint";
  // draft-gallagher-openpgp-hkp 3: get, in the form for machines.
  return url.pathname === "/pks/lookup" && /^\?op=get&options=mr&search=[^&]+$/.test(url.search);
}

/** Parses the record again, so that no caller can fetch a URI that the DNS does not name. */
function isNamedBy(record: Uint8Array, url: URL): boolean {
  const cert = readCert(record);
  const pointer = cert && "pointer" in cert ? cert.pointer : readPka(record);
  return pointer?.uri === url.href;
}

/** The configured URL with one more parameter and nothing else changed. */
function isQueryTo(resolver: string, url: URL): boolean {
  const configured = URL.parse(resolver);
  const dns = url.searchParams.get("dns");
  if (configured?.protocol !== "https:" || !dns || !/^[\w-]+$/.test(dns)) return false;
  configured.searchParams.append("dns", dns);
  return configured.href === url.href;
}

/** draft-koch-openpgp-webkey-service 4: at either place of the directory, without parameters. */
function isDirectoryFile(url: URL, domain: string): boolean {
  if (url.port !== "" || url.search !== "") return false;
  const place = {
    [`openpgpkey.${domain}`]: `/.well-known/openpgpkey/${domain}/`,
    [domain]: "/.well-known/openpgpkey/",
  };
  return ["policy", "submission-address"].some((file) => url.pathname === `${place[url.hostname]}${file}`);
}

/** Only below .well-known/openpgpkey of the domain asked, and on the default port: a directory never leaves its domain. */
function isKeyDirectory(url: URL, domain: string): boolean {
  if (url.port !== "" || [...url.searchParams.keys()].join() !== "l") return false;
  const folder = "/.well-known/openpgpkey/";
  const advanced = url.hostname === `openpgpkey.${domain}` && url.pathname.startsWith(`${folder}${domain}/hu/`);
  const direct = url.hostname === domain && url.pathname.startsWith(`${folder}hu/`);
  return (advanced || direct) && /\/hu\/[a-z0-9]{32}$/.test(url.pathname);
}

/** Null as soon as more than `limit` bytes arrive, whatever Content-Length said. */
async function readUpTo(response: Response, limit: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return joined(parts);
}

/**
 * The build of the package now on disk (vite.config.ts); null when unreadable. Reads a file of our own, not the
 * network.
 */
export async function packagedBuild(): Promise<string | null> {
  const answer = await fetch(browser.runtime.getURL("build.txt"), { cache: "no-store" }).catch(() => null);
  return answer?.ok ? (await answer.text()).trim() : null;
}
