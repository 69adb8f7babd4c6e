// Which pages may speak to Cachet as they do to Mailvelope (window.mailvelope): origins that the user enabled as webmails and
// then, apart from that, switched this on for. Off everywhere else; never for the built-in webmails. See decision 0044.
import { fail, ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import browser from "../../platform/browser";
import { allowsEveryPort, patternOf } from "../../platform/match-pattern";
import { oneByOne } from "../store/one-by-one";
import { addedOrigins, isEnabled } from "./sites";

const KEY = "clientOrigins";

/** The page's own world gets the object, ours the other end of its wire. Both start before the page's scripts do. */
const SCRIPTS = [
  { name: "page", js: "content/mailvelope.js", world: "MAIN" },
  { name: "ours", js: "content/client-api.js", world: "ISOLATED" },
] as const;

const idsOf = (origin: string): string[] => SCRIPTS.map(({ name }) => `client-api-${name}:${origin}`);

async function stored(): Promise<string[]> {
  return ((await browser.storage.local.get(KEY))[KEY] as string[] | undefined) ?? [];
}

const inTurn = oneByOne();

/** Firefox's scripts would start on every port of the host: there, an origin with a port of its own goes without. */
const canBe = async (origin: string): Promise<boolean> =>
  !allowsEveryPort(origin) && (await addedOrigins()).includes(origin) && (await isEnabled(origin));

/** Whether a page of this origin, which the browser named, may ask. An origin that is no longer enabled may not. */
export async function isAllowed(origin: string | null): Promise<boolean> {
  return origin !== null && (await stored()).includes(origin) && (await canBe(origin));
}

export async function clientAllowed({ origin: url }: Request<"client.allowed">): Promise<Answers["client.allowed"]> {
  const { origin } = new URL(url);
  return ok((await canBe(origin)) ? { on: await isAllowed(origin) } : null);
}

export function allowClient({ origin: url, on }: Request<"client.allow">): Promise<Answers["client.allow"]> {
  const { origin } = new URL(url);
  return inTurn(async () => {
    if (on && !(await canBe(origin))) return fail("not-enabled");
    const others = (await stored()).filter((other) => other !== origin);
    await browser.storage.local.set({ [KEY]: on ? [...others, origin].sort() : others });
    await (on ? register(origin) : unregister(origin));
    return ok({ on });
  });
}

async function register(origin: string): Promise<void> {
  const ids = idsOf(origin);
  const there = await browser.scripting.getRegisteredContentScripts({ ids });
  const missing = SCRIPTS.map((script, at) => ({ ...script, id: ids[at]! })).filter(
    ({ id }) => !there.some((one) => one.id === id),
  );
  if (missing.length === 0) return;
  await browser.scripting.registerContentScripts(
    missing.map(({ id, js, world }) => ({
      id,
      js: [js],
      matches: [patternOf(origin)],
      allFrames: true,
      runAt: "document_start" as const,
      persistAcrossSessions: true,
      world,
    })),
  );
}

async function unregister(origin: string): Promise<void> {
  for (const id of idsOf(origin))
    await browser.scripting.unregisterContentScripts({ ids: [id] }).catch(() => undefined);
}

/** After sites changed, or an update removed all scripts: those that may ask get theirs again, and no others keep them. */
export function restoreClients(): Promise<void> {
  return inTurn(async () => {
    const [origins, enabled] = await Promise.all([stored(), addedOrigins()]);
    const still = origins.filter((origin) => enabled.includes(origin));
    for (const origin of origins) await (still.includes(origin) ? register(origin) : unregister(origin));
    if (still.length < origins.length) await browser.storage.local.set({ [KEY]: still });
  });
}
