// What an organisation that manages this browser fixed for its users (storage.managed). An empty policy leaves
// everything to the user, and the options page reports invalid entries. If the policy cannot be read, the last one read
// applies, and without one nothing is done that a policy could forbid.

import type { Managed } from "../../domain/settings";
import { readManaged } from "../../messages/managed";
import browser from "../../platform/browser";
import { database } from "../store/database";
import { forgetLookups } from "../store/rows";
import { PolicyUnread, troubleOf } from "../store/trouble";

let known: Promise<Managed> | undefined;

/**
 * The policy in force. Chromium answers only seconds after its start; until then the last known policy applies, and without one
 * this waits. Rejects if the policy cannot be read and never was; the next call asks again.
 */
export function policy(): Promise<Managed> {
  known ??= holding(first());
  return known;
}

export async function onPolicyChanged(): Promise<void> {
  known = holding(ask());
  await known;
  await forgetLookups();
}

/** Failures are not cached. */
function holding(asked: Promise<Managed>): Promise<Managed> {
  asked.catch(() => {
    if (known === asked) known = undefined;
  });
  return asked;
}

const kept = async (): Promise<unknown> => (await database.settings.get("settings"))?.policy;

async function first(): Promise<Managed> {
  const asked = ask();
  // If the stored policy applies, a failure here does not matter.
  asked.catch(() => {});
  const before = await kept();
  return before === undefined ? asked : readManaged(before);
}

async function ask(): Promise<Managed> {
  const [told, before] = await Promise.all([tell(), kept()]);
  if (told === null) {
    console.warn("cachet: the policy could not be read");
    if (before === undefined) throw new PolicyUnread();
    // The next call asks again.
    known = undefined;
    return readManaged(before);
  }
  const managed = readManaged(told);
  if (managed.ignored.length > 0)
    console.warn("cachet: the policy's fields not understood:", managed.ignored.join(", "));
  if (JSON.stringify(told) !== JSON.stringify(before)) await keep(told, before !== undefined);
  known = Promise.resolve(managed);
  return managed;
}

/** Firefox rejects where no administrator has written a policy. */
const NONE = /manifest not found/i;

/** Null if it could not be read. */
async function tell(): Promise<unknown> {
  try {
    return (await browser.storage?.managed?.get(null)) ?? {};
  } catch (error) {
    return NONE.test(String((error as Partial<Error> | null)?.message)) ? {} : null;
  }
}

/** Cached answers came from the old resolvers and servers, so they are dropped. If the disk refuses, this is retried. */
async function keep(told: unknown, changed: boolean): Promise<void> {
  try {
    if (changed) await forgetLookups();
    await database.settings.update("settings", { policy: told });
  } catch (error) {
    if (troubleOf(error) === null) throw error;
  }
}
