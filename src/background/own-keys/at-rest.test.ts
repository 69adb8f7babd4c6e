import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { database, type IdentityRow } from "../store/database";
import { dropPlace, inPlace } from "../store/places";
import { unwrap } from "../store/wrapped";
import { addOwnKey, changeOwnKey, deleteOwnKey, openCopy, readCopies } from "./at-rest";
import { bringIntoStep } from "./two-places";

vi.mock("../../platform/browser");

const PRINT = "a".repeat(40);
const OTHER = "b".repeat(40);
const OLD = new TextEncoder().encode("opens without a passphrase");
const NEW = new TextEncoder().encode("opens with a passphrase only");

const identity = (fingerprint: string, change: Partial<IdentityRow> = {}): IdentityRow => ({
  fingerprint,
  name: "Alice",
  addresses: ["alice@example.org"],
  certificate: new Uint8Array([1]),
  keyIds: [],
  createdAt: 1,
  expiresAt: null,
  algorithm: "Ed25519",
  protection: "device",
  revocation: "",
  backupAt: null,
  ...change,
});

const add = (fingerprint = PRINT) => addOwnKey(identity(fingerprint), OLD, () => false);
const lock = () => changeOwnKey(PRINT, { atRest: NEW, identity: { protection: "passphrase" } });

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const here = async (fingerprint = PRINT) => {
  const row = await database.secrets.get(fingerprint);
  return row && (await database.identities.get(fingerprint)) ? text(await unwrap(database, row)) : null;
};
const there = async (fingerprint = PRINT) => {
  const copy = (await readCopies()).find((one) => one.fingerprint === fingerprint);
  return copy?.identity ? text(await openCopy(copy)) : null;
};
const both = async () => [await here(), await there()];

/** Simulates a killed worker: from the nth write on, requests to stores have no effect. */
class Killed extends Error {}
function killAt(write: number): { spy: { mockRestore(): void }; reached: () => boolean } {
  let writes = 0;
  const real = {
    put: IDBObjectStore.prototype.put,
    add: IDBObjectStore.prototype.add,
    delete: IDBObjectStore.prototype.delete,
  };
  const dies = (kind: keyof typeof real) =>
    function (this: IDBObjectStore, ...given: never[]) {
      if (++writes >= write) throw new Killed("the worker is dead");
      return (real[kind] as (...all: never[]) => IDBRequest).apply(this, given);
    };
  for (const kind of ["put", "add", "delete"] as const) IDBObjectStore.prototype[kind] = dies(kind) as never;
  return {
    spy: { mockRestore: () => void Object.assign(IDBObjectStore.prototype, real) },
    reached: () => writes >= write,
  };
}

/** Makes the next `times` openings of the second place fail with this error. */
function placeFails(name: string, times = Number.POSITIVE_INFINITY): { mockRestore(): void } {
  const real = indexedDB.open.bind(indexedDB);
  return vi.spyOn(indexedDB, "open").mockImplementation((...given) => {
    if (given[0] !== "cachet-own-key" || times-- <= 0) return real(...given);
    const failed = { error: new DOMException("", name) } as unknown as IDBOpenDBRequest;
    setTimeout(() => failed.onerror?.({ target: failed, preventDefault() {}, stopPropagation() {} } as never));
    return failed;
  });
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await dropPlace("own-key");
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

describe("an own key", () => {
  it("lies in two places, each under a wrapping key of its own that nobody gets", async () => {
    await add();
    expect(await both()).toEqual([text(OLD), text(OLD)]);
    const [mine, other] = await Promise.all([
      database.wrapping.get("device"),
      inPlace("own-key", (place) => place.wrapping.get("device")),
    ]);
    expect([mine?.key.extractable, other?.key.extractable]).toEqual([false, false]);
    const [copy] = await readCopies();
    await expect(unwrap(database, copy!)).rejects.toThrow();
    expect(await database.secrets.get(PRINT)).toMatchObject({ edition: 1, twin: 1 });
  });

  it("is changed in both: after a lock is set, changed or removed no copy opens by the old way", async () => {
    await add();
    expect(await lock()).toBe(true);
    expect(await both()).toEqual([text(NEW), text(NEW)]);
    expect((await readCopies())[0]?.identity?.protection).toBe("passphrase");
    await changeOwnKey(PRINT, { atRest: OLD, identity: { protection: "device" } });
    expect(await both()).toEqual([text(OLD), text(OLD)]);
  });

  it("is erased from both, and with the last one the place itself", async () => {
    await add();
    await add(OTHER);
    expect(await deleteOwnKey(PRINT)).toBe(true);
    expect([await both(), await here(OTHER), await there(OTHER)]).toEqual([[null, null], text(OLD), text(OLD)]);
    await deleteOwnKey(OTHER);
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain("cachet-own-key");
    expect(await deleteOwnKey(OTHER)).toBe(false);
  });

  it("keeps its old lock everywhere when the second place has no room", async () => {
    await add();
    const spy = placeFails("QuotaExceededError");
    await expect(lock()).rejects.toThrow();
    spy.mockRestore();
    expect(await both()).toEqual([text(OLD), text(OLD)]);
    expect(await database.identities.get(PRINT)).toMatchObject({ protection: "device" });
  });

  it("does not leave the old lock in a second place that cannot be used: that is made anew", async () => {
    await add();
    await add(OTHER);
    // Reading it and writing over it, each tried four times.
    const spy = placeFails("UnknownError", 8);
    expect(await lock()).toBe(true);
    spy.mockRestore();
    expect(await both()).toEqual([text(NEW), text(NEW)]);
    await bringIntoStep();
    expect(await there(OTHER)).toBe(text(OLD));
  });

  it("is added also where the second place fails, and is copied there at the next start", async () => {
    const spy = placeFails("UnknownError");
    expect(await add()).toBe(true);
    spy.mockRestore();
    expect(await database.secrets.get(PRINT)).toMatchObject({ twin: null });
    expect(await bringIntoStep()).toEqual({ broughtBack: [], renewed: [PRINT] });
    expect(await both()).toEqual([text(OLD), text(OLD)]);
  });
});

describe("a worker killed at any write", () => {
  const acts: [string, () => Promise<unknown>, ReadonlySet<string | null>][] = [
    ["adding a key", () => add(), new Set([null, text(OLD)])],
    ["setting a lock", () => lock(), new Set([text(OLD), text(NEW)])],
    ["deleting", () => deleteOwnKey(PRINT), new Set([null, text(OLD)])],
  ];
  it.each(acts)("%s: the next one has the key before or after, the same in both places", async (what, act, allowed) => {
    for (let write = 1; ; write++) {
      await Promise.all(database.tables.map((table) => table.clear()));
      await dropPlace("own-key");
      if (what !== "adding a key") await add();
      const kill = killAt(write);
      await act().catch(() => {});
      kill.spy.mockRestore();
      await bringIntoStep();
      const [mine, copy] = await both();
      expect(copy).toBe(mine);
      expect(allowed).toContain(mine);
      expect(await database.secrets.get(PRINT)).toEqual(mine === null ? undefined : expect.objectContaining({}));
      if (!kill.reached()) {
        expect(write).toBeGreaterThan(2);
        break;
      }
    }
  });
});

describe("what one place lost", () => {
  const damages: [string, () => Promise<unknown>][] = [
    ["all tables", () => Promise.all(database.tables.map((table) => table.clear()))],
    ["the identity", () => database.identities.clear()],
    ["the secret", () => database.secrets.clear()],
    ["the wrapping key", () => database.wrapping.clear()],
    ["octets of the secret", () => database.secrets.update(PRINT, { sealed: new Uint8Array(40) })],
  ];
  it.each(damages)("%s of the database comes back from the second", async (_what, damage) => {
    await add();
    await lock();
    await damage();
    expect(await bringIntoStep()).toEqual({ broughtBack: [PRINT], renewed: [] });
    expect(await both()).toEqual([text(NEW), text(NEW)]);
    expect(await bringIntoStep()).toEqual({ broughtBack: [], renewed: [] });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["the whole place", () => dropPlace("own-key")],
    ["the row", () => inPlace("own-key", (place) => place.keys.clear())],
    ["the wrapping key", () => inPlace("own-key", (place) => place.wrapping.clear())],
  ])("%s of the second is renewed from the database", async (_what, damage) => {
    await add();
    await damage();
    expect(await bringIntoStep()).toEqual({ broughtBack: [], renewed: [PRINT] });
    expect(await both()).toEqual([text(OLD), text(OLD)]);
  });

  it("a row of the database that went back in time takes over the newer lock", async () => {
    await add();
    const before = await database.secrets.get(PRINT);
    await lock();
    await database.secrets.put(before!);
    await database.identities.update(PRINT, { protection: "device" });
    await bringIntoStep();
    expect(await both()).toEqual([text(NEW), text(NEW)]);
    expect(await database.identities.get(PRINT)).toMatchObject({ protection: "passphrase" });
  });

  it("damaged in both stays as it lies", async () => {
    await add();
    await database.wrapping.clear();
    await inPlace("own-key", (place) => place.wrapping.clear());
    expect(await bringIntoStep()).toEqual({ broughtBack: [], renewed: [] });
    expect(await database.identities.count()).toBe(1);
  });

  it("a place that cannot be read is no place that is empty", async () => {
    await add();
    const spy = placeFails("UnknownError");
    await expect(bringIntoStep()).rejects.toThrow();
    spy.mockRestore();
    expect(await both()).toEqual([text(OLD), text(OLD)]);
  });
});
