// Whether this computer's clock is right. Resolvers send the time with every answer, so no extra request is needed.
// Only they count, because the user chose them: a key directory must not influence the clock of its visitors.
import { type ClockEvidence, clockFault, isConfirmed } from "../../domain/clock";
import { isWithin } from "../../domain/stamps";
import browser from "../../platform/browser";
import { database } from "../store/database";

/** A server's time relative to the local time at `at`: if the clock was set since, the pair says nothing about it. */
interface ServerTime {
  readonly at: number;
  readonly ahead: number;
}

const KEY = "clock";
const FRESH = 12 * 60 * 60 * 1000;
/** In ms: one observation per resolver in this time. */
const PAUSE = 10 * 60 * 1000;

/** By host. This worker's own observations take precedence over stored ones. */
let known: Promise<Map<string, ServerTime>> | null = null;

const remembered = async (): Promise<Map<string, ServerTime>> => {
  const kept = await browser.storage.session.get(KEY).catch((): Record<string, unknown> => ({}));
  return new Map(Object.entries((kept[KEY] as Record<string, ServerTime> | undefined) ?? {}));
};

const serversIn = (all: ReadonlyMap<string, ServerTime>, now: number): number[] =>
  [...all.values()].filter(({ at }) => isWithin(at, now, FRESH)).map(({ ahead }) => ahead);

/** `date`: the HTTP Date field, null without one; `age`: seconds that the answer has spent in caches. */
export async function noteServerTime(host: string, date: string | null, age: number, now = Date.now()): Promise<void> {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return;
  known ??= remembered();
  const all = await known;
  const before = all.get(host);
  if (before && isWithin(before.at, now, PAUSE)) return;
  all.set(host, { at: now, ahead: told + age * 1000 - now });
  await browser.storage.session.set({ [KEY]: Object.fromEntries(all) });
  // Records the latest time at which the clock was right. An earlier record in the future was wrong, and is replaced.
  if (isConfirmed(serversIn(all, now))) await browser.storage.local.set({ [KEY]: now });
}

/** If nothing can be read, the clock counts as right. */
async function evidence(now: number): Promise<Omit<ClockEvidence, "made">> {
  known ??= remembered();
  const [all, kept] = await Promise.all([
    known,
    browser.storage.local.get(KEY).catch((): Record<string, unknown> => ({})),
  ]);
  const seen = kept[KEY];
  return { now, seen: Number.isSafeInteger(seen) ? (seen as number) : 0, servers: serversIn(all, now) };
}

/** What is wrong with this computer's clock; null if nothing is known to be. */
export async function faultOfClock(now = Date.now()): Promise<ReturnType<typeof clockFault>> {
  const [known, own] = await Promise.all([evidence(now), database.identities.toArray()]);
  return clockFault({ ...known, made: own.map(({ createdAt }) => createdAt) });
}
