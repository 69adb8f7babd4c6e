import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftFromEntity, draftToEntity } from "../../domain/mime/draft";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { createIdentity, deleteIdentity, lockIdentities, unlockIdentity } from "../own-keys/identities";
import { database } from "../store/database";
import { failing, healed, timesMet } from "../testing/failing-store";
import { placeDraft } from "./draft-age";
import {
  continueDraft,
  draftState,
  dropDraft,
  findDrafts,
  listDrafts,
  loadDraft,
  loadDraftFile,
  noteLeaving,
  saveDraft,
  saveDraftFile,
} from "./drafts";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  alarms: { create: vi.fn(async (_name: string, _when: { when: number }) => {}) },
  tabs: { sendMessage: vi.fn<(tab: number, message: { is: string }, where?: object) => Promise<unknown>>() },
});

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
  browser.storage.local = storageArea();
  browser.tabs.sendMessage.mockReset().mockRejectedValue(new Error("Receiving end does not exist."));
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
      value: { id: ID, entity: mail("Dear Bob,"), files: [], savedAt: NOW + 1, leftAt: null },
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

  it("are gone when dropped, and with the key that reads them", async () => {
    await saveDraft(withFiles, NOW);
    await file(PLAN, "plan");
    await dropDraft({ id: ID });
    await dropDraft({ id: ID });
    expect(await textOf()).toBe("gone");
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

  it("is listed as what it is, and is found by what stands in the box", async () => {
    expect(await listDrafts(NOW + 1)).toMatchObject({ value: [{ id: ID, placedAt: NOW, openIn: null }] });
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

describe("a draft that is being written", () => {
  const [A, B] = [OTHER, PLAN];
  const IN_A = { tabId: 3, frameId: 7 };
  const IN_B = { tabId: 5, frameId: 9 };
  const held = { ...draft, holder: A };
  const find = async (tabId: number, composeKey: string | null = null) => {
    const found = await findDrafts({ place: PLACE, composeKey, account: ME, digest: null }, { tabId }, NOW + 1);
    return found.ok ? found.value.map(({ id, openIn }) => [id, openIn]) : [];
  };
  const told = () => browser.tabs.sendMessage.mock.calls.filter(([, { is }]) => is !== "held");
  beforeEach(async () => {
    await saveDraft(held, NOW, IN_A);
    browser.tabs.sendMessage.mockImplementation(async (tab) => (tab === 3 ? true : undefined));
  });

  it("is told apart from one that nobody writes, by asking the very frame that named itself", async () => {
    expect(await find(5)).toEqual([[ID, 3]]);
    expect(browser.tabs.sendMessage).toHaveBeenLastCalledWith(3, { draft: ID, holder: A, is: "held" }, { frameId: 7 });
    browser.tabs.sendMessage.mockRejectedValue(new Error("Receiving end does not exist."));
    expect(await find(5)).toEqual([[ID, null]]);
    browser.tabs.sendMessage.mockResolvedValue(undefined);
    expect(await find(5)).toEqual([[ID, null]]);
  });

  it("is not taken for abandoned where the browser has put its tab to sleep", async () => {
    browser.tabs.sendMessage.mockImplementation(() => new Promise(() => {}));
    expect(await find(5)).toEqual([[ID, 3]]);
  });

  it("is not offered to another box of the same tab, but to its own that was drawn anew", async () => {
    expect(await find(3)).toEqual([]);
    expect(await find(3, "c1")).toEqual([[ID, 3]]);
  });

  it("can be taken over, its writer is told, and can neither write over, drop, place nor mark it", async () => {
    expect((await loadDraft({ id: ID, account: ME, holder: B }, IN_B)).ok).toBe(true);
    expect(told()).toEqual([[3, { draft: ID, holder: A, is: "taken" }, { frameId: 7 }]]);
    expect(await draftState({ id: ID, holder: A })).toEqual({ ok: true, value: "taken" });
    expect(await draftState({ id: ID, holder: B })).toEqual({ ok: true, value: "here" });
    expect(await saveDraft({ ...held, entity: mail("over it") }, NOW + 5, IN_A)).toEqual({ ok: false, code: "taken" });
    await dropDraft({ id: ID, holder: A });
    await placeDraft({ id: ID, holder: A, digest: "d".repeat(64) }, { tabId: 3, place: PLACE }, NOW);
    await noteLeaving({ id: ID, holder: A, at: NOW });
    const row = await database.drafts.get(ID);
    expect(row).toMatchObject({ savedAt: NOW, holder: { id: B, ...IN_B } });
    expect(row).not.toHaveProperty("placed");
    expect(row).not.toHaveProperty("leftAt");
    expect(await textOf()).toBe("Dear Bob");
  });

  it("stays whose it is when its subject is only looked at", async () => {
    await textOf();
    expect(told()).toEqual([]);
    expect(await draftState({ id: ID, holder: A })).toEqual({ ok: true, value: "here" });
  });

  it("tells its writer when it is deleted elsewhere, and nobody when its writer deletes it", async () => {
    await dropDraft({ id: ID });
    expect(told()).toEqual([[3, { draft: ID, holder: A, is: "dropped" }, { frameId: 7 }]]);
    expect(await draftState({ id: ID, holder: A })).toEqual({ ok: true, value: "gone" });
    await saveDraft(held, NOW, IN_A);
    await dropDraft({ id: ID, holder: A });
    expect(told()).toHaveLength(1);
    expect(await database.drafts.count()).toBe(0);
  });
});

describe("a message that may be out", () => {
  const left = async () => {
    const found = await findDrafts({ place: PLACE, composeKey: "c1", account: ME, digest: null }, { tabId: 5 }, NOW);
    return found.ok ? found.value.map(({ leftAt }) => leftAt) : [];
  };
  beforeEach(() => saveDraft(draft, NOW));

  it("says so when it is offered again, though it was written on since", async () => {
    expect(await left()).toEqual([null]);
    await noteLeaving({ id: ID, at: NOW + 3 });
    expect(await left()).toEqual([NOW + 3]);
    await saveDraft({ ...draft, entity: mail("more") }, NOW + 4);
    expect(await left()).toEqual([NOW + 3]);
    expect(await loadDraft({ id: ID, account: ME })).toMatchObject({ value: { leftAt: NOW + 3 } });
  });

  it("says nothing once it is known that it is not out, or that it is", async () => {
    await noteLeaving({ id: ID, at: NOW + 3 });
    await noteLeaving({ id: ID, at: null });
    expect(await left()).toEqual([null]);
    await noteLeaving({ id: ID, at: NOW + 3 });
    await placeDraft({ id: ID, digest: "d".repeat(64) }, { tabId: 3, place: PLACE }, NOW);
    expect(await database.drafts.get(ID)).not.toHaveProperty("leftAt");
  });

  it("is what a message sealed into the page becomes when the user goes on with it", async () => {
    await placeDraft({ id: ID, digest: "d".repeat(64) }, { tabId: 3, place: PLACE }, NOW + 9);
    expect(await left()).toEqual([]);
    await continueDraft({ id: ID });
    expect(await left()).toEqual([NOW + 9]);
    expect(await listDrafts(NOW)).toMatchObject({ value: [{ placedAt: null, wanted: true }] });
  });
});

describe("a message that leaves while the disk takes nothing", () => {
  const placing = () => placeDraft({ id: ID, digest: "d".repeat(64) }, { tabId: 3, place: PLACE }, NOW + 7);
  const offered = async () => {
    const all = await listDrafts(NOW);
    return all.ok ? all.value.map(({ leftAt, placedAt }) => leftAt ?? placedAt) : [];
  };
  beforeEach(async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    await saveDraft(draft, NOW);
  });
  afterEach(healed);

  it.each([
    ["before Send", async () => void (await noteLeaving({ id: ID, at: NOW + 7 }))],
    ["after it", async () => void (await placing())],
    [
      "before and after it",
      async () => {
        await noteLeaving({ id: ID, at: NOW + 3 });
        await placing();
      },
    ],
  ])("is not offered as unfinished when that could not be written %s", async (_, leave) => {
    failing({ what: "write" });
    await leave();
    expect(timesMet()).toBeGreaterThan(0);
    healed();
    expect(await offered()).toEqual([NOW + 7]);
    expect(await loadDraft({ id: ID, account: ME })).toMatchObject({ value: { leftAt: NOW + 7 } });
  });

  it("is offered as ever when it did not leave after all, or was written down later", async () => {
    failing({ what: "commit" });
    await noteLeaving({ id: ID, at: NOW + 3 });
    await noteLeaving({ id: ID, at: null });
    healed();
    expect(await offered()).toEqual([null]);
    failing({ what: "commit" });
    await noteLeaving({ id: ID, at: NOW + 3 });
    healed();
    await placing();
    await saveDraft({ ...draft, entity: mail("on it goes") }, NOW + 8);
    expect(await offered()).toEqual([null]);
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
