// Databases of all earlier versions, opened by this one; and upgrades killed at any of their steps.
import "fake-indexeddb/auto";
import Dexie from "dexie";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftFromEntity } from "../../domain/mime/draft";
import { seal } from "../../domain/pgp/encrypt";
import { generateKey, writeSecret } from "../../domain/pgp/secret-key";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const ID = "123e4567-e89b-42d3-a456-426614174000";
const STORES: Record<number, Record<string, string>> = {
  1: {
    ...{ identities: "fingerprint", secrets: "fingerprint", wrapping: "id", contacts: "id, lastUsedAt" },
    ...{ keys: "fingerprint, *keyIds", finds: "id, contact", lookups: "id, contact" },
    ...{ drafts: "id, place, savedAt", settings: "id" },
  },
  2: {
    ...{ contacts: "id, lastUsedAt, refreshAt", finds: "id, contact, fingerprint", events: "++id, [contact+at]" },
    ...{ pinTable: "id", unsignedPins: "id", peers: "id" },
  },
  3: { draftFiles: "id, draft" },
  4: { verdicts: "id, thread, seenAt, usedAt" },
  5: { mailPolicies: "id" },
};

function old(version: number): Dexie {
  const database = new Dexie("cachet");
  for (let one = 1; one <= version; one++) database.version(one).stores(STORES[one]!);
  return database;
}

const made = await generateKey("Alice", ME, NOW - 1000);
const content = { text: "Dear Bob, — ünï", to: ["bob@example.org", "not one"], subject: "Plans" };
const sealedText = (text: string) =>
  seal({ text, signer: null, readers: [made.info.certificate], hiddenReaders: [], now: NOW });

/** Stores a key, a contact and a draft in the format of that version. */
async function fill(version: number): Promise<void> {
  const database = old(version);
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const { fingerprint, keyIds, certificate } = made.info;
  const parameters = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(fingerprint) };
  const secret = await crypto.subtle.encrypt(
    parameters,
    wrapping,
    (await writeSecret(made.secret, null)) as BufferSource,
  );
  const sealed = await sealedText(JSON.stringify(content));
  await database.open();
  await database.table("wrapping").add({ id: "device", key: wrapping });
  await database.table("identities").add({
    ...{ fingerprint, keyIds, certificate, name: "Alice", addresses: [ME], createdAt: NOW, expiresAt: null },
    ...{ algorithm: "", protection: "device", revocation: "", backupAt: null },
  });
  await database.table("secrets").add({ fingerprint, iv, sealed: new Uint8Array(secret) });
  await database.table("contacts").bulkAdd(
    ["bob@example.org", "eve@example.org"].map((id) => ({
      ...{ id, address: id, name: "", pinned: "b".repeat(40), held: null, rejected: [], verifiedAt: 5 },
      ...{ sealedDays: [], signedDays: [] },
      ...(version > 1 && {
        retired: [],
        vouched: [],
        everVerified: true,
        notice: null,
        refreshAt: 0,
        refreshedAt: null,
      }),
    })),
  );
  await database.table("drafts").bulkAdd(
    [ID, ID.replace("1", "2")].map((id) => ({
      ...{ id, place: "https://mail.example", composeKey: null, account: ME, savedAt: NOW, sealed },
    })),
  );
  database.close();
}

/** This version's modules, on the present database. */
async function today() {
  vi.resetModules();
  const { database } = await import("./database");
  const { listDrafts, loadDraft } = await import("../mail/drafts");
  return { database, listDrafts, loadDraft };
}
async function everythingIsThere(): Promise<void> {
  const { database, listDrafts, loadDraft } = await today();
  const listed = await listDrafts(NOW);
  expect(listed.ok && listed.value.map(({ id, files }) => [id, files])).toEqual([
    [ID.replace("1", "2"), 0],
    [ID, 0],
  ]);
  const loaded = await loadDraft({ id: ID, account: ME });
  if (!loaded.ok) throw new Error(loaded.code);
  expect(draftFromEntity(loaded.value.entity)).toMatchObject({
    text: content.text,
    subject: "Plans",
    to: [{ address: "bob@example.org" }],
    attachments: [],
  });
  expect(await database.contacts.get("bob@example.org")).toMatchObject({ everVerified: true, retired: [] });
  database.close();
}

function emptyDisk(): void {
  const disk = new IDBFactory();
  vi.stubGlobal("indexedDB", disk);
  Dexie.dependencies.indexedDB = disk;
}

beforeEach(() => {
  emptyDisk();
  for (const area of ["session", "local"] as const) browser.storage[area] = storageArea();
});
afterEach(() => vi.restoreAllMocks());

it.each([1, 2])("keeps the key, the contacts and the drafts of version %d, which were text alone", async (version) => {
  await fill(version);
  await everythingIsThere();
});

it("writes such a draft anew as one of today once it is written on", async () => {
  await fill(1);
  const { database, loadDraft } = await today();
  const { saveDraft } = await import("../mail/drafts");
  const loaded = await loadDraft({ id: ID, account: ME });
  if (!loaded.ok) throw new Error(loaded.code);
  const request = { id: ID, place: "https://mail.example", composeKey: null, account: ME, from: ME };
  const entity = loaded.value.entity.slice();
  await saveDraft({ ...request, entity, files: [] }, NOW);
  expect(await database.drafts.get(ID)).not.toHaveProperty("early");
  const again = await loadDraft({ id: ID, account: ME });
  expect(again.ok && draftFromEntity(again.value.entity)!.text).toBe(content.text);
  database.close();
});

describe("an upgrade that is killed", () => {
  /** Every request of the upgrade is a step: at the nth, the browser takes the transaction away. */
  async function killedAt(step: number): Promise<boolean> {
    let steps = 0;
    let killed = false;
    const methods = ["put", "openCursor", "getAll", "get", "add", "delete"] as const;
    const spies = methods.map((name) => {
      const real = IDBObjectStore.prototype[name] as (...all: unknown[]) => IDBRequest;
      return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
        this: IDBObjectStore,
        ...all: unknown[]
      ) {
        const request = real.apply(this, all);
        if (this.transaction.mode === "versionchange" && ++steps === step) {
          killed = true;
          this.transaction.abort();
        }
        return request as never;
      });
    });
    const { database } = await today();
    await database.open().catch(() => undefined);
    database.close();
    for (const spy of spies) spy.mockRestore();
    return killed;
  }

  it.each([
    // Contacts and drafts, two of each, are read and written.
    [1, 4],
    // Drafts alone.
    [2, 2],
  ])(
    "of version %d leaves the database as it was, at each of its steps, and the next start has everything",
    async (version, least) => {
      let step = 1;
      for (; ; step++) {
        emptyDisk();
        await fill(version);
        const killed = await killedAt(step);
        if (!killed) break;
        const before = old(version);
        await before.open();
        expect(before.verno).toBe(version);
        // The wrapping key is there, too, and nothing of a version that was not reached.
        expect((await before.table("wrapping").get("device")).key).toMatchObject({ extractable: false });
        expect(await before.table("secrets").count()).toBe(1);
        expect([...before.backendDB().objectStoreNames]).not.toContain("draftFiles");
        expect(await before.table("drafts").count()).toBe(2);
        expect(typeof (await before.table("drafts").get(ID)).sealed).toBe("string");
        before.close();
        await everythingIsThere();
      }
      expect(step).toBeGreaterThan(least);
    },
  );
});
