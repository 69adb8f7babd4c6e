import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { ERRORS, failing, healed } from "../testing/failing-store";

vi.mock("../../platform/browser");
const browser = fakeBrowser();
const drafts = await import("./drafts");
const { createIdentity } = await import("../own-keys/identities");
const { database } = await import("../store/database");

const ME = "alice@example.org";
const PLACE = "https://mail.example";
const WHOLE = crypto.randomUUID();
const OTHER = crypto.randomUUID();
const LOST = crypto.randomUUID();
const NOW = Date.now();
const finding = () =>
  drafts.findDrafts({ place: PLACE, composeKey: null, account: ME, digest: null }, { tabId: 1 }, NOW);
const ids = (answer: { ok: boolean; value?: readonly { id: string }[] }) => answer.value?.map(({ id }) => id).sort();

type Any = Record<string, (this: IDBObjectStore | IDBIndex, ...given: unknown[]) => unknown>;
const undo: (() => void)[] = [];

/** Chromium's error when the file of a large value is missing. */
function lose(
  lost: string,
  error = () => new DOMException("Data lost due to missing file.", "NotReadableError"),
): void {
  for (const owner of [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Any[])
    for (const name of ["get", "getAll", "openCursor"]) {
      const whole = owner[name]!;
      owner[name] = function (...given) {
        const store = "objectStore" in this ? this.objectStore : this;
        if (store.name === "drafts" && (name !== "get" || given[0] === lost)) throw error();
        return whole.apply(this, given);
      };
      undo.push(() => {
        owner[name] = whole;
      });
    }
}

beforeEach(async () => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  for (const quiet of ["error", "warn"] as const) vi.spyOn(console, quiet).mockReturnValue();
  await Promise.all(database.tables.map((table) => table.clear()));
  await createIdentity({ name: "Alice", address: ME }, NOW - 1e9);
  for (const [at, id] of [WHOLE, OTHER, LOST].entries()) {
    const draft = {
      id,
      place: PLACE,
      composeKey: `c${at}`,
      account: ME,
      from: ME,
      entity: new Uint8Array([1, 2]),
      files: [],
    };
    await drafts.saveDraft({ ...draft, holder: crypto.randomUUID() }, NOW + at);
  }
});

afterEach(() => {
  for (const one of undo.splice(0)) one();
  healed();
  vi.restoreAllMocks();
});

describe("a draft whose content the disk lost", () => {
  it("does not keep the others from being found and opened", async () => {
    lose(LOST);
    expect(ids(await finding())).toEqual([WHOLE, OTHER].sort());
    expect(await drafts.loadDraft({ id: WHOLE, account: ME })).toMatchObject({ ok: true });
  });

  it("is listed as lost, with when and where it was written", async () => {
    lose(LOST);
    const listed = await drafts.listDrafts(NOW);
    expect(ids(listed)).toEqual([WHOLE, OTHER, LOST].sort());
    const lost = listed.ok ? listed.value.filter((one) => one.lost) : [];
    expect(lost).toEqual([
      {
        ...{ id: LOST, place: PLACE, composeKey: null, savedAt: NOW + 2, size: 0, files: 0, wanted: false },
        ...{ placedAt: null, leftAt: null, openIn: null, lost: true },
      },
    ]);
  });

  it("can be deleted, and another gone on with", async () => {
    lose(LOST);
    expect(await drafts.continueDraft({ id: OTHER })).toEqual({ ok: true, value: null });
    expect(await drafts.dropDraft({ id: LOST })).toEqual({ ok: true, value: null });
    for (const one of undo.splice(0)) one();
    expect(await database.drafts.count()).toBe(2);
    expect(await database.drafts.get(OTHER)).toMatchObject({ wanted: true });
  });

  it("is never taken for gone: opening it fails by that name", async () => {
    lose(LOST);
    await expect(drafts.loadDraft({ id: LOST, account: ME })).rejects.toThrow("missing file");
  });

  it("is not what a store is that cannot be read at all: nothing is lost then", async () => {
    failing({ what: "read", error: ERRORS.backing });
    await expect(drafts.listDrafts(NOW)).rejects.toThrow();
    await expect(finding()).rejects.toThrow();
    await expect(drafts.continueDraft({ id: OTHER })).rejects.toThrow();
    healed();
    expect(await database.drafts.count()).toBe(3);
  });

  it("nor a full disk", async () => {
    lose(LOST, ERRORS.full);
    await expect(drafts.listDrafts(NOW)).rejects.toThrow();
    await expect(drafts.dropDraft({ id: LOST })).rejects.toThrow();
  });
});
