// What is known of this computer's clock. Resolvers tell the time with every answer, so nobody is asked for it; only they are
// heard, because the user chose them: whoever runs a key directory has no word on the clock of those who look there.
import { type ClockEvidence, clockFault, isConfirmed } from "../../domain/clock";
import { isWithin } from "../../domain/stamps";
import browser from "../../platform/browser";
import { database } from "../store/database";

/** What one told, and what the clock was then: when it has been set since, it says nothing of the clock as it is. */
interface ServerTime {
  readonly at: number;
  readonly ahead: number;
}

const KEY = "clock";
const FRESH = 12 * 60 * 60 * 1000;
/** A resolver is heard this often. */
const PAUSE = 10 * 60 * 1000;

/** By host. What this worker heard counts before what one before it left. */
let known: Promise<Map<string, ServerTime>> | null = null;

const remembered = async (): Promise<Map<string, ServerTime>> => {
  const kept = await browser.storage.session.get(KEY).catch((): Record<string, unknown> => ({}));
  return new Map(Object.entries((kept[KEY] as Record<string, ServerTime> | undefined) ?? {}));
};

const serversIn = (all: ReadonlyMap<string, ServerTime>, now: number): number[] =>
  [...all.values()].filter(({ at }) => isWithin(at, now, FRESH)).map(({ ahead }) => ahead);

/** `date` as HTTP has it, null where it was not told; `age`: seconds that the answer has spent in caches. */
export async function noteServerTime(host: string, date: string | null, age: number, now = Date.now()): Promise<void> {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return;
  known ??= remembered();
  const all = await known;
  const before = all.get(host);
  if (before && isWithin(before.at, now, PAUSE)) return;
  all.set(host, { at: now, ahead: told + age * 1000 - now });
  await browser.storage.session.set({ [KEY]: Object.fromEntries(all) });
  // The latest that was right; or what was taken for it was not.
  if (isConfirmed(serversIn(all, now))) await browser.storage.local.set({ [KEY]: now });
}

/** Where nothing can be read, nothing speaks against the clock. */
async function evidence(now: number): Promise<Omit<ClockEvidence, "made">> {
  known ??= remembered();
  const [all, kept] = await Promise.all([
    known,
    browser.storage.local.get(KEY).catch((): Record<string, unknown> => ({})),
  ]);
  const seen = kept[KEY];
  return { now, seen: Number.isSafeInteger(seen) ? (seen as number) : 0, servers: serversIn(all, now) };
}

/** What is wrong with this computer's clock; null: nothing that can be told. */
export async function faultOfClock(now = Date.now()): Promise<ReturnType<typeof clockFault>> {
  const [known, own] = await Promise.all([evidence(now), database.identities.toArray()]);
  return clockFault({ ...known, made: own.map(({ createdAt }) => createdAt) });
}
