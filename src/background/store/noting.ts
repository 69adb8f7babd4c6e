// Side effects of reading a message: a first pin, a day on which somebody signed, gossiped keys. They are no part of
// the answer, which neither waits for a slow disk nor differs on a full one. The answer says what could not be stored.
import { noteFault } from "../../messages/fault";
import { type StoreTrouble, troubleOf } from "./trouble";
import { unkeptOf } from "./unkept";

/** A working disk needs far less. */
const PATIENCE = 1500;

export interface Noting {
  /** Never rejects, and waits for a limited time: work that takes longer continues by itself. */
  note(work: () => Promise<unknown>): Promise<void>;
  /** Why something noted was not stored; null: as far as known, all of it was. */
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

/** For a write that the answer does not depend on: if the disk refuses it, nothing else is lost. */
export async function apart(what: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    console.warn(`cachet: ${what} could not be noted`, (error as Error).name);
  }
}
