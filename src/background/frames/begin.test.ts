import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateKey } from "../../domain/pgp/secret-key";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  storage: {} as Record<"session" | "local", ReturnType<typeof storageArea> & { setAccessLevel?: () => Promise<void> }>,
});

const ALICE = { name: "Alice", address: "alice@example.org" };

/** Every module as a worker just started has it, listening as index.ts does. */
async function worker() {
  vi.resetModules();
  const [identities, begin, hint, { database }, places, ownKeys, stored] = await Promise.all([
    import("../own-keys/identities"),
    import("./begin"),
    import("../own-keys/hint"),
    import("../store/database"),
    import("../store/places"),
    import("../own-keys/at-rest"),
    import("../store/stored"),
  ]);
  begin.keepHint();
  return { ...identities, ...begin, ...hint, ...places, ...ownKeys, ...stored, database };
}

type Worker = Awaited<ReturnType<typeof worker>>;
const make = async ({ createIdentity }: Worker) => {
  const made = await createIdentity(ALICE);
  if (!made.ok) throw new Error(made.code);
  return made.value.fingerprint;
};
const empty = ({ database }: Worker) => Promise.all(database.tables.map((table) => table.clear()));

beforeEach(async () => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const first = await worker();
  await empty(first);
  await first.dropPlace("own-key");
  await first.dropPlace("people");
});

describe("the start of a worker", () => {
  it("finds the key in its second place before anybody is told that there is none", async () => {
    const fingerprint = await make(await worker());
    await empty(await worker());
    const next = await worker();
    const handlers = next.overStore({ "identity.list": next.listIdentities } as never, next.begin);
    expect(await handlers["identity.list"]({}, {} as never)).toMatchObject({ value: [{ fingerprint }] });
    expect(await next.keptKeys()).toMatchObject({ missing: [], renewed: expect.any(Number) });
    await next.putHintAway("told");
    expect(await next.keptKeys()).toEqual({ missing: [], renewed: null, lost: null, back: 0, gone: null });
  });

  it("finds it without any hint, too", async () => {
    await make(await worker());
    const before = await worker();
    await empty(before);
    browser.storage.local = storageArea();
    const next = await worker();
    await next.begin();
    expect(await next.database.identities.count()).toBe(1);
  });

  it("names the key that is in neither place", async () => {
    const fingerprint = await make(await worker());
    const before = await worker();
    await empty(before);
    await before.dropPlace("own-key");
    const next = await worker();
    await next.begin();
    expect((await next.keptKeys()).missing).toEqual([{ id: fingerprint.slice(-16), address: "a…@example.org" }]);
    await next.putHintAway("missing");
    expect((await next.keptKeys()).missing).toEqual([]);
  });

  it("keeps naming it beside another that was made since, until it is brought back", async () => {
    const fingerprint = await make(await worker());
    const before = await worker();
    const rows = await Promise.all([before.database.identities.toArray(), before.database.secrets.toArray()]);
    await Promise.all([before.database.identities.clear(), before.database.secrets.clear()]);
    await before.dropPlace("own-key");
    const next = await worker();
    await next.begin();
    await next.createIdentity({ name: "B", address: "b@example.org" });
    expect((await next.keptKeys()).missing).toMatchObject([{ id: fingerprint.slice(-16) }]);
    await next.database.identities.bulkPut(rows[0]);
    await next.noteKeys();
    expect((await next.keptKeys()).missing).toEqual([]);
  });

  it("does not name what the user deleted, nor bring it back", async () => {
    const first = await worker();
    const fingerprint = await make(first);
    await first.deleteIdentity({ fingerprint });
    const next = await worker();
    await next.begin();
    expect(await next.keptKeys()).toEqual({ missing: [], renewed: null, lost: null, back: 0, gone: null });
    expect(await next.database.identities.count()).toBe(0);
  });

  it("says that it cannot be read, not that there is none, while the second place fails", async () => {
    await make(await worker());
    await empty(await worker());
    const next = await worker();
    const real = indexedDB.open.bind(indexedDB);
    const spy = vi.spyOn(indexedDB, "open").mockImplementation((...given) => {
      if (given[0] !== "cachet-own-key") return real(...given);
      const failed = { error: new DOMException("", "UnknownError") } as unknown as IDBOpenDBRequest;
      setTimeout(() => failed.onerror?.({ target: failed, preventDefault() {}, stopPropagation() {} } as never));
      return failed;
    });
    const handlers = next.overStore({ "identity.list": next.listIdentities } as never, next.begin);
    expect(await handlers["identity.list"]({}, {} as never)).toMatchObject({ ok: false, code: "unreadable" });
    spy.mockRestore();
    expect(await handlers["identity.list"]({}, {} as never)).toMatchObject({ value: [{}] });
  });

  it("copies a key of an earlier version to the second place without anybody waiting", async () => {
    const first = await worker();
    const fingerprint = await make(first);
    await first.dropPlace("own-key");
    const { edition: _, twin: __, ...row } = (await first.database.secrets.get(fingerprint))!;
    await first.database.secrets.put(row);
    const next = await worker();
    await next.begin();
    await vi.waitFor(async () => expect(await next.readCopies()).toHaveLength(1));
    await vi.waitFor(async () => expect(await next.database.secrets.get(fingerprint)).toMatchObject({ twin: 0 }));
  });
});

describe("contacts that are missing when a worker starts", () => {
  const BOB = "bob@example.org";
  const bobs = generateKey("", BOB, Date.now() - 60_000);
  const meet = async (first: Worker) => {
    const { info } = await bobs;
    const { noteFoundKey } = await import("../contacts/note-found-key");
    const { pin } = await import("../contacts/decisions");
    const { verifyContact } = await import("../contacts/address-book");
    await noteFoundKey(BOB, info, { source: "wkd", host: "", dnssec: "none", chain: [] });
    await pin(BOB, info.fingerprint);
    await verifyContact(BOB, true);
    await (await import("../contacts/pin-tally")).keepTally();
    await first.database.contacts.clear();
    await first.database.pinTable.clear();
  };
  const state = async ({ overStore, begin }: Worker) => {
    const { getContact } = await import("../contacts/address-book");
    const handlers = overStore({ "contact.get": () => getContact(BOB) } as never, begin);
    return handlers["contact.get"]({ address: BOB }, {} as never);
  };

  it("are back before the first answer", async () => {
    await meet(await worker());
    const next = await worker();
    expect(await state(next)).toMatchObject({ value: { state: "verified", notice: { because: "brought-back" } } });
    expect(await next.keptKeys()).toMatchObject({ back: 1, gone: null });
    await next.putHintAway("told");
    expect(await next.keptKeys()).toMatchObject({ back: 0, gone: null });
    expect(await next.readHint()).toMatchObject({ people: (await next.database.pinEdition.get("edition"))!.edition });
  });

  it("are said to be gone while their second place cannot be read, and no longer once they are back", async () => {
    await meet(await worker());
    const next = await worker();
    const real = indexedDB.open.bind(indexedDB);
    const spy = vi.spyOn(indexedDB, "open").mockImplementation((...given) => {
      if (given[0] !== "cachet-people") return real(...given);
      const failed = { error: new DOMException("", "UnknownError") } as unknown as IDBOpenDBRequest;
      setTimeout(() => failed.onerror?.({ target: failed, preventDefault() {}, stopPropagation() {} } as never));
      return failed;
    });
    expect(await state(next)).toMatchObject({ code: "unknown" });
    expect(await next.keptKeys()).toMatchObject({ back: 0, gone: expect.any(Number) });
    spy.mockRestore();
    const after = await worker();
    expect(await state(after)).toMatchObject({ value: { state: "verified" } });
    expect(await after.keptKeys()).toMatchObject({ back: 1, gone: null });
  });
});

describe("the hint", () => {
  it("has the whole address only where content scripts cannot read it", async () => {
    browser.storage.local.setAccessLevel = async () => {};
    await make(await worker());
    expect(JSON.stringify([...browser.storage.local.items])).toContain("alice@example.org");
  });

  it.each<[string, unknown]>([
    ["no list", { keys: "x" }],
    ["an id that is none", { keys: [{ id: "<img>", address: "a@example.org" }] }],
    ["an address that is none", { keys: [{ id: "a".repeat(16), address: "call 0800 for your key" }] }],
    ["a long address", { keys: [{ id: "a".repeat(16), address: `${"a".repeat(300)}@example.org` }] }],
    ["nothing", null],
    ["other fields", { keys: [{ id: 5, address: {} }, null], renewed: "now", lost: {} }],
  ])("that somebody else wrote (%s) says nothing", async (_what, hint) => {
    await browser.storage.local.set({ "own-keys": hint });
    const { keptKeys } = await worker();
    expect(await keptKeys()).toEqual({ missing: [], renewed: null, lost: null, back: 0, gone: null });
  });
});
