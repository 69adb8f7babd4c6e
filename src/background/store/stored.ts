// Runs every call over a database that may fail: retries with a new handle, and reports storage trouble as such rather
// than as an unexpected error.
import { fail, ok, type Result } from "../../domain/result";
import type { CallName } from "../../messages/calls";
import type { Handlers } from "../../messages/serve";
import type { Trouble } from "../../messages/ticket";
import { withHandle } from "./handle";
import { PolicyUnread, type StoreTrouble, troubleOf } from "./trouble";

/** Less counts as full: the browser itself needs more to open its files. */
const ROOM = 1024 * 1024;

/**
 * Calls that storage trouble must not block: a webmail gets its script and an overlay is admitted, which reports the trouble
 * itself (tickets.ts), and store.goOn resolves it.
 */
const WITHOUT: ReadonlySet<CallName> = new Set(["site.start", "ticket.open", "ticket.claim", "store.goOn"]);

/**
 * The same handlers, each after `begin`, which answer `full` or `unreadable` where storage failed them twice.
 */
export function overStore(handlers: Handlers, begin: () => Promise<void> = async () => {}): Handlers {
  const all = Object.entries(handlers) as [CallName, (...given: unknown[]) => Promise<unknown>][];
  const kept = all.map(([name, handler]) => [
    name,
    async (...given: unknown[]) => {
      const ready = WITHOUT.has(name) ? async () => {} : begin;
      const answer = await orTrouble(name, () => ready().then(() => handler(...given)));
      return answer.ok ? answer.value : answer;
    },
  ]);
  return Object.fromEntries(kept) as Handlers;
}

/** The result of `work`, or the storage trouble if it failed twice. */
export async function orTrouble<T>(what: CallName, work: () => Promise<T>): Promise<Result<T, Trouble>> {
  try {
    return ok(await withHandle(work));
  } catch (error) {
    if (error instanceof PolicyUnread) return fail("policy-unread");
    const trouble = await troubleNow(error);
    if (trouble === null) throw error;
    console.warn(`cachet: ${what} met a store that is ${trouble}`, (error as Error).name);
    return fail(trouble);
  }
}

/** The current trouble. A full disk looks like unusable files, so free space is checked. */
export async function troubleNow(error: unknown): Promise<StoreTrouble | null> {
  const trouble = troubleOf(error);
  return trouble === "unreadable" && (await isDiskFull()) ? "full" : trouble;
}

async function isDiskFull(): Promise<boolean> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => null);
  return estimate?.quota !== undefined && estimate.quota - (estimate.usage ?? 0) < ROOM;
}
