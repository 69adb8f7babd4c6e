// Which overlay is writing a draft now. The draft's row names the overlay, which is then asked directly. There is no
// heartbeat, and a worker that dies loses nothing.
import type { DraftNews } from "../../messages/draft-news";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { type DraftHolder, type DraftRow, database } from "../store/database";

/** A frame that exists answers at once. */
const PATIENCE = 500;

/** An overlay saves within two seconds. A draft just begun has no row yet. */
const SEALED_BY_ITSELF = 2500;
/** An announced save has ended by then. */
const SAVED = 700;

export type From = Pick<Sender, "tabId" | "frameId">;

export const NOWHERE: From = { tabId: null, frameId: null };

export const holderOf = (holder: string | undefined, { tabId, frameId }: From): DraftHolder | undefined =>
  holder === undefined || tabId === null || frameId === null ? undefined : { id: holder, tabId, frameId };

/**
 * Whether an overlay other than `holder` has the draft. Without a holder in the row, nobody has it. A caller without a holder,
 * as for a reply made for another page, conflicts with nobody.
 */
export const isOthers = (row: DraftRow | undefined, holder: string | undefined): boolean =>
  row?.holder !== undefined && holder !== undefined && row.holder.id !== holder;

/**
 * The tab in which a draft is being written; null: none. A tab that exists but does not answer, such as one put to sleep by the
 * browser, counts as writing, so that its draft is not taken for abandoned.
 */
export async function openIn({ id, holder }: DraftRow): Promise<number | null> {
  if (!holder) return null;
  const asleep = new Promise<unknown>((resolve) => setTimeout(resolve, PATIENCE, true));
  const answer = tell(holder, { draft: id, holder: holder.id, is: "held" });
  return (await Promise.race([answer, asleep])) === true ? holder.tabId : null;
}

export function tellHolder({ id, holder }: DraftRow, is: Exclude<DraftNews["is"], "held">): void {
  if (holder) void tell(holder, { draft: id, holder: holder.id, is });
}

/** Resolves once open drafts are stored, with their last words unless a save takes unusually long. */
export async function sealOpenDrafts(): Promise<void> {
  await new Promise((later) => setTimeout(later, SEALED_BY_ITSELF));
  const rows = await database.drafts.toArray().catch((): DraftRow[] => []);
  for (const row of rows) tellHolder(row, "renewing");
  if (rows.some(({ holder }) => holder)) await new Promise((later) => setTimeout(later, SAVED));
}

/** Null: no such overlay answers. */
const tell = ({ tabId, frameId }: DraftHolder, news: DraftNews): Promise<unknown> =>
  browser.tabs.sendMessage(tabId, news, { frameId }).catch(() => null);
