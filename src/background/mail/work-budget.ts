// The work budget of one message, over all its layers. Layers cost a sender nothing, and a reader may open nested ones
// by clicking. So the cost is counted here, where the work is done, and outlives the worker.
import type { Work } from "../../domain/message/opened";
import { LIMITS } from "../../domain/pgp/limits";
import { type Failed, fail } from "../../domain/result";
import { isWithin } from "../../domain/stamps";
import browser from "../../platform/browser";

const MIB = 1024 * 1024;

/** For one reading: the message, or something in it opened by a click. */
export const WORK = {
  /** Around the innermost content, opened by clicks or not. */
  layers: 12,
  calls: 8,
  /** Taken in and given out. */
  octets: 300 * MIB,
  ms: 20_000,
  signatures: LIMITS.signatures,
} as const;

type Spent = Record<"calls" | "octets" | "ms" | "signatures" | "at", number>;

/** Nobody reads one message for longer than this. */
const KEPT_MS = 10 * 60_000;
const KEY = "work";

let known: Promise<Map<string, Spent>> | null = null;

/** If it cannot be read, this worker's own count still applies. */
const remembered = async (): Promise<Map<string, Spent>> => {
  const kept = await browser.storage.session.get(KEY).catch((): Record<string, unknown> => ({}));
  return new Map(Object.entries((kept[KEY] as Record<string, Spent> | undefined) ?? {}));
};

/** What is left of the budget, and how to report use. */
export interface Meter {
  /** Signatures that may still be checked. */
  readonly signatures: number;
  used(what: { readonly octets?: number; readonly signatures?: number }): void;
}

/**
 * Runs one call of a reading if its budget allows. too-deep: more layers than mail has. too-much: earlier layers have used up the
 * budget of the message. Without `work` the call is a reading of its own.
 */
export async function metered<A>(
  work: Work | undefined,
  octets: number,
  run: (meter: Meter) => Promise<A>,
): Promise<A | Failed<"too-deep" | "too-much">> {
  if (work && work.layer > WORK.layers) return fail("too-deep");
  if (work) known ??= remembered();
  const all = (await known) ?? new Map<string, Spent>();
  const began = Date.now();
  // Monotonic, unlike the computer's clock, which may be set in the meantime.
  const started = performance.now();
  const spent = (work && all.get(work.id)) ?? { calls: 0, octets: 0, ms: 0, signatures: 0, at: began };
  const over = spent.calls >= WORK.calls || spent.octets + octets > WORK.octets || spent.ms >= WORK.ms;
  if (over) return fail("too-much");
  spent.calls += 1;
  spent.octets += octets;
  // Before the work, so that a call that kills the worker is counted.
  if (work) keep(all.set(work.id, spent), began);
  const answer = await run({
    signatures: Math.max(0, WORK.signatures - spent.signatures),
    used(what) {
      spent.octets += what.octets ?? 0;
      spent.signatures += what.signatures ?? 0;
    },
  });
  spent.ms += performance.now() - started;
  if (work) keep(all, began);
  return answer;
}

/** Not awaited: the browser writes while we work. */
function keep(all: Map<string, Spent>, now: number): void {
  for (const [id, { at }] of all) if (!isWithin(at, now, KEPT_MS)) all.delete(id);
  browser.storage.session.set({ [KEY]: Object.fromEntries(all) }).catch(() => {});
}
