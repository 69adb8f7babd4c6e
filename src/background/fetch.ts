// The one fetch() of the background, and the real gate to the network: the extension's policy must allow any https host
// (key directories live on everybody's domain), so what no feature declared is refused here. Requests carry no cookies,
// no referrer, nothing but the question; answers are bounded in time and size.
import { fail, ok, type Result } from "../domain/result";
import browser from "../platform/browser";
import { currentSettings } from "./settings";

export type FetchRequest =
  /** To a configured resolver, exactly as configured, plus the `dns` parameter (RFC 8484 4.1). */
  | { readonly purpose: "doh"; readonly url: string }
  /** To the key directory of `domain`, its advanced or direct place. */
  | { readonly purpose: "wkd"; readonly url: string; readonly domain: string };

/**
 * refused: no feature declared this. blocked: the browser gave no answer and Cachet has no permission for the host, so
 * that CORS may be why. status: an answer other than 200; detail holds the number.
 */
export type FetchCode = "refused" | "timeout" | "unreachable" | "blocked" | "too-large" | "status";

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Seconds the answer has spent in caches (RFC 9111 5.1). */
  readonly age: number;
}

/** What the gate needs of the world; tests give their own. */
export interface World {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly resolvers: () => Promise<readonly string[]>;
  readonly mayAsk: (origin: string) => Promise<boolean>;
}

const BROWSER: World = {
  fetch: (url, init) => fetch(url, init),
  resolvers: async () => (await currentSettings()).resolvers,
  // Firefox has no match patterns with a port and throws; such a host cannot have been granted there.
  mayAsk: (origin) => browser.permissions.contains({ origins: [`${origin}/*`] }).catch(() => false),
};

/** Milliseconds, from the question to the last octet of the answer. */
export const TIME_LIMIT = 4000;
const SIZE_LIMIT = { doh: 64 * 1024, wkd: 1024 * 1024 } as const;

export async function fetchBytes(
  request: FetchRequest,
  { signal, world = BROWSER }: { signal?: AbortSignal; world?: World } = {},
): Promise<Result<Fetched, FetchCode>> {
  const url = URL.parse(request.url);
  if (!url || !(await isDeclared(request, url, world))) return fail("refused");
  const limit = AbortSignal.any([AbortSignal.timeout(TIME_LIMIT), ...(signal ? [signal] : [])]);
  try {
    const response = await world.fetch(url.href, {
      method: "GET",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal: limit,
      ...(request.purpose === "doh" ? { headers: { accept: "application/dns-message" } } : {}),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return fail("status", [String(response.status)]);
    }
    const bytes = await readUpTo(response, SIZE_LIMIT[request.purpose]);
    if (!bytes) return fail("too-large");
    const age = Number.parseInt(response.headers.get("age") ?? "", 10);
    return ok({ bytes, contentType: response.headers.get("content-type") ?? "", age: Math.max(0, age || 0) });
  } catch (error) {
    if (limit.aborted) return fail("timeout");
    // Fetch tells refusal by CORS and a dead host apart for nobody: both are a TypeError (Fetch 3.2).
    if (!(error instanceof TypeError)) throw error;
    return fail((await world.mayAsk(url.origin)) ? "unreachable" : "blocked");
  }
}

async function isDeclared(request: FetchRequest, url: URL, world: World): Promise<boolean> {
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.hash !== "") return false;
  if (request.purpose === "wkd") return isKeyDirectory(url, request.domain);
  const resolvers = await world.resolvers();
  return resolvers.some((resolver) => isQueryTo(resolver, url));
}

/** The configured URL with one more parameter and nothing else changed. */
function isQueryTo(resolver: string, url: URL): boolean {
  const configured = URL.parse(resolver);
  const dns = url.searchParams.get("dns");
  if (configured?.protocol !== "https:" || !dns || !/^[\w-]+$/.test(dns)) return false;
  configured.searchParams.append("dns", dns);
  return configured.href === url.href;
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
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
