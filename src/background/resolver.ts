// From an address to its keys: its domain's DNS and web host, then key servers. What is found is stored with where it came
// from and what proves it; what it is worth is contacts.ts. Called on intent to send only, never while reading.
import { addressKey, parseAddress } from "../domain/address";
import { type AddressParts, addressParts } from "../domain/discovery/owner-name";
import { reusableUntil } from "../domain/discovery/verdict";
import { resolve } from "../domain/dns/resolve";
import { ok } from "../domain/result";
import type { KeySource } from "../domain/trust/sources";
import type { Answers, Request } from "../messages/contract";
import type { KeyServer, LookupOutcome, LookupSource } from "../messages/types";
import { noteFind, recipientState } from "./contacts";
import { askDns } from "./dns-answers";
import { fetchBytes, TIME_LIMIT } from "./fetch";
import { currentSettings } from "./settings";
import { askCert } from "./sources/cert";
import { askOpenpgpkey } from "./sources/dns";
import { askKeyServer } from "./sources/key-servers";
import { askPka } from "./sources/pka";
import { type Asked, type Asker, type Reach, without } from "./sources/source";
import { askWebKeyDirectory } from "./sources/web-key-directory";
import { database } from "./store/database";

type Lookup = Request<"recipient.lookup">;

const REACH: Reach = { ask: fetchBytes, askDns, resolve };

/** Lookups under way, so that two overlays asking at once cause one question. */
const underWay = new Map<string, Promise<LookupOutcome>>();

/** Asks one source for one address, or answers from what it said before; `force` asks again. Never fails. */
export async function lookup(request: Lookup, reach: Reach = REACH): Promise<Answers["recipient.lookup"]> {
  const { address, force = false } = request;
  const id = idOf(request);
  const remembered = force ? undefined : await fromCache(id);
  // Asked anew, because something may have changed since: a question already under way would answer for then.
  const sharedAs = force ? `${id}|anew` : id;
  const outcome = remembered ?? (await shared(sharedAs, () => askAndStore(request, reach)));
  return ok({ outcome, state: await recipientState(address) });
}

const idOf = ({ address, source, server }: Lookup): string =>
  [addressKey(address), source, ...(source === "server" ? [server ?? ""] : [])].join("|");

async function fromCache(id: string): Promise<LookupOutcome | undefined> {
  const row = await database.lookups.get(id);
  return row && row.until > Date.now() ? { ...row.outcome, cached: true } : undefined;
}

function shared(id: string, start: () => Promise<LookupOutcome>): Promise<LookupOutcome> {
  const running = underWay.get(id);
  if (running) return running;
  const started = start().finally(() => underWay.delete(id));
  underWay.set(id, started);
  return started;
}

async function askAndStore(request: Lookup, reach: Reach): Promise<LookupOutcome> {
  const { address, source, force = false } = request;
  const { resolvers, keyServers, wkd } = await currentSettings();
  const now = Date.now();
  const server = keyServers.find(({ origin }) => origin === request.server);
  const off = (source === "wkd" && !wkd) || (source === "server" && !server);
  if (off) return outcomeOf(request, { ...without("none", ""), verdict: "off" }, now);
  // All steps of one source together take no longer than one request may.
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const asker: Asker = { ...reach, resolvers, keyServers, signal, now, anew: force };
  const parsed = parseAddress(address);
  const parts = parsed && addressParts(parsed);
  const asked = parsed && parts ? await askSource(source, parsed, parts, server, asker) : without("none", "");
  return store(request, keySourceOf(source, server), asked);
}

function askSource(
  source: LookupSource,
  address: string,
  parts: AddressParts,
  server: KeyServer | undefined,
  asker: Asker,
): Promise<Asked> {
  switch (source) {
    case "dns":
      return askOpenpgpkey(address, parts, asker);
    case "cert":
      return askCert(address, parts, asker);
    case "pka":
      return askPka(address, parts, asker);
    case "wkd":
      return askWebKeyDirectory(address, parts, asker);
    case "server":
      return askKeyServer(address, server!, asker);
  }
}

const keySourceOf = (source: LookupSource, server: KeyServer | undefined): KeySource =>
  source === "server" && server?.kind === "hkp" ? "candidate" : source;

type Told = Omit<Asked, "verdict"> & { readonly verdict: LookupOutcome["result"] };

const outcomeOf = ({ source, server }: Lookup, told: Told, at: number): LookupOutcome => ({
  source,
  server: source === "server" ? (server ?? null) : null,
  dnssec: told.dnssec,
  result: told.verdict,
  host: told.host,
  at,
  cached: false,
  ...(told.verdict === "unreachable" && told.ttl !== null ? { retryAt: at + told.ttl * 1000 } : {}),
});

async function store(request: Lookup, source: KeySource, asked: Asked): Promise<LookupOutcome> {
  const { address } = request;
  const now = Date.now();
  const noted: string[] = [];
  for (const { info, host, dnssec, chain } of asked.keys)
    noted.push(await noteFind(address, info, { source, host, dnssec, chain }, { now }));
  const verdict = asked.verdict === "found" && !noted.includes("kept") ? "bad-key" : asked.verdict;
  const outcome = outcomeOf(request, { ...asked, verdict }, now);
  const until = reusableUntil(verdict, asked.ttl, now);
  await database.lookups.put({ id: idOf(request), contact: addressKey(address), outcome, until });
  return outcome;
}
