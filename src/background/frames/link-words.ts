// The address or host behind the random word in a link between our pages. Browsers write page URLs to history and
// session files, so the real value stays in memory, for as long as the browser runs.
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import browser from "../../platform/browser";

const PREFIX = "place:";

export async function keepPlaces({ places }: Request<"places.keep">): Promise<Answers["places.keep"]> {
  await browser.storage.session.set(Object.fromEntries(places.map(({ word, item }) => [PREFIX + word, item])));
  return ok(null);
}

export async function getPlace({ word }: Request<"places.get">): Promise<Answers["places.get"]> {
  const kept = await browser.storage.session.get(PREFIX + word);
  return ok((kept[PREFIX + word] as string | undefined) ?? null);
}
