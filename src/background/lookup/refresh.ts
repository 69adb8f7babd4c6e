// Keys in use are refreshed about once a month, one at a time and each at its own time, so that renewals and revocations
// arrive and no burst of queries reveals the address book. This asks the domain of the address, wherever the key came from,
// the other places where it was found, and one verifying server, by fingerprint. Only the calendar or the intent to send
// starts it, never reading.
import { addressKey } from "../../domain/address";
import type { LookupSource } from "../../domain/discovery/lookup";
import { directoryKeys } from "../../domain/pgp/directory-keys";
import { isWithin, stands } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import browser from "../../platform/browser";
import { addEvents } from "../contacts/events";
import { renewKey } from "../contacts/found-keys";
import { LATEST_ALARM, LATEST_REFRESH, nextRefreshAt, retryRefreshAt, untilNextAlarm } from "../contacts/refresh-times";
import { note } from "../contacts/store";
import { trustViews } from "../contacts/trust-view";
import { fetchBytes, TIME_LIMIT } from "../fetch";
import { currentSettings } from "../settings/settings";
import { type ContactRow, database } from "../store/database";
import { inTransaction } from "../store/handle";
import { contactRow, findsBy, keyRow } from "../store/rows";
import { type Pen, storedOrKnown } from "../store/unkept";
import { lookup } from "./lookup";
import { fetchByFingerprint } from "./sources/key-servers";

const ALARM = "refresh";
const DAY = 24 * 60 * 60 * 1000;

/** What a refresh depends on; tests give their own. Both answer whether a server replied. */
export interface RefreshDeps {
  readonly lookUp: (request: Request<"recipient.lookup">) => Promise<boolean>;
  /** Merges a verifying server's copy of this fingerprint into the stored key. */
  readonly renew: (fingerprint: string, now: number) => Promise<boolean>;
}

const DEPS: RefreshDeps = {
  async lookUp(request) {
    const answer = await lookup(request);
    return answer.ok && (answer.value.outcome.result === "found" || answer.value.outcome.result === "none");
  },
  async renew(fingerprint, now) {
    const server = (await currentSettings()).keyServers.find(({ kind }) => kind !== "hkp");
    if (!server) return false;
    const found = await fetchByFingerprint(server, fingerprint, {
      ask: fetchBytes,
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    if (!found.ok) return found.code === "none";
    const keys = await directoryKeys(found.value, { address: null, fingerprint });
    if (keys.ok) await renewKey(keys.value[0]!, now);
    return keys.ok;
  },
};

/** Refreshes the key that has been due longest, if any, and returns its address. */
export async function refreshDue(deps: RefreshDeps = DEPS, now = Date.now()): Promise<string | null> {
  const byTime = database.contacts.where("refreshAt");
  // Times later than any refresh is scheduled stem from a clock that ran ahead, and would never be reached.
  const due = (await byTime.belowOrEqual(now).first()) ?? (await byTime.above(now + LATEST_REFRESH).first());
  if (!due) return null;
  await refresh(due, deps, now);
  return due.address;
}

/** Refreshes under way by contact, so that concurrent overlays share one. */
const underWay = new Map<string, Promise<void>>();

/**
 * Refreshes an expired pinned key once before it blocks, at most once a day. Called on intent to send; resolves when the
 * answers are in.
 */
export async function refreshExpired(address: string, deps: RefreshDeps = DEPS, now = Date.now()): Promise<void> {
  const id = addressKey(address);
  const [view] = await trustViews([address], now);
  const { row, state } = view!;
  const running = underWay.get(id);
  if (running) return running;
  const lately = row.refreshedAt !== null && isWithin(row.refreshedAt, now, DAY);
  if (state !== "expired" || row.pinned === null || lately) return;
  const started = refresh(row, deps, now).finally(() => underWay.delete(id));
  underWay.set(id, started);
  return started;
}

/** A look-up on intent to send, which first refreshes an expired key. */
export async function lookupRenewed(request: Request<"recipient.lookup">): Promise<Answers["recipient.lookup"]> {
  await refreshExpired(request.address);
  return lookup(request);
}

async function refresh(row: ContactRow, deps: RefreshDeps, now: number): Promise<void> {
  const { id, address, pinned } = row;
  if (pinned === null) return;
  // Recorded before asking: if the worker dies, the next try is in a day or two, not at once.
  const booked = { refreshedAt: now, refreshAt: retryRefreshAt(now) };
  await note(address, (current) => (current.pinned === null ? null : { ...current, ...booked }), now);
  const sources = await sourcesOf(id, pinned);
  const answered = await Promise.all([
    ...sources.map((source) => deps.lookUp({ address, force: true, ...source })),
    deps.renew(pinned, now),
  ]);
  const { contacts, events, keys, trustChanges } = database;
  const done = async (pen: Pen): Promise<void> => {
    const current = await contactRow(id);
    if (!current || current.pinned !== pinned) return;
    if (answered.includes(true)) await pen.put("contacts", { ...current, refreshAt: nextRefreshAt(now) });
    const key = await keyRow(pinned);
    const ended = !key?.revoked && key?.expiresAt != null && key.expiresAt <= now;
    const refreshed = { at: now, kind: "refreshed", fingerprint: pinned } as const;
    const expired = { kind: "expired", fingerprint: pinned } as const;
    await addEvents(id, [refreshed, ...(ended ? [{ ...expired, at: key.expiresAt! }] : [])], pen);
  };
  await storedOrKnown(done, (work) => inTransaction([contacts, events, keys, trustChanges], work));
}

/** Sources of the domain, which may by now publish another key than the one received by mail or imported. */
const DOMAIN: readonly LookupSource[] = ["dns", "wkd"];

/** Whom to ask about the pinned key: its domain, and where else it was found and can be asked for again. */
async function sourcesOf(contact: string, pinned: string): Promise<{ source: LookupSource; server?: string }[]> {
  const finds = await findsBy("contact", [contact]);
  const { keyServers } = await currentSettings();
  const others = finds
    .filter((find) => find.fingerprint === pinned)
    .flatMap((find) => {
      if (find.source === "cert" || find.source === "pka") return { source: find.source };
      if (find.source !== "server" && find.source !== "candidate") return [];
      const server = keyServers.find(({ origin }) => new URL(origin).host === find.host);
      return server ? { source: "server" as const, server: server.origin } : [];
    });
  return [...DOMAIN.map((source) => ({ source })), ...others];
}

/**
 * In most browsers the alarm outlives worker and browser. If it did not, or waits for a clock that ran ahead, it is set
 * again.
 */
export async function scheduleRefresh(now = Date.now()): Promise<void> {
  const alarm = await browser.alarms.get(ALARM);
  // An alarm that is due will fire at once.
  if (!alarm || (alarm.scheduledTime > now && !stands(alarm.scheduledTime, now, LATEST_ALARM))) await setAlarm();
}

async function setAlarm(): Promise<void> {
  const pinned = await database.contacts.where("refreshAt").above(Number.NEGATIVE_INFINITY).count();
  await browser.alarms.create(ALARM, { delayInMinutes: untilNextAlarm(pinned) });
}

/** The next alarm is set first, so that a worker that dies on the way does not end the series. */
export async function onAlarm(name: string, deps: RefreshDeps = DEPS): Promise<void> {
  if (name !== ALARM) return;
  await setAlarm();
  await refreshDue(deps);
}
