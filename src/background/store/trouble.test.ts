import Dexie from "dexie";
import { describe, expect, it } from "vitest";
import { isFull, troubleOf } from "./trouble";

const named = (name: string, message = "", inner?: unknown) => Object.assign(new Error(message), { name, inner });

describe("what storage means by its errors", () => {
  it.each<[string, unknown]>([
    ["the browser's own", new DOMException("", "QuotaExceededError")],
    ["wrapped by Dexie", new Dexie.AbortError("Transaction aborted", new DOMException("", "QuotaExceededError"))],
    ["wrapped twice", named("DatabaseClosedError", "", named("OpenFailedError", "", named("QuotaExceededError")))],
    [
      "while opening",
      new DOMException("Encountered full disk while opening backing store for indexedDB.open.", "UnknownError"),
    ],
    ["LevelDB's", named("UnknownError", "IO error: /p/000003.log: No space left on device")],
    ["Firefox's", named("NS_ERROR_FILE_NO_DEVICE_SPACE")],
    [
      "one row of a bulk write",
      new Dexie.BulkError("two failed", [named("DataError", "x"), named("QuotaExceededError")] as never),
    ],
    ["among several", new AggregateError([new Error("x"), new DOMException("", "QuotaExceededError")])],
    ["the cause of another", new Error("not kept", { cause: named("AbortError", "database: quota reached") })],
  ])("full: %s", (_what, error) => {
    expect(troubleOf(error)).toBe("full");
    expect(isFull(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ["a failed opening", new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError")],
    ["what Dexie makes of it later", new Dexie.DatabaseClosedError("UnknownError Internal error")],
    [
      "a handle that is closing",
      new DOMException(
        "Failed to execute 'transaction' on 'IDBDatabase': The database connection is closing.",
        "InvalidStateError",
      ),
    ],
    [
      "Firefox, a file it cannot use",
      named("InvalidStateError", "A mutation operation was attempted on a database that did not allow mutations."),
    ],
    [
      "an aborted transaction",
      new DOMException("The transaction was aborted, so the request cannot be fulfilled.", "AbortError"),
    ],
    ["Internal error committing", new DOMException("Internal error committing transaction.", "UnknownError")],
    ["a lost file of a value", named("DataError", "Failed to read large IndexedDB value")],
    ["rows whose numbers cannot be read", new DOMException("Maximum key generator value reached.", "ConstraintError")],
    [
      "the same inside what Dexie makes of it",
      new Dexie.BulkError("failed", [named("ConstraintError", "Maximum key generator value reached.")] as never),
    ],
    [
      "the same, by the transaction it ended",
      new Dexie.AbortError("ended", new DOMException("Maximum key generator value reached.", "ConstraintError")),
    ],
    [
      "a lost file of a value, by its newer name",
      new DOMException(
        "Data lost due to missing file. Affected record should be considered irrecoverable",
        "NotReadableError",
      ),
    ],
    ["a table that is gone", named("NotFoundError", "One of the specified object stores was not found.")],
    ["no database at all", new Dexie.MissingAPIError()],
  ])("unreadable: %s", (_what, error) => {
    expect(troubleOf(error)).toBe("unreadable");
  });

  it.each<[string, unknown]>([
    ["a stopped fetch", new DOMException("signal is aborted without reason", "AbortError")],
    ["a fetch that ran out of time", new DOMException("The operation timed out.", "TimeoutError")],
    ["a key that does not decrypt", new DOMException("", "OperationError")],
    ["a bug", new TypeError("x is not a function")],
    ["a row that is there already", named("ConstraintError", "Key already exists in the object store.")],
    ["two rows of one name", named("ConstraintError", "the index's uniqueness requirements were not met by one key")],
    ["what cannot be stored by anybody", named("DataCloneError", "could not be cloned into the database")],
    ["a text", "QuotaExceededError"],
    ["nothing", undefined],
  ])("neither: %s", (_what, error) => {
    expect(troubleOf(error)).toBeNull();
  });

  it("ends with an error that contains itself", () => {
    const error = named("Error") as Error & { inner: unknown };
    error.inner = error;
    expect(troubleOf(error)).toBeNull();
  });
});
