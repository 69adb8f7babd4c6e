// What reading leaves behind (a first pin, a day on which somebody signed, what they said of others' keys) is no part of what
// is read: the answer does not wait for a slow disk, and is the same on a full one. It says what could not be noted.
import { noteFault } from "../../messages/fault";
import { type StoreTrouble, troubleOf } from "./trouble";
import { unkeptOf } from "./unkept";

/** A disk that works is done long before. */
const PATIENCE = 1500;

export interface Noting {
  /** Never rejects, and does not wait for ever: what takes longer goes on by itself. */
  note(work: () => Promise<unknown>): Promise<void>;
  /** Why something of it was not stored; null: it was, as far as anybody knows. */
  unnoted(contact: string | null): StoreTrouble | null;
}

export function createNoting(): Noting {
  let trouble: StoreTrouble | null = null;
  return {
    async note(work) {
      const noted = work().catch((error: unknown) => {
        trouble = troubleOf(error) ?? "unreadable";
        noteFault("not noted", error);
      });
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE);
      });
      await Promise.race([noted, late]);
      clearTimeout(timer);
    },
    unnoted: (contact) => trouble ?? (contact === null ? null : unkeptOf(contact)),
  };
}

/** For a write that an answer goes with and does not rest on: where the disk does not take it, that is all that is missing. */
export async function apart(what: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    console.warn(`cachet: ${what} could not be noted`, (error as Error).name);
  }
}
