// From an address to its keys: DNS (OPENPGPKEY over DoH, two operators) and the Web Key Directory. What is found is
// stored with where it came from; what it is worth is contacts.ts. Called on intent to send only, never while reading.
import { addressKey, parseAddress } from "../domain/address";
import { type AddressParts, addressParts } from "../domain/discovery/owner-name";
import { reusableUntil } from "../domain/discovery/verdict";
import { ok } from "../domain/result";
import type { Answers } from "../messages/contract";
import type { LookupOutcome } from "../messages/types";
import { noteFind, recipientState } from "./contacts";
import { fetchBytes, TIME_LIMIT } from "./fetch";
import { currentSettings } from "./settings";
import { type Asked, type Asker, askDns } from "./sources/dns";
import { askWebKeyDirectory } from "./sources/web-key-directory";
import { database } from "./store/database";

export type Source = LookupOutcome["source"];

/** Lookups under way, so that two overlays asking at once cause one question. */
const underWay = new Map<string, Promise<LookupOutcome>>();

/** Asks one source for one address, or answers from what it said before; `force` asks again. Never fails. */
export async function lookup(
  address: string,
  source: Source,
  force = false,
  ask: Asker["ask"] = fetchBytes,
): Promise<Answers["recipient.lookup"]> {
  const id = `${addressKey(address)}|${source}`;
  const remembered = force ? undefined : await fromCache(id);
  // Asked anew, because something may have changed since: a question already under way would answer for then.
  const sharedAs = force ? `${id}|anew` : id;
  const outcome = remembered ?? (await shared(sharedAs, () => askAndStore(address, source, ask)));
  return ok({ outcome, state: await recipientState(address) });
}

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

async function askAndStore(address: string, source: Source, ask: Asker["ask"]): Promise<LookupOutcome> {
  const settings = await currentSettings();
  const now = Date.now();
  if (source === "wkd" && !settings.wkd)
    return { source, server: null, dnssec: null, result: "off", host: "", at: now, cached: false };
  const parsed = parseAddress(address);
  const parts = parsed && addressParts(parsed);
  const asked: Asked =
    parsed && parts
      ? await askSource(source, { address: parsed, parts, resolvers: settings.resolvers, ask })
      : { verdict: "none", host: "", ttl: null, keys: [] };
  return store(address, source, asked);
}

interface Question extends Pick<Asker, "ask" | "resolvers"> {
  readonly address: string;
  readonly parts: AddressParts;
}

function askSource(source: Source, { address, parts, ...rest }: Question): Promise<Asked> {
  // All steps of one source together take no longer than one request may.
  const asker: Asker = { ...rest, signal: AbortSignal.timeout(TIME_LIMIT), now: Date.now() };
  return source === "dns" ? askDns(address, parts, asker) : askWebKeyDirectory(address, parts, asker);
}

async function store(address: string, source: Source, asked: Asked): Promise<LookupOutcome> {
  const now = Date.now();
  const noted: string[] = [];
  for (const { info, host, dnssec } of asked.keys)
    noted.push(await noteFind(address, info, { source, host, dnssec, chain: [] }, { now }));
  const verdict = asked.verdict === "found" && !noted.includes("kept") ? "bad-key" : asked.verdict;
  const outcome: LookupOutcome = {
    source,
    server: null,
    dnssec: null,
    result: verdict,
    host: asked.host,
    at: now,
    cached: false,
  };
  const contact = addressKey(address);
  await database.lookups.put({
    id: `${contact}|${source}`,
    contact,
    outcome,
    until: reusableUntil(verdict, asked.ttl, now),
  });
  return outcome;
}
