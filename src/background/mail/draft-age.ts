// How long drafts are kept. The clock may be wrong, briefly or for long, so one reading of it never deletes anything.
import { ok } from "../../domain/result";
import { isWithin } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import type { PageState, PageStateRequest } from "../../messages/page-state";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { type DraftRow, database } from "../store/database";
import { isOthers } from "./draft-holders";
import { noteLeft } from "./left-marks";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KEPT_FOR = 60 * DAY;
/** A draft must have been found too old on this many days, and never young in between, before it is deleted. */
const SEEN_ON = 14;

/** A message sealed into the page can be reopened for at least this long, and until its window there is closed. */
const PLACED_FOR = 60 * MINUTE;
/** Time between the two checks that must both find the hour over; also the most an alarm may be late while the browser runs. */
const SECOND_LOOK = 5 * MINUTE;
const ALARM = "placed drafts";
/** A live page answers at once; a sleeping one counts as having its window open. */
const PATIENCE = 1000;

/** Deletes drafts that are old by the clock on enough days of use, which a wrong clock cannot produce. */
export async function dropOldDrafts(now: number): Promise<void> {
  const today = Math.floor(now / DAY);
  const gone: string[] = [];
  const isOld = (row: DraftRow): boolean => !isWithin(row.savedAt, now, KEPT_FOR);
  await database.drafts
    .filter((row) => isOld(row) || row.old !== undefined)
    .modify((row, change) => {
      const { old, ...rest } = row;
      if (!isOld(row)) change.value = rest;
      else if (old?.last !== today) {
        const days = (old?.days ?? 0) + 1;
        change.value = { ...rest, old: { days, last: today } };
        if (days >= SEEN_ON) gone.push(row.id);
      }
    });
  await removeDrafts(gone);
  // Replaces an alarm that the browser forgot when it ended.
  if ((await database.drafts.filter((row) => isOver(row, now)).count()) > 0) await onDraftAlarm(ALARM, now);
}

/** Marks a draft as sealed into the page. In a private window it is not kept. */
export async function placeDraft(
  { id, holder, digest }: Request<"draft.placed">,
  { tabId, place }: Pick<Sender, "tabId" | "place">,
  now = Date.now(),
): Promise<Answers["draft.placed"]> {
  const row = await database.drafts.get(id);
  if (!row || isOthers(row, holder)) return ok(null);
  if (tabId === null || place === null) {
    await removeDrafts([id]);
    return ok(null);
  }
  const { leftAt: _known, ...rest } = row;
  await noteLeft(id, now, () => database.drafts.put({ ...rest, placed: { at: now, tabId, digest }, wanted: false }));
  await browser.alarms.create(ALARM, { when: now + PLACED_FOR });
  return ok(null);
}

/** Whether the hour is over, or the clock was set back by more than that. */
const isOver = ({ placed }: DraftRow, now: number): boolean =>
  placed !== undefined && !isWithin(placed.at, now, PLACED_FOR);

/** Checks all placed drafts, and sets the alarm again for those not over, due for a second check, or with an open window. */
export async function onDraftAlarm(name: string, now = Date.now()): Promise<void> {
  if (name !== ALARM) return;
  const next: number[] = [];
  for (const row of await database.drafts.filter(({ placed }) => placed !== undefined).toArray()) {
    const at = await lookedAt(row, now);
    if (at !== null) next.push(at);
  }
  if (next.length > 0) await browser.alarms.create(ALARM, { when: Math.min(...next) });
}

/** The time of the next check; null: the draft was deleted. */
async function lookedAt(row: DraftRow, now: number): Promise<number | null> {
  const { id, placed } = row;
  const { over, ...rest } = placed!;
  const look = async (mark: number | undefined, at: number): Promise<number> => {
    if (mark !== over)
      await database.drafts.update(id, { placed: mark === undefined ? rest : { ...rest, over: mark } });
    return at;
  };
  if (!isOver(row, now)) return look(undefined, rest.at + PLACED_FOR);
  // After the clock was set back, the age is unknown. Nor does an hour without the browser running mean that the message was
  // sent: a browser killed just after Send may be started the next day.
  const found = over ?? now;
  const wait = rest.at > now || found - rest.at > PLACED_FOR + SECOND_LOOK ? PLACED_FOR : SECOND_LOOK;
  if (over === undefined || over > now) return look(now, now + wait);
  if (now - over < wait) return over + wait;
  if (await windowOpen(rest.tabId)) return look(now, now + PLACED_FOR);
  await removeDrafts([id]);
  return null;
}

async function windowOpen(tabId: number): Promise<boolean> {
  const asleep = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  const asked = browser.tabs.sendMessage(tabId, { ask: "page-state" } satisfies PageStateRequest, { frameId: 0 });
  const state = (await Promise.race([asked.catch(() => undefined), asleep])) as PageState | undefined | null;
  return state === null || (state?.abilities.composes.length ?? 0) > 0;
}

export async function removeDrafts(ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.transaction("rw", database.drafts, database.draftFiles, async () => {
    await database.drafts.bulkDelete(ids);
    await database.draftFiles.where("draft").anyOf(ids).delete();
  });
}
