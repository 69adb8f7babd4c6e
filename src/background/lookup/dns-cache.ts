// Caches resolvers' answers for their TTL: a chain from the root takes a dozen queries, and the next address needs most
// of them again. Held in memory, and in storage.session so that a restarted worker does not ask the root again; never on
// disk.

import { agedBy, lifeOf } from "../../domain/discovery/answer-life";
import { encodeQuery } from "../../domain/dns/query";
import type { DnsQuestion } from "../../domain/dns/types";
import { toBase64Url } from "../../domain/octets";
import { stands } from "../../domain/stamps";
import browser from "../../platform/browser";
import { fetchBytes } from "../fetch";

/** One DNS message in wire form, or why there is none. */
export type WireAnswer = Uint8Array | "timeout" | "unreachable" | "blocked";

export interface AskOptions {
  /** When the caller stops waiting; the question itself goes on for others who wait for it. */
  readonly signal: AbortSignal;
  /** Bypasses the cache, as the answer may have changed. */
  readonly anew?: boolean;
}

export type AskDns = (resolver: string, question: DnsQuestion, options: AskOptions) => Promise<WireAnswer>;

/** The part of storage.session this needs. */
export interface SessionArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

interface Entry {
  readonly bytes: Uint8Array;
  /** Milliseconds: arrival and end of life. */
  readonly at: number;
  readonly until: number;
}

const PREFIX = "dns ";
const MOST_ENTRIES = 512;
const MOST_BYTES = 2 * 1024 * 1024;
/** Larger answers are kept in memory only: they hold keys, which are stored elsewhere anyway. */
const MOST_STORED = 16 * 1024;

const SESSION: SessionArea = {
  get: (keys) => browser.storage.session.get(keys),
  set: (items) => browser.storage.session.set(items),
  remove: (keys) => browser.storage.session.remove(keys),
};

export function createDnsAnswers(ask: typeof fetchBytes = fetchBytes, area: SessionArea = SESSION): AskDns {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<WireAnswer>>();
  let size = 0;
  let loaded: Promise<void> | undefined;

  const drop = (id: string): void => {
    size -= entries.get(id)?.bytes.length ?? 0;
    entries.delete(id);
  };

  const put = (id: string, entry: Entry): string[] => {
    drop(id);
    entries.set(id, entry);
    size += entry.bytes.length;
    const gone: string[] = [];
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST_ENTRIES && size <= MOST_BYTES) break;
      drop(oldest);
      gone.push(oldest);
    }
    return gone;
  };

  // Without storage.session everything works, only with more queries.
  const load = async (): Promise<void> => {
    const stored = await area.get(null).catch(() => ({}));
    for (const [id, value] of Object.entries(stored)) {
      const entry = id.startsWith(PREFIX) ? readEntry(value) : null;
      if (entry && !entries.has(id)) put(id, entry);
    }
  };

  const keep = (id: string, entry: Entry): void => {
    const gone = put(id, entry);
    if (gone.length > 0) void area.remove(gone).catch(() => undefined);
    if (entry.bytes.length > MOST_STORED) return;
    void area.set({ [id]: { ...entry, bytes: entry.bytes.toBase64() } }).catch(() => undefined);
  };

  const remembered = (id: string): Uint8Array | null => {
    const entry = entries.get(id);
    if (!entry) return null;
    drop(id);
    const now = Date.now();
    if (!isFresh(entry, now)) {
      void area.remove([id]).catch(() => undefined);
      return null;
    }
    put(id, entry);
    return agedBy(entry.bytes, Math.max(0, Math.floor((now - entry.at) / 1000)));
  };

  const fetchAnswer = async (id: string, resolver: string, question: DnsQuestion): Promise<WireAnswer> => {
    const url = new URL(resolver);
    url.searchParams.append("dns", toBase64Url(encodeQuery(question)));
    const fetched = await ask({ purpose: "doh", url: url.href });
    if (!fetched.ok) return fetched.code === "timeout" || fetched.code === "blocked" ? fetched.code : "unreachable";
    const bytes = agedBy(fetched.value.bytes, fetched.value.age);
    const at = Date.now();
    const seconds = lifeOf(bytes, question);
    if (seconds > 0) keep(id, { bytes, at, until: at + seconds * 1000 });
    return bytes;
  };

  return async (resolver, question, { signal, anew = false }) => {
    loaded ??= load();
    await loaded;
    const id = `${PREFIX}${resolver} ${question.type} ${question.name.toLowerCase()}`;
    const known = anew ? null : remembered(id);
    if (known) return known;
    // A pending query may have been answered before the change.
    const shared = anew ? undefined : underWay.get(id);
    if (shared) return orEnd(shared, signal);
    const started = fetchAnswer(id, resolver, question).finally(() => {
      if (underWay.get(id) === started) underWay.delete(id);
    });
    underWay.set(id, started);
    return orEnd(started, signal);
  };
}

function orEnd(answer: Promise<WireAnswer>, signal: AbortSignal): Promise<WireAnswer> {
  if (signal.aborted) return Promise.resolve("timeout");
  return new Promise((resolve, reject) => {
    const end = (): void => resolve("timeout");
    signal.addEventListener("abort", end, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}

/** Bounded by its TTL: an answer stored while the clock ran ahead would otherwise be used for that much longer. */
const isFresh = ({ at, until }: Pick<Entry, "at" | "until">, now: number): boolean => stands(until, now, until - at);

function readEntry(value: unknown): Entry | null {
  const { bytes, at, until } = (value ?? {}) as { bytes?: unknown; at?: unknown; until?: unknown };
  if (typeof bytes !== "string" || typeof at !== "number" || typeof until !== "number") return null;
  return isFresh({ at, until }, Date.now()) ? { bytes: Uint8Array.fromBase64(bytes), at, until } : null;
}

/** The background's cache. */
export const askDns: AskDns = createDnsAnswers();
