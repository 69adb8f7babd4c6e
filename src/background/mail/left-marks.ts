// Marks for drafts that may have been sent. The mark belongs in the draft's row, but if the database has no room it
// goes to other storage, or is at least known while the browser runs: a sent message must never be offered as
// unfinished because the disk was full. A mark kept elsewhere moves into the row as soon as possible.
import browser from "../../platform/browser";
import { database } from "../store/database";
import { apart } from "../store/noting";
import { oneByOne } from "../store/one-by-one";
import { troubleOf } from "../store/trouble";

const KEY = "left drafts";

type Marks = Readonly<Record<string, number>>;

/**
 * The area on disk first. Even if a content script can write there, it could only claim that a draft may have been sent.
 */
const AREAS = ["local", "session"] as const;
type Area = (typeof AREAS)[number];

async function marksIn(area: Area): Promise<Marks> {
  const marks = Object.entries(((await browser.storage[area].get(KEY))[KEY] as Marks | undefined) ?? {});
  return Object.fromEntries(marks.filter(([, at]) => Number.isSafeInteger(at)));
}

async function read(): Promise<Marks> {
  const [local, session] = await Promise.all([marksIn("local").catch(() => ({})), marksIn("session")]);
  return { ...local, ...session };
}

/** When a draft may have been sent, according to these marks; null when they say nothing. */
export const leftMark = async (id: string): Promise<number | null> => (await read())[id] ?? null;

const inTurn = oneByOne();

/** Puts a draft's mark into the first area that takes it and removes it from the others; null removes it from all. */
const put = (id: string, at: number | null): Promise<void> => inTurn(() => putNow(id, at));

async function putNow(id: string, at: number | null): Promise<void> {
  let left = at;
  for (const area of AREAS) {
    try {
      const { [id]: before, ...others } = await marksIn(area);
      if (left === null && before === undefined) continue;
      await browser.storage[area].set({ [KEY]: left === null ? others : { ...others, [id]: left } });
      left = null;
    } catch (error) {
      // If the disk refuses, storage.session follows, which is in memory.
      if (area === "session") throw error;
    }
  }
}

/** Records in the draft that it was sent at `at`, or with null that it was not. */
export async function noteLeft(id: string, at: number | null, write: () => Promise<unknown>): Promise<void> {
  let mark: number | null = null;
  try {
    await write();
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    console.warn("cachet: what may be out could not be written", (error as Error).name);
    mark = at;
  }
  await put(id, mark);
}

/** Moves the marks into their drafts, and drops those already there or whose draft is gone. */
export async function settleLeft(): Promise<void> {
  for (const [id, leftAt] of Object.entries(await read()))
    await apart("what may be out", async () => {
      await database.drafts.where({ id }).modify((row, change) => {
        change.value = { ...row, leftAt: Math.max(row.leftAt ?? 0, leftAt) };
      });
      await put(id, null);
    });
}
