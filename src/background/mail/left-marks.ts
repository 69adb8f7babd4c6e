// That a draft may have gone out is written into the draft. A disk that is full for the database may have room for a line more
// elsewhere, and else it is known for as long as the browser runs: what was sent must not be offered as unfinished because
// there was no room to say so. What was noted beside a draft goes into it as soon as it can.
import browser from "../../platform/browser";
import { database } from "../store/database";
import { apart } from "../store/noting";
import { oneByOne } from "../store/one-by-one";
import { troubleOf } from "../store/trouble";

const KEY = "left drafts";

type Marks = Readonly<Record<string, number>>;

/** The one on the disk first. Where a content script can write there, all it could do is to say that a draft may be out. */
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

/** When a draft may have gone out, by what lies beside it; null: nothing is known of it. */
export const leftMark = async (id: string): Promise<number | null> => (await read())[id] ?? null;

const inTurn = oneByOne();

/** One in each area at the most; null: none. All marks of an area lie under one name. */
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
      // Where the disk takes nothing the browser's memory does.
      if (area === "session") throw error;
    }
  }
}

/** Writes into the draft that it left at `at`; null: that it did not. */
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

/** Brings what was noted beside drafts into them, and forgets it where it is there, or the draft is gone. */
export async function settleLeft(): Promise<void> {
  for (const [id, leftAt] of Object.entries(await read()))
    await apart("what may be out", async () => {
      await database.drafts.where({ id }).modify((row, change) => {
        change.value = { ...row, leftAt: Math.max(row.leftAt ?? 0, leftAt) };
      });
      await put(id, null);
    });
}
