// What the browser's storage means by its errors. Their names say little: a full disk is QuotaExceededError in one place and
// UnknownError in the next, and Dexie wraps both in errors of its own.

/** full: no room on the disk. unreadable: the files cannot be used, or the handle to them has failed. */
export type StoreTrouble = "full" | "unreadable";

/** Nobody knows whether an organisation has fixed anything: its policy was never told, and cannot be read. */
export class PolicyUnread extends Error {
  override readonly name = "PolicyUnread";
}

const FULL_NAMES: ReadonlySet<string> = new Set([
  "QuotaExceededError",
  "NS_ERROR_DOM_INDEXEDDB_QUOTA_ERR",
  "NS_ERROR_FILE_NO_DEVICE_SPACE",
]);
const FULL_WORDS = /full disk|disk is full|no space left|ENOSPC|FILE_ERROR_NO_SPACE|quota/i;

/** Errors that only storage has: nothing else in the worker throws them. */
const UNREADABLE_NAMES: ReadonlySet<string> = new Set([
  "UnknownError",
  "DatabaseClosedError",
  "OpenFailedError",
  "MissingAPIError",
  "NS_ERROR_DOM_INDEXEDDB_UNKNOWN_ERR",
]);
/** Names that others use too (a stopped fetch is an AbortError), so the words must say that storage is meant. */
const SHARED_NAMES: ReadonlySet<string> = new Set([
  ...["InvalidStateError", "AbortError", "NotFoundError", "DataError", "NotReadableError", "DatabaseClosedError"],
  ...["InvalidState", "Abort", "Error", "DOMException"],
]);
const STORAGE_WORDS =
  /backing store|indexeddb|database|object stores?\b|transaction was aborted|transaction has been aborted|leveldb|IO error|missing file/i;

/** Chromium's answer to a row that is numbered, where a full disk does not let it read how far the numbers are. */
const NUMBERING = /key generator/i;

/** Deeper than Dexie ever wraps; an error may also contain itself. */
const MOST_LAYERS = 6;

/** Null where storage had no part in it. A full disk anywhere inside counts, since it is what can be mended. */
export function troubleOf(error: unknown): StoreTrouble | null {
  const found = new Set(layersOf(error).map(troubleOfOne));
  if (found.has("full")) return "full";
  return found.has("unreadable") ? "unreadable" : null;
}

/** No room for what was to be stored. */
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
