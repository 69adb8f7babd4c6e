// What an organisation that manages this browser has fixed for its users (storage.managed). No policy, or none that can be
// read, leaves everything to the user; what is left out of it is told in the options.
import { readManaged } from "../messages/managed";
import type { Managed } from "../messages/types";
import browser from "../platform/browser";
import { database } from "./store/database";

let known: Promise<Managed> | undefined;

/**
 * The policy in force. Chromium takes seconds after it started to say what it is; until then it is what it was the last time.
 * Only where it never was said it is waited for.
 */
export function policy(): Promise<Managed> {
  known ??= first();
  return known;
}

export async function onPolicyChanged(): Promise<void> {
  known = ask();
  await known;
  await forgetAnswers();
}

/** What the former resolvers and servers answered is no word of the new ones. */
const forgetAnswers = (): Promise<void> => database.lookups.clear();

const kept = async (): Promise<unknown> => (await database.settings.get("settings"))?.policy;

async function first(): Promise<Managed> {
  const asked = ask();
  const before = await kept();
  return before === undefined ? asked : readManaged(before);
}

async function ask(): Promise<Managed> {
  // Firefox rejects where no administrator has written a policy.
  const given = (await browser.storage?.managed?.get(null).catch(() => undefined)) ?? {};
  const managed = readManaged(given);
  if (managed.ignored.length > 0)
    console.warn("cachet: the policy's fields not understood:", managed.ignored.join(", "));
  const before = await kept();
  if (JSON.stringify(given) !== JSON.stringify(before)) {
    await database.settings.update("settings", { policy: given });
    if (before !== undefined) await forgetAnswers();
  }
  known = Promise.resolve(managed);
  return managed;
}
