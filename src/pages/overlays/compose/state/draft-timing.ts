// When a draft is sealed: soon after a pause in typing, and never later than two seconds after the first change that is
// not yet safe. Clock and timer come from outside.

const PAUSE_MS = 700;
const LATEST_MS = 2000;

export interface DraftClock {
  now(): number;
  /** Runs `work` after `ms`; returns how to call it off. */
  later(work: () => void, ms: number): () => void;
}

/** When the next save is due, from the first unsaved and the last change. */
export const dueAt = (first: number, last: number): number => Math.min(last + PAUSE_MS, first + LATEST_MS);

export interface DraftTimer {
  changed(): void;
  /** Saves at once when something is unsaved, even beside a save under way: the page may be about to go. */
  flush(): void;
  /** Nothing more will be saved. */
  stop(): void;
}

/**
 * Calls `save` when due, one at a time; a change during a save leads to another. A failed save (false) is tried again
 * two seconds later, so that a full disk or a dead worker does not end the protection.
 */
export function createDraftTimer(save: () => Promise<boolean>, clock: DraftClock): DraftTimer {
  let first: number | null = null;
  let running = false;
  let stopped = false;
  let callOff: (() => void) | null = null;

  const plan = (at: number): void => {
    callOff?.();
    callOff = clock.later(() => void run(), Math.max(0, at - clock.now()));
  };

  const run = async (): Promise<void> => {
    callOff?.();
    callOff = null;
    if (first === null || running || stopped) return;
    first = null;
    running = true;
    const saved = await save();
    running = false;
    if (stopped) return;
    if (!saved) {
      first ??= clock.now();
      plan(clock.now() + LATEST_MS);
    } else if (first !== null) {
      plan(dueAt(first, clock.now()));
    }
  };

  return {
    changed() {
      if (stopped) return;
      first ??= clock.now();
      if (!running) plan(dueAt(first, clock.now()));
    },
    flush() {
      if (!running) void run();
      else if (first !== null && !stopped) void save();
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/** How long ago, in words' terms, and when that changes; null: it will not change any more. */
export function draftAge(savedAt: number, now: number): { seconds: number | null; nextIn: number | null } {
  const seconds = Math.max(0, Math.floor((now - savedAt) / 1000));
  if (seconds >= 10) return { seconds: null, nextIn: null };
  return { seconds, nextIn: 1000 - ((now - savedAt) % 1000) };
}
