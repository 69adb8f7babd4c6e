// From an address to its keys: its domain's DNS and web host, then key servers. Found keys are stored with their source
// and proof; contacts/decisions.ts decides what they are worth. Called only on intent to send, never while reading.
import { addressKey, parseAddress } from "../../domain/address";
import type { KeyServer, LookupOutcome, LookupSource } from "../../domain/discovery/lookup";
import { type AddressParts, addressParts } from "../../domain/discovery/owner-name";
import { reusableUntil } from "../../domain/discovery/verdict";
import { resolve } from "../../domain/dns/resolve";
import { ok } from "../../domain/result";
import type { Settings } from "../../domain/settings";
import { stands } from "../../domain/stamps";
import type { KeySource } from "../../domain/trust/sources";
import type { Answers, Request } from "../../messages/calls";
import { noteFoundKey } from "../contacts/note-found-key";
import { recipientState } from "../contacts/recipient-states";
import { fetchBytes, TIME_LIMIT } from "../fetch";
import { currentSettings } from "../settings/settings";
import { contactRow, keyRow, lookupRow } from "../store/rows";
import { storedOrKnown } from "../store/unkept";
import { askDns } from "./dns-cache";
import { askCert } from "./sources/cert";
import { askKeyServer } from "./sources/key-servers";
import { askOpenpgpkey } from "./sources/openpgpkey";
import { askPka } from "./sources/pka";
import { type LookupContext, type SourceAnswer, type SourceDeps, without } from "./sources/source";
import { askWebKeyDirectory } from "./sources/web-key-directory";

type Lookup = Request<"recipient.lookup">;

const DEPS: SourceDeps = { ask: fetchBytes, askDns, resolve };

/** Lookups under way, so that two overlays asking at once cause one question. */
const underWay = new Map<string, Promise<LookupOutcome>>();

/** Asks one source for one address, or answers from the cache; `force` asks again. Never fails. */
export async function lookup(request: Lookup, deps: SourceDeps = DEPS): Promise<Answers["recipient.lookup"]> {
  const { address, force = false } = request;
  const id = idOf(request);
  const remembered = force ? undefined : await fromCache(id);
  // A forced look-up is not shared with a pending normal one, whose answer may predate the change.
  const sharedAs = force ? `${id}|anew` : id;
  const outcome = remembered ?? (await shared(sharedAs, () => askAndStore(request, deps)));
  return ok({ outcome, state: await recipientState(address) });
}

const idOf = ({ address, source, server }: Lookup): string =>
  [addressKey(address), source, ...(source === "server" ? [server ?? ""] : [])].join("|");

async function fromCache(id: string): Promise<LookupOutcome | undefined> {
  const row = await lookupRow(id);
  // Every answer has its own lifetime.
  return row && stands(row.until, Date.now(), row.until - row.outcome.at)
    ? { ...row.outcome, cached: true }
    : undefined;
}

function shared(id: string, start: () => Promise<LookupOutcome>): Promise<LookupOutcome> {
  const running = underWay.get(id);
  if (running) return running;
  const started = start().finally(() => underWay.delete(id));
  underWay.set(id, started);
  return started;
}

async function askAndStore(request: Lookup, deps: SourceDeps): Promise<LookupOutcome> {
  const settings = await currentSettings();
  const asked = await askWith(settings, request, deps);
  if (!asked) return outcomeOf(request, { ...without("none", ""), verdict: "off" }, Date.now());
  return store(request, keySourceOf(request.source, serverOf(settings, request)), asked);
}

/** Asks one source again and stores nothing, for checks of the user's own key. Null: the settings exclude the source. */
export async function askAfresh(request: Omit<Lookup, "force">, deps: SourceDeps = DEPS): Promise<SourceAnswer | null> {
  return askWith(await currentSettings(), { ...request, force: true }, deps);
}

const serverOf = ({ keyServers }: Settings, request: Lookup): KeyServer | undefined =>
  keyServers.find(({ origin }) => origin === request.server);

async function askWith(settings: Settings, request: Lookup, deps: SourceDeps): Promise<SourceAnswer | null> {
  const { address, source, force = false } = request;
  const { resolvers, keyServers, wkd } = settings;
  const server = serverOf(settings, request);
  if ((source === "wkd" && !wkd) || (source === "server" && !server)) return null;
  // All steps of one source together take no longer than one request may.
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const issuers = await pinnedKeyIds(address);
  const context: LookupContext = { ...deps, resolvers, keyServers, signal, now: Date.now(), anew: force, issuers };
  const parsed = parseAddress(address);
  const parts = parsed && addressParts(parsed);
  return parsed && parts ? askSource(source, parsed, parts, server, context) : without("none", "");
}

/** Key ids of primary keys only, as only these certify (RFC 9580 5.2.3.29). */
async function pinnedKeyIds(address: string): Promise<string[]> {
  const pinned = (await contactRow(addressKey(address)))?.pinned;
  const key = pinned ? await keyRow(pinned) : undefined;
  return key ? key.keyIds.slice(0, 1) : [];
}

function askSource(
  source: LookupSource,
  address: string,
  parts: AddressParts,
  server: KeyServer | undefined,
  context: LookupContext,
): Promise<SourceAnswer> {
  switch (source) {
    case "dns":
      return askOpenpgpkey(address, parts, context);
    case "cert":
      return askCert(address, parts, context);
    case "pka":
      return askPka(address, parts, context);
    case "wkd":
      return askWebKeyDirectory(address, parts, context);
    case "server":
      return askKeyServer(address, server!, context);
  }
}

const keySourceOf = (source: LookupSource, server: KeyServer | undefined): KeySource =>
  source === "server" && server?.kind === "hkp" ? "candidate" : source;

type SourceResult = Omit<SourceAnswer, "verdict"> & { readonly verdict: LookupOutcome["result"] };

const outcomeOf = ({ source, server }: Lookup, result: SourceResult, at: number): LookupOutcome => ({
  source,
  server: source === "server" ? (server ?? null) : null,
  dnssec: result.dnssec,
  result: result.verdict,
  host: result.host,
  at,
  cached: false,
  ...(result.verdict === "unreachable" && result.ttl !== null ? { retryAt: at + result.ttl * 1000 } : {}),
});

async function store(request: Lookup, source: KeySource, asked: SourceAnswer): Promise<LookupOutcome> {
  const { address } = request;
  const now = Date.now();
  const noted: string[] = [];
  const all = asked.keys.map(({ info }) => info.fingerprint);
  for (const { info, host, dnssec, chain } of asked.keys) {
    // If the resolvers disagree, their keys do not belong to one answer.
    const alongside = asked.verdict === "found" ? all.filter((fingerprint) => fingerprint !== info.fingerprint) : [];
    noted.push(await noteFoundKey(address, info, { source, host, dnssec, chain }, { alongside, now, orKnown: true }));
  }
  const verdict = asked.verdict === "found" && !noted.includes("kept") ? "bad-key" : asked.verdict;
  const outcome = outcomeOf(request, { ...asked, verdict }, now);
  const until = reusableUntil(verdict, asked.ttl, now);
  const row = { id: idOf(request), contact: addressKey(address), outcome, until };
  await storedOrKnown((pen) => pen.put("lookups", row));
  return outcome;
}
