// The badges of messages, so that lists can show them and a second reading need not ask the webmail for the header
// again. Only the verdict is kept: no word of a message, and a digest in place of its name. See docs/decisions/0009.
import { INDEX_VERSION } from "../../domain/privacy/index-types";
import { threadVerdict, type Verdict } from "../../domain/privacy/thread-index";
import { ok } from "../../domain/result";
import { isAhead } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import { VERDICT_NEWS } from "../../messages/verdict-news";
import browser from "../../platform/browser";
import { database, type VerdictRow } from "../store/database";
import { troubleOf } from "../store/trouble";
import { lastTrustChange } from "../store/trust-changes";

/** Beyond this, the least recently read are deleted, a tenth at a time. */
const MOST = 100_000;
/** How many are written between two counts. */
const COUNT_EVERY = 500;

type Where = Pick<Sender, "place">;

/** Includes place and account, because two webmails or accounts may use the same name. */
async function digest(place: string, account: string | null, name: string): Promise<string> {
  const text = JSON.stringify([place, account?.toLowerCase() ?? "", name]);
  const octets = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(octets).slice(0, 16).toBase64();
}

export async function knownPath(
  { account, message }: Request<"verdict.known">,
  { place }: Where,
): Promise<Answers["verdict.known"]> {
  if (place === null) return ok(null);
  const row = await database.verdicts.get(await digest(place, account, message));
  return ok(row && row.version === INDEX_VERSION && row.path ? { path: row.path } : null);
}

export async function noteVerdict(
  { account, message, thread, grade, sealed, path, at }: Request<"verdict.note">,
  { place, tabId }: Where & Pick<Sender, "tabId">,
  now = Date.now(),
): Promise<Answers["verdict.note"]> {
  if (place === null) return ok(null);
  const id = await digest(place, account, message);
  // The time of the first judgement matters for statistics only.
  const known = await database.verdicts.get(id).catch(() => undefined);
  await keep({
    id,
    kind: "read",
    ...(thread !== null && { thread: await digest(place, account, thread) }),
    grade,
    sealed,
    version: INDEX_VERSION,
    path,
    seenAt: known?.seenAt ?? now,
    // The verdict reflects trust at the time of opening, however long the message stays open.
    usedAt: Math.min(now, at),
  });
  // Whatever shows lists in this tab may have something new to show.
  if (tabId !== null) tell(tabId);
  return ok(null);
}

/** Most tabs have no listener, and a closed tab is no failure. */
const tell = (tabId: number): void => void browser.tabs.sendMessage(tabId, VERDICT_NEWS).catch(() => {});

/** Tells lists that their badges may be out of date. */
export async function tellAllTabs(): Promise<void> {
  for (const { id } of await browser.tabs.query({})) if (id !== undefined) tell(id);
}

export async function noteSent({ grade }: Request<"verdict.sent">, now = Date.now()): Promise<Answers["verdict.sent"]> {
  await keep({
    id: crypto.randomUUID(),
    kind: "sent",
    grade,
    sealed: true,
    version: INDEX_VERSION,
    path: null,
    seenAt: now,
    usedAt: now,
  });
  return ok(null);
}

let uncounted = COUNT_EVERY;

/** If the disk is full or unwritable, only the badge is lost. */
async function keep(row: VerdictRow): Promise<void> {
  try {
    await database.verdicts.put(row);
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    return;
  }
  uncounted += 1;
  if (uncounted < COUNT_EVERY) return;
  uncounted = 0;
  // Nobody waits for it.
  trimVerdicts().catch(() => {});
}

export async function trimVerdicts(most = MOST): Promise<void> {
  const { verdicts } = database;
  if ((await verdicts.count()) <= most) return;
  const surplus = (await verdicts.count()) - Math.floor(most * 0.9);
  await verdicts.bulkDelete(await verdicts.orderBy("usedAt").limit(surplus).primaryKeys());
}

/**
 * The grades still valid: given under the current rules and after trust last changed. A time in the future does not
 * prove that.
 */
function stillValid(rows: readonly (VerdictRow | undefined)[], changed: number, now = Date.now()): VerdictRow[] {
  return rows.filter(
    (row) => row !== undefined && row.version === INDEX_VERSION && row.usedAt > changed && !isAhead(row.usedAt, now),
  ) as VerdictRow[];
}

const verdictOf = ({ grade, sealed }: VerdictRow): Verdict => ({ grade, sealed });

/**
 * A row of one message has its grade. A row of several has one if exactly as many messages of the conversation were judged as it
 * counts, its newest among them. More verdicts than messages mean that some were deleted, but not which: then it has none.
 */
export async function rowVerdicts(
  { account, rows }: Request<"verdict.rows">,
  { place }: Where,
): Promise<Answers["verdict.rows"]> {
  if (place === null) return ok(rows.map(() => null));
  const named = await Promise.all(
    rows.map(async ({ message, thread, count }) => ({
      message: await digest(place, account, message),
      thread: count > 1 && thread !== null ? await digest(place, account, thread) : null,
      count,
    })),
  );
  const threads = named.flatMap(({ thread }) => thread ?? []);
  const [single, grouped, changed] = await Promise.all([
    database.verdicts.bulkGet(named.map(({ message }) => message)),
    threads.length > 0 ? database.verdicts.where("thread").anyOf(threads).toArray() : [],
    lastTrustChange(),
  ]);
  const inThreads = stillValid(grouped, changed);
  return ok(
    named.map(({ message, thread, count }, i) => {
      if (count === 1) return stillValid([single[i]], changed).map(verdictOf)[0] ?? null;
      const judged = inThreads.filter((row) => row.thread === thread);
      const all = judged.length === count && judged.some(({ id }) => id === message);
      return all ? threadVerdict(judged.map(verdictOf)) : null;
    }),
  );
}

/** If the page names every message, only those count; otherwise every judged message of the conversation does. */
export async function conversationVerdict(
  { account, thread, messages, count }: Request<"verdict.thread">,
  { place }: Where,
): Promise<Answers["verdict.thread"]> {
  if (place === null) return ok(null);
  const [ids, group] = await Promise.all([
    Promise.all(messages.map((message) => digest(place, account, message))),
    digest(place, account, thread),
  ]);
  const [named, grouped, changed] = await Promise.all([
    database.verdicts.bulkGet(ids),
    database.verdicts.where("thread").equals(group).toArray(),
    lastTrustChange(),
  ]);
  const complete = messages.length === count;
  const judged = stillValid(complete ? named : [...grouped, ...named.filter((row) => row?.thread !== group)], changed);
  // The right number of verdicts is not enough: if one for a named message is missing, some belong to deleted messages.
  const missing = judged.length === count && stillValid(named, changed).length === named.length ? [] : [null];
  return ok(threadVerdict([...judged.map(verdictOf), ...missing]));
}
