import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser({ storage: {} as Record<string, unknown> });

const ME = "alice@example.org";
const UNREADABLE = new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
const FULL = new DOMException("The disk is full.", "QuotaExceededError");

let disk: Map<string, IDBFactory>;
/** By bucket: the error with which every opening fails. */
let broken: Map<string, DOMException>;

const FIRST = "the first one";

function bucket(name: string): { indexedDB: IDBFactory } {
  const made = disk.get(name) ?? new IDBFactory();
  disk.set(name, made);
  const open: IDBFactory["open"] = (...given) => {
    const error = broken.get(name);
    if (error) throw error;
    return made.open(...given);
  };
  return { indexedDB: new Proxy(made, { get: (on, key) => (key === "open" ? open : Reflect.get(on, key).bind(on)) }) };
}

/** A freshly started worker with the present content of the disk. */
async function started() {
  vi.resetModules();
  const [{ goOn }, { begin, keepHint }, keys, { overStore }, { database }, hint] = await Promise.all([
    import("./go-on"),
    import("../frames/begin"),
    import("./identities"),
    import("../store/stored"),
    import("../store/database"),
    import("./hint"),
  ]);
  keepHint();
  const all = { "identity.list": keys.listIdentities, "store.goOn": goOn, "identity.create": keys.createIdentity };
  const served = overStore(all as never, begin) as unknown as Record<
    keyof typeof all,
    (request: object) => Promise<unknown>
  >;
  return { ask: (name: keyof typeof all, request: object = {}) => served[name](request), database, hint };
}

const there = { ok: true, value: [{ addresses: [ME] }] };
const unreadable = { ok: false, code: "unreadable" };
const elsewhere = (...addresses: string[]) => ({ ok: true, value: { addresses } });

beforeEach(async () => {
  disk = new Map();
  broken = new Map();
  for (const area of ["session", "local"]) browser.storage[area] = storageArea();
  vi.stubGlobal("navigator", {
    storageBuckets: {
      open: async (name: string) => bucket(name),
      keys: async () => [...disk.keys()].filter((name) => name !== FIRST),
      delete: async (name: string) => void disk.delete(name),
    },
  });
  vi.stubGlobal("indexedDB", bucket(FIRST).indexedDB);
  vi.spyOn(console, "warn").mockReturnValue();
  const { ask, database } = await started();
  await ask("identity.create", { name: "Alice", address: ME });
  database.close();
});

describe("a database that cannot be read", () => {
  it("is left behind when the user says so, and the key of the second place is used from then on", async () => {
    broken.set(FIRST, UNREADABLE);
    const { ask, database, hint } = await started();
    expect(await ask("identity.list")).toEqual(unreadable);
    expect(await ask("store.goOn", { sure: false })).toEqual(elsewhere(ME));
    expect(await ask("identity.list")).toEqual(unreadable);
    expect(await ask("store.goOn", { sure: true })).toEqual(elsewhere(ME));
    expect(await ask("identity.list")).toMatchObject(there);
    expect(await hint.keptKeys()).toMatchObject({ missing: [], renewed: expect.any(Number), lost: expect.any(Number) });
    database.close();
    // The abandoned database stays on the disk.
    expect(await disk.get(FIRST)!.databases()).not.toEqual([]);
    const next = await started();
    expect(await next.ask("identity.list")).toMatchObject(there);
    expect(await next.ask("store.goOn", { sure: true })).toEqual(elsewhere());
  });

  it("nor a second time, and of that one nothing is left", async () => {
    broken.set(FIRST, UNREADABLE);
    const { ask } = await started();
    await ask("store.goOn", { sure: true });
    await ask("identity.list");
    broken.set("database-1", UNREADABLE);
    const next = await started();
    expect(await next.ask("identity.list")).toEqual(unreadable);
    await next.ask("store.goOn", { sure: true });
    expect(await next.ask("identity.list")).toMatchObject(there);
    expect([...disk.keys()].sort()).toEqual(["database-2", "own-key", FIRST].sort());
  });

  it.each([
    ["on a full disk", () => void broken.set(FIRST, FULL)],
    ["whose second place holds nothing", () => void (broken.set(FIRST, UNREADABLE) && disk.delete("own-key"))],
    ["when it can be read", () => {}],
  ])("is not left behind %s", async (_when, happens) => {
    happens();
    const { ask } = await started();
    expect(await ask("store.goOn", { sure: true })).toEqual(elsewhere());
    expect([...disk.keys()].some((name) => name.startsWith("database-"))).toBe(false);
  });

  it("nor where the second place cannot be read either", async () => {
    broken.set(FIRST, UNREADABLE).set("own-key", UNREADABLE);
    const { ask } = await started();
    expect(await ask("store.goOn", { sure: true })).toEqual(unreadable);
    broken.clear();
    expect(await ask("identity.list")).toMatchObject(there);
  });

  it("is not mistaken for the one before where nobody can say which bucket counts", async () => {
    const failing = vi.spyOn(
      (navigator as unknown as { storageBuckets: object }).storageBuckets as { keys(): Promise<string[]> },
      "keys",
    );
    failing.mockRejectedValue(new DOMException("Unknown error occurred.", "UnknownError"));
    const { ask } = await started();
    expect(await ask("identity.list")).toEqual(unreadable);
    failing.mockRestore();
    expect(await ask("identity.list")).toMatchObject(there);
  });
});
