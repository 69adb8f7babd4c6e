import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { draftFromEntity, draftToEntity } from "../domain/mime/draft";
import {
  continueDraft,
  dropDraft,
  findDrafts,
  listDrafts,
  loadDraft,
  loadDraftFile,
  onDraftAlarm,
  placeDraft,
  saveDraft,
  saveDraftFile,
} from "./drafts";
import { createIdentity, deleteIdentity, lockIdentities, unlockIdentity } from "./identities";
import { database } from "./store/database";
import { storageArea } from "./testing/fake-browser";

const browser = vi.hoisted(() => ({
  storage: {} as { session: ReturnType<typeof storageArea> },
  alarms: { create: vi.fn(async (_name: string, _when: { when: number }) => {}) },
}));
vi.mock("../platform/browser", () => ({ default: browser }));

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * DAY;
const ME = "alice@example.org";
const BOB = "bob@example.org";
const [ID, OTHER, PLAN, PHOTO] = [1, 2, 3, 4].map((n) => `${n}23e4567-e89b-42d3-a456-426614174000`) as [
  string,
  string,
  string,
  string,
];
const PLACE = "https://mail.example";
const bytes = (text: string) => new TextEncoder().encode(text);

const mail = (text: string, names: string[] = []) =>
  draftToEntity(
    {
      text,
      html: null,
      subject: "Plans",
      to: [{ address: BOB as never, name: "Bob" }],
      cc: [],
      bcc: [],
      attachments: names.map((name) => ({ name, type: "text/plain", bytes: new Uint8Array() })),
    },
    new Uint8Array(24),
  );
const draft = {
  id: ID,
  place: PLACE,
  composeKey: "c1",
  account: ME,
  from: ME,
  entity: mail("Dear Bob"),
  files: [] as string[],
};
const withFiles = { ...draft, entity: mail("Dear Bob", ["plan.txt", "photo.txt"]), files: [PLAN, PHOTO] };
const file = (id: string, text: string) => saveDraftFile({ id: ID, file: id, from: ME, bytes: bytes(text) }, NOW);

async function textOf(id = ID): Promise<string | null> {
  const loaded = await loadDraft({ id, account: ME });
  return loaded.ok ? draftFromEntity(loaded.value.entity)!.text : loaded.code;
}

let me: string;

beforeEach(async () => {
  vi.restoreAllMocks();
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Alice", address: ME }, MADE);
  if (!made.ok) throw new Error(made.code);
  me = made.value.fingerprint;
});

describe("drafts", () => {
  it("come back as they were, and saving again replaces", async () => {
    await saveDraft(draft, NOW);
    const again = await saveDraft({ ...draft, entity: mail("Dear Bob,") }, NOW + 1);
    expect(again).toEqual({ ok: true, value: { savedAt: NOW + 1, missing: [] } });
    const loaded = await loadDraft({ id: ID, account: ME });
    expect(loaded).toEqual({
      ok: true,
      value: { id: ID, entity: mail("Dear Bob,"), files: [], savedAt: NOW + 1 },
    });
    expect(await database.drafts.count()).toBe(1);
  });

  it("are sealed where they lie: neither text, subject, recipient nor file", async () => {
    await saveDraft(withFiles, NOW);
    await file(PLAN, "the lighthouse");
    const rows = [await database.drafts.get(ID), await database.draftFiles.get(PLAN)];
    const stored = rows.map((row) => Buffer.from(row!.sealed).toString("latin1") + JSON.stringify(row)).join();
    for (const word of ["Dear", "Plans", BOB, "plan.txt", "lighthouse"]) expect(stored).not.toContain(word);
  });

  it("can be saved while the key is locked, and read once it is open", async () => {
    await deleteIdentity({ fingerprint: me });
    await createIdentity({ name: "Alice", address: ME, passphrase: "secret" }, MADE);
    await lockIdentities();
    expect((await saveDraft(withFiles, NOW)).ok).toBe(true);
    expect((await file(PLAN, "plan")).ok).toBe(true);
    expect(await textOf()).toBe("locked");
    expect(await loadDraftFile({ id: ID, file: PLAN, account: ME })).toEqual({ ok: false, code: "locked" });
    await unlockIdentity({ passphrase: "secret" });
    expect(await textOf()).toBe("Dear Bob");
    expect(await loadDraftFile({ id: ID, file: PLAN, account: ME })).toEqual({
      ok: true,
      value: { bytes: bytes("plan") },
    });
  });

  it("can be saved when the key has run out", async () => {
    expect((await saveDraft(draft, NOW + 5 * 365 * DAY)).ok).toBe(true);
    expect(await textOf()).toBe("Dear Bob");
  });

  it("are found by place, the one of this compose box first, and before it the one the user asked for", async () => {
    const THIRD = ID.replace("1", "5");
    await saveDraft(draft, NOW);
    await saveDraft({ ...draft, id: OTHER, composeKey: "c2" }, NOW + 1);
    await saveDraft({ ...draft, id: THIRD, place: "https://other.example" }, NOW);
    const find = async (composeKey: string | null, account: string | null = ME) => {
      const result = await findDrafts({ place: PLACE, composeKey, account, digest: null }, { tabId: 3 }, NOW + 2);
      return result.ok ? result.value.map((summary) => summary.id) : [];
    };
    expect(await find("c1")).toEqual([ID, OTHER]);
    expect(await find(null)).toEqual([OTHER, ID]);
    expect(await find("c1", "someone@else.example")).toEqual([]);
    expect(await listDrafts(NOW)).toMatchObject({ value: [{ id: OTHER }, {}, {}] });

    await continueDraft({ id: OTHER });
    expect(await find("c1")).toEqual([OTHER, ID]);
    await continueDraft({ id: ID });
    expect(await find("c2")).toEqual([ID, OTHER]);
    await saveDraft(draft, NOW);
    expect(await find("c2")).toEqual([OTHER, ID]);
  });

  it("are gone when dropped, after sixty days, and with the key that reads them", async () => {
    await saveDraft(withFiles, NOW);
    await file(PLAN, "plan");
    await dropDraft({ id: ID });
    await dropDraft({ id: ID });
    expect(await textOf()).toBe("gone");
    expect(await database.draftFiles.count()).toBe(0);

    await saveDraft(withFiles, NOW);
    await file(PLAN, "plan");
    expect(await listDrafts(NOW + 60 * DAY)).toMatchObject({ value: [{ id: ID }] });
    expect(await listDrafts(NOW + 60 * DAY + 1)).toEqual({ ok: true, value: [] });
    expect(await database.draftFiles.count()).toBe(0);

    await saveDraft(draft, NOW);
    await deleteIdentity({ fingerprint: me });
    expect(await textOf()).toBe("gone");
    expect(await saveDraft(draft, NOW)).toEqual({ ok: false, code: "no-identity" });
  });

  it("say full when the disk is, and keep what was saved before", async () => {
    const full = () => Promise.reject(new DOMException("no room", "QuotaExceededError")) as never;
    await saveDraft(withFiles, NOW);
    vi.spyOn(database.drafts, "put").mockImplementationOnce(full);
    expect(await saveDraft({ ...withFiles, entity: mail("more") }, NOW + 1)).toEqual({ ok: false, code: "full" });
    vi.spyOn(database.draftFiles, "put").mockImplementationOnce(full);
    expect(await file(PLAN, "plan")).toEqual({ ok: false, code: "full" });
    expect(await textOf()).toBe("Dear Bob");
    expect(await saveDraft(withFiles, NOW + 2)).toMatchObject({ ok: true, value: { missing: [PLAN, PHOTO] } });
  });
});

describe("a message that was sealed into the page", () => {
  const DIGEST = "d".repeat(64);
  const HOUR = 3600 * 1000;
  const TAB = { tabId: 3, place: PLACE };
  const find = async (more: Partial<Parameters<typeof findDrafts>[0]> = {}, tabId = 3, now = NOW + 1) => {
    const asked = { place: PLACE, composeKey: "c1", account: ME, digest: DIGEST, ...more };
    const found = await findDrafts(asked, { tabId }, now);
    return found.ok ? found.value.map(({ id, placedAt }) => [id, placedAt]) : [];
  };
  beforeEach(async () => {
    await saveDraft(draft, NOW);
    await placeDraft({ id: ID, digest: DIGEST }, TAB, NOW);
  });

  it("is no draft any more, and is found by what stands in the box", async () => {
    expect(await listDrafts(NOW + 1)).toEqual({ ok: true, value: [] });
    expect(await find()).toEqual([[ID, NOW]]);
    expect(await find({ composeKey: "another" })).toEqual([[ID, NOW]]);
    expect(await textOf()).toBe("Dear Bob");
  });

  it.each([
    ["with something else in the box", { digest: "e".repeat(64) }, 3],
    ["with an empty box", { digest: null }, 3],
    ["in another tab", {}, 4],
    ["under another account", { account: "someone@else.example" }, 3],
    ["under an account that is not known", { account: null }, 3],
    ["at another webmail", { place: "https://other.example" }, 3],
  ])("is not found %s", async (_, more, tabId) => {
    expect(await find(more, tabId)).toEqual([]);
  });

  it("goes after an hour, by the alarm as well", async () => {
    expect(browser.alarms.create).toHaveBeenLastCalledWith("placed drafts", { when: NOW + HOUR });
    expect(await find({}, 3, NOW + HOUR - 1)).toHaveLength(1);
    await saveDraft({ ...draft, id: OTHER }, NOW);
    await placeDraft({ id: OTHER, digest: DIGEST }, TAB, NOW + 5);
    await onDraftAlarm("refresh", NOW + HOUR);
    expect(await database.drafts.count()).toBe(2);
    await onDraftAlarm("placed drafts", NOW + HOUR);
    expect(await database.drafts.toCollection().primaryKeys()).toEqual([OTHER]);
    expect(browser.alarms.create).toHaveBeenLastCalledWith("placed drafts", { when: NOW + HOUR + 5 });
    expect(await find({}, 3, NOW + HOUR + 5)).toEqual([]);
  });

  it("is a draft again once it is written on", async () => {
    await saveDraft({ ...draft, entity: mail("Dear Bob, again") }, NOW + 2);
    expect(await find({ digest: null })).toEqual([[ID, null]]);
    expect(await listDrafts(NOW + 2)).toMatchObject({ value: [{ id: ID }] });
  });

  it("is found before a draft of this very box, the latest of several with the same words in the box", async () => {
    await saveDraft({ ...draft, id: OTHER, composeKey: null }, NOW + 5);
    await placeDraft({ id: OTHER, digest: DIGEST }, TAB, NOW + 5);
    expect(await find({ composeKey: null }, 3, NOW + 6)).toEqual([
      [OTHER, NOW + 5],
      [ID, NOW],
    ]);
    expect(await find({ composeKey: "c1" }, 3, NOW + 6)).toMatchObject([[ID, NOW], {}]);
    await saveDraft({ ...draft, id: PLAN }, NOW + 7);
    expect((await find({ composeKey: "c1" }, 3, NOW + 8)).at(-1)).toEqual([PLAN, null]);
  });

  it("leaves nothing behind from a private window", async () => {
    await saveDraft({ ...draft, id: OTHER }, NOW);
    await placeDraft({ id: OTHER, digest: DIGEST }, { tabId: 3, place: null }, NOW);
    expect(await textOf(OTHER)).toBe("gone");
  });
});

describe("files of a draft", () => {
  it("are asked for once, come back in their order, and are counted", async () => {
    expect(await saveDraft(withFiles, NOW)).toMatchObject({ value: { missing: [PLAN, PHOTO] } });
    await file(PLAN, "plan");
    expect(await saveDraft(withFiles, NOW)).toMatchObject({ value: { missing: [PHOTO] } });
    await file(PHOTO, "x".repeat(10_000));
    expect(await saveDraft(withFiles, NOW)).toMatchObject({ value: { missing: [] } });

    const loaded = await loadDraft({ id: ID, account: ME });
    const { files, entity } = loaded.ok ? loaded.value : { files: [], entity: new Uint8Array() };
    expect(files).toEqual([PLAN, PHOTO]);
    expect(draftFromEntity(entity)!.attachments.map(({ name }) => name)).toEqual(["plan.txt", "photo.txt"]);
    const listed = await listDrafts(NOW);
    expect(listed.ok && listed.value[0]).toMatchObject({ files: 2, wanted: false });
    expect(listed.ok && listed.value[0]!.size).toBeGreaterThan(10_000);
  });

  it("are not written anew when the text changes", async () => {
    await saveDraft(withFiles, NOW);
    await file(PLAN, "plan");
    const before = (await database.draftFiles.get(PLAN))!.sealed;
    await saveDraft({ ...withFiles, entity: mail("more", ["plan.txt", "photo.txt"]) }, NOW + 1);
    expect((await database.draftFiles.get(PLAN))!.sealed).toEqual(before);
  });

  it("go with their place in the draft, and one that comes too late is not kept", async () => {
    await saveDraft(withFiles, NOW);
    await file(PLAN, "plan");
    await saveDraft({ ...draft, files: [] }, NOW + 1);
    expect(await database.draftFiles.count()).toBe(0);
    expect(await file(PHOTO, "photo")).toEqual({ ok: false, code: "gone" });
    expect(await database.draftFiles.count()).toBe(0);
  });

  it("that never came are told apart from those that are there", async () => {
    await saveDraft(withFiles, NOW);
    await file(PHOTO, "photo");
    expect(await loadDraft({ id: ID, account: ME })).toMatchObject({ value: { files: [null, PHOTO] } });
    expect(await loadDraftFile({ id: ID, file: PLAN, account: ME })).toEqual({ ok: false, code: "gone" });
  });
});
