// That a draft may have gone out is written into the draft. Where the disk takes nothing, it is known for as long as the browser
// runs: what was sent must not be offered as unfinished because there was no room to say so.
import browser from "../platform/browser";
import { troubleOf } from "./store/trouble";

const KEY = "left drafts";

type Marks = Readonly<Record<string, number>>;

const read = async (): Promise<Marks> => ((await browser.storage.session.get(KEY))[KEY] as Marks | undefined) ?? {};

/** When a draft may have gone out, by what no disk took; null: nothing is known of it. */
export const leftMark = async (id: string): Promise<number | null> => (await read())[id] ?? null;

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
  const { [id]: before, ...others } = await read();
  if (mark !== (before ?? null))
    await browser.storage.session.set({ [KEY]: mark === null ? others : { ...others, [id]: mark } });
}
