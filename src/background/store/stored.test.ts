import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ok } from "../../domain/result";
import type { Handlers } from "../../messages/serve";
import { database } from "./database";
import { overStore } from "./stored";

vi.mock("../../platform/browser");

const unknown = () => new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");

/** Makes opening a database fail as on a full disk, until `mend`. */
function openingFails(): { mend(): void } {
  const spy = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    const failed = { error: unknown() } as unknown as IDBOpenDBRequest;
    setTimeout(() => failed.onerror?.({ target: failed, preventDefault() {}, stopPropagation() {} } as never));
    return failed;
  });
  return { mend: () => spy.mockRestore() };
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const count = async () => ok(await database.identities.count());
const served = (handler: () => Promise<unknown>) => overStore({ "identity.list": handler } as unknown as Handlers);
const ask = (handler: () => Promise<unknown>) => served(handler)["identity.list"]({}, {} as never);
const room = (quota: number, usage: number) =>
  vi.stubGlobal("navigator", { storage: { estimate: async () => ({ quota, usage }) } });

describe("calls over a database that fails", () => {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    database.close({ disableAutoOpen: false });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("are told that it cannot be read, and work as soon as it can be again", async () => {
    const disk = openingFails();
    expect(await ask(count)).toMatchObject({ ok: false, code: "unreadable" });
    disk.mend();
    expect(await ask(count)).toMatchObject({ ok: true });
  });

  it("are told that the disk is full where it has no room left, whatever the error is called", async () => {
    const disk = openingFails();
    room(690_207, 690_207);
    expect(await ask(count)).toMatchObject({ ok: false, code: "full" });
    room(64_000_000, 690_207);
    expect(await ask(count)).toMatchObject({ ok: false, code: "unreadable" });
    disk.mend();
  });

  it("heal also where a service swallowed the failure", async () => {
    const disk = openingFails();
    await database.identities.count().catch(() => {});
    disk.mend();
    await sleep(1);
    expect(await database.identities.count()).toBe(0);
  });

  it("get a new handle when theirs has been closed under them, all of them together", async () => {
    await database.open();
    database.close({ disableAutoOpen: true });
    const answers = await Promise.all([ask(count), ask(count), ask(count)]);
    expect(answers).toEqual([ok(0), ok(0), ok(0)]);
  });

  it("are not repeated on a full disk whose handle is sound, nor after a bug", async () => {
    await database.open();
    const full = vi.fn().mockRejectedValue(new DOMException("", "QuotaExceededError"));
    expect(await ask(full)).toMatchObject({ code: "full" });
    expect(full).toHaveBeenCalledTimes(1);
    const bug = vi.fn().mockRejectedValue(new TypeError("x"));
    await expect(ask(bug)).rejects.toThrow("x");
    expect(bug).toHaveBeenCalledTimes(1);
  });
});
