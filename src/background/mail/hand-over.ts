// A reply that the user asked for on one page of a webmail and writes on the next. Kept here, out of reach of the
// page's scripts, because it opens a sealed draft without a further click.
import { ok } from "../../domain/result";
import { stands } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { database } from "../store/database";

interface HandOver {
  readonly draftId: string;
  readonly tabId: number;
  /** Origin of the webmail. */
  readonly place: string;
  readonly until: number;
}

const KEY = "handOver";
/** Long enough for a slow webmail to load its page. */
const LIFETIME = 60_000;

/** One at a time: the user pressed one button. */
export async function handOver(
  { id }: Request<"draft.handOver">,
  { tabId }: Sender,
  now = Date.now(),
): Promise<Answers["draft.handOver"]> {
  const row = await database.drafts.get(id);
  if (row && tabId !== null) {
    const value: HandOver = { draftId: id, tabId, place: row.place, until: now + LIFETIME };
    await browser.storage.session.set({ [KEY]: value });
  }
  return ok(null);
}

const waiting = async (): Promise<HandOver | undefined> =>
  (await browser.storage.session.get(KEY))[KEY] as HandOver | undefined;

/** For the page now in the tab; answers once. */
export async function takeHandOver({ tabId, origin }: Sender, now = Date.now()): Promise<string | null> {
  const found = await waiting();
  if (!found || found.tabId !== tabId) return null;
  await browser.storage.session.remove(KEY);
  return found.place === origin && stands(found.until, now, LIFETIME) ? found.draftId : null;
}

/** An editor has opened this draft, so no other page may. */
export async function endHandOver(draftId: string): Promise<void> {
  if ((await waiting())?.draftId === draftId) await browser.storage.session.remove(KEY);
}
