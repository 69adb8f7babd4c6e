// What the errors of the browser's storage mean. Their names say little: a full disk is QuotaExceededError in one place
// and UnknownError in another, and Dexie wraps both in its own.

/** full: no room on the disk. unreadable: the files cannot be used, or the handle to them has failed. */
export type StoreTrouble = "full" | "unreadable";

/** Whether an organisation fixed anything is unknown: its policy was never read and cannot be. */
export class PolicyUnread extends Error {
  override readonly name = "PolicyUnread";
}

const FULL_NAMES: ReadonlySet<string> = new Set([
  "QuotaExceededError",
  "NS_ERROR_DOM_INDEXEDDB_QUOTA_ERR",
  "NS_ERROR_FILE_NO_DEVICE_SPACE",
]);
const FULL_WORDS = /full disk|disk is full|no space left|ENOSPC|FILE_ERROR_NO_SPACE|quota/i;

/** Errors that only storage throws. */
const UNREADABLE_NAMES: ReadonlySet<string> = new Set([
  "UnknownError",
  "DatabaseClosedError",
  "OpenFailedError",
  "MissingAPIError",
  "NS_ERROR_DOM_INDEXEDDB_UNKNOWN_ERR",
]);
/** Names that others use too (an aborted fetch is an AbortError), so the message must show that storage is meant. */
const SHARED_NAMES: ReadonlySet<string> = new Set([
  ...["InvalidStateError", "AbortError", "NotFoundError", "DataError", "NotReadableError", "DatabaseClosedError"],
  ...["InvalidState", "Abort", "Error", "DOMException"],
]);
const STORAGE_WORDS =
  /backing store|indexeddb|database|object stores?\b|transaction was aborted|transaction has been aborted|leveldb|IO error|missing file/i;

/** Chromium's error for an auto-incremented row when a full disk keeps it from reading the counter. */
const NUMBERING = /key generator/i;

/** Deeper than Dexie ever wraps; an error may also contain itself. */
const MOST_LAYERS = 6;

/** Null if storage had no part in it. A full disk anywhere in the chain counts, since that can be fixed. */
export function troubleOf(error: unknown): StoreTrouble | null {
  const found = new Set(layersOf(error).map(troubleOfOne));
  if (found.has("full")) return "full";
  return found.has("unreadable") ? "unreadable" : null;
}

/** There was no room for a write. */
export const isFull = (error: unknown): boolean => troubleOf(error) === "full";

interface Layer {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Dexie's: the browser's error, and those of the rows of a bulk write. */
  readonly inner?: unknown;
  readonly failures?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function layersOf(error: unknown): Layer[] {
  const layers = new Set<Layer>();
  let next = [error];
  for (let depth = 0; depth < MOST_LAYERS && next.length > 0; depth++) {
    const here = next.filter((one): one is Layer => typeof one === "object" && one !== null && !layers.has(one));
    for (const one of here) layers.add(one);
    next = here.flatMap(({ inner, cause, failures, errors }) => [inner, cause, failures, errors].flat().slice(0, 20));
  }
  return [...layers];
}

function troubleOfOne({ name, message }: Layer): StoreTrouble | null {
  const [called, words] = [String(name), String(message)];
  if (FULL_NAMES.has(called)) return "full";
  const isStorage =
    UNREADABLE_NAMES.has(called) ||
    (SHARED_NAMES.has(called) && STORAGE_WORDS.test(words)) ||
    (called === "ConstraintError" && NUMBERING.test(words));
  if (!isStorage) return null;
  return FULL_WORDS.test(words) ? "full" : "unreadable";
}
