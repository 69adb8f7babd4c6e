// What an organisation that manages this browser has fixed for its users (storage.managed). No policy, or none that can be
// read, leaves everything to the user; what is left out of it is told in the options.
import { readManaged } from "../messages/managed";
import type { Managed } from "../messages/types";
import browser from "../platform/browser";
import { database } from "./store/database";

let known: Promise<Managed> | undefined;

/** The policy in force; asked of the browser once, and again when that says it changed. */
export function policy(): Promise<Managed> {
  known ??= read();
  return known;
}

/** What the former resolvers and servers answered is no word of the new ones. */
export async function onPolicyChanged(): Promise<void> {
  known = undefined;
  await database.lookups.clear();
}

async function read(): Promise<Managed> {
  // Firefox rejects where no administrator has written a policy.
  const given = await browser.storage?.managed?.get(null).catch(() => undefined);
  const managed = readManaged(given);
  if (managed.ignored.length > 0)
    console.warn("cachet: the policy's fields not understood:", managed.ignored.join(", "));
  return managed;
}
