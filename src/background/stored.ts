// Every call of the contract over a database that may fail: tried again with a new handle, and what storage did is told as
// that, never as an error nobody can help with.
import { fail } from "../domain/result";
import type { CallName } from "../messages/calls";
import type { Handlers } from "../messages/serve";
import { PolicyUnread } from "./policy";
import { withHandle } from "./store/database";
import { type StoreTrouble, troubleOf } from "./store/trouble";

/** Less is no room: the browser itself needs more to open its files. */
const ROOM = 1024 * 1024;

/**
 * The same handlers, each after `begin`, which answer `full` or `unreadable` where storage failed them twice.
 */
export function overStore(handlers: Handlers, begin: () => Promise<void> = async () => {}): Handlers {
  const all = Object.entries(handlers) as [CallName, (...given: unknown[]) => Promise<unknown>][];
  const kept = all.map(([name, handler]) => [
    name,
    (...given: unknown[]) => kindly(name, () => begin().then(() => handler(...given))),
  ]);
  return Object.fromEntries(kept) as Handlers;
}

async function kindly(name: CallName, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await withHandle(work);
  } catch (error) {
    if (error instanceof PolicyUnread) return fail("policy-unread");
    const trouble = await troubleNow(error);
    if (trouble === null) throw error;
    console.warn(`cachet: ${name} met a store that is ${trouble}`, (error as Error).name);
    return fail(trouble);
  }
}

/** What stands in the way now. Files that cannot be used look the same on a full disk, so the room is asked for. */
export async function troubleNow(error: unknown): Promise<StoreTrouble | null> {
  const trouble = troubleOf(error);
  return trouble === "unreadable" && (await isDiskFull()) ? "full" : trouble;
}

async function isDiskFull(): Promise<boolean> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => null);
  return estimate?.quota !== undefined && estimate.quota - (estimate.usage ?? 0) < ROOM;
}
