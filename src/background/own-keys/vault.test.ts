import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { wrap } from "../store/wrapped";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const ALICE = { name: "Alice", address: "alice@example.org" };
const PASSPHRASE = "correct horse battery";

/** Every module as a worker just started has it: memory gone, storage there. */
async function worker() {
  vi.resetModules();
  const [identities, vault, backup, { database }] = await Promise.all([
    import("./identities"),
    import("./vault"),
    import("./export"),
    import("../store/database"),
  ]);
  const { openpgp } = await import("../../domain/pgp/openpgp");
  // Fewer iterations, for speed; domain/pgp/secret-key.test.ts checks the real number.
  openpgp.config.s2kIterationCountByte = 96;
  const row = async () => (await database.identities.toArray())[0]!;
  return { ...identities, ...vault, ...backup, database, row };
}

const must = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

beforeEach(async () => {
  browser.storage.session = storageArea();
  const { database } = await worker();
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe("a key this device opens by itself", () => {
  it("is open in every new worker and locking does not ask for what was never set", async () => {
    const first = await worker();
    expect(must(await first.createIdentity(ALICE))).toMatchObject({
      protection: "device",
      locked: false,
      backupAt: null,
    });
    const second = await worker();
    expect((await second.unlockedKey(await second.row()))?.isDecrypted()).toBe(true);
    expect(must(await second.lockIdentities())).toMatchObject([{ locked: false }]);
  });

  it("is not in the database as it is: the wrapping key is not extractable and the row is sealed", async () => {
    const { createIdentity, database, unlockedKey, row } = await worker();
    must(await createIdentity(ALICE));
    const { key } = (await database.wrapping.get("device"))!;
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
    const plain = Buffer.from((await unlockedKey(await row()))!.write()).toString("latin1");
    const [secret] = await database.secrets.toArray();
    expect(Buffer.from(secret!.sealed).toString("latin1")).not.toContain(plain.slice(10, 40));
  });

  it("does not open as another key: the row is bound to its fingerprint", async () => {
    const { createIdentity, database, openAtRest } = await worker();
    const { fingerprint } = must(await createIdentity(ALICE));
    const [secret] = await database.secrets.toArray();
    const other = "f".repeat(40);
    await database.secrets.put({ ...secret!, fingerprint: other });
    await expect(openAtRest(other, null)).rejects.toThrow();
    expect((await openAtRest(fingerprint, null)).ok).toBe(true);
  });
});

describe("a key under a passphrase", () => {
  it("stays open when the worker dies, closes with lock, and opens with the passphrase only", async () => {
    const first = await worker();
    must(await first.createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    const second = await worker();
    expect(await second.unlockedKey(await second.row())).not.toBeNull();

    expect(must(await second.lockIdentities())).toMatchObject([{ locked: true }]);
    expect(await second.unlockedKey(await second.row())).toBeNull();
    expect(browser.storage.session.items.size).toBe(0);
    const third = await worker();
    expect(await third.unlockedKey(await third.row())).toBeNull();

    expect(await third.unlockIdentity({ passphrase: "wrong" })).toEqual({ ok: false, code: "wrong-passphrase" });
    expect(must(await third.unlockIdentity({ passphrase: PASSPHRASE }))).toMatchObject([{ locked: false }]);
    const fourth = await worker();
    expect(await fourth.unlockedKey(await fourth.row())).not.toBeNull();
  });

  it("is locked in a new browser session", async () => {
    const { createIdentity } = await worker();
    must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    browser.storage.session = storageArea();
    const next = await worker();
    expect(must(await next.listIdentities())).toMatchObject([{ locked: true }]);
  });

  it("lies in storage.session only sealed", async () => {
    const { createIdentity, unlockedKey, row } = await worker();
    must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    const secret = Buffer.from((await unlockedKey(await row()))!.write());
    const stored = [...browser.storage.session.items.values()].flatMap((json) => JSON.parse(json) as string[]);
    expect(stored).toHaveLength(2);
    for (const text of stored) expect(Buffer.from(text, "base64").includes(secret.subarray(60, 90))).toBe(false);
  });

  it("does not come back when it was locked while it was being opened", async () => {
    const { createIdentity, unlock, lock, unlockedKey, row } = await worker();
    const { fingerprint } = must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    await lock();
    await Promise.all([unlock(fingerprint, PASSPHRASE), lock()]);
    expect(await unlockedKey(await row())).toBeNull();
  });

  it("is asked for again to change it, and the change may be repeated", async () => {
    const { createIdentity, protectIdentity, lockIdentities, unlockIdentity } = await worker();
    const { fingerprint } = must(await createIdentity(ALICE));
    const protect = (current: string | null, next: string | null) => protectIdentity({ fingerprint, current, next });
    expect(must(await protect(null, "one"))).toMatchObject({ protection: "passphrase", locked: false });
    expect(await protect(null, "two")).toEqual({ ok: false, code: "wrong-passphrase" });
    expect(await protect("wrong", "two")).toEqual({ ok: false, code: "wrong-passphrase" });
    expect((await protect("one", "two")).ok).toBe(true);
    expect((await protect("one", "two")).ok).toBe(true);
    await lockIdentities();
    expect(await unlockIdentity({ passphrase: "one" })).toEqual({ ok: false, code: "wrong-passphrase" });
    expect((await unlockIdentity({ passphrase: "two" })).ok).toBe(true);
    expect(must(await protect("two", null))).toMatchObject({ protection: "device", locked: false });
  });
});

describe("a key that an earlier version wrote", () => {
  const FEW = { s2kIterationCountByte: 95 };

  async function written(first: Awaited<ReturnType<typeof worker>>) {
    const { fingerprint } = must(await first.createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    const opened = must(await first.openAtRest(fingerprint, PASSPHRASE));
    const { openpgp } = await import("../../domain/pgp/openpgp");
    const old = await openpgp.encryptKey({ privateKey: opened, passphrase: PASSPHRASE, config: FEW });
    await first.database.secrets.put(await wrap(first.database, fingerprint, old.write()));
    await first.lock();
    const { isWeaklyProtected } = await import("../../domain/pgp/secret-key");
    const isWeak = async () => isWeaklyProtected(await first.readAtRest(fingerprint));
    expect(await isWeak()).toBe(true);
    return { fingerprint, isWeak };
  }

  it("is written anew when it is unlocked, once, under the same passphrase", async () => {
    const first = await worker();
    const { fingerprint, isWeak } = await written(first);
    expect((await first.unlock(fingerprint, "wrong")).ok).toBe(false);
    expect(await isWeak()).toBe(true);
    expect((await first.unlock(fingerprint, PASSPHRASE)).ok).toBe(true);
    expect(await isWeak()).toBe(false);
    const row = await first.database.secrets.get(fingerprint);
    await first.lock();
    expect((await first.unlock(fingerprint, PASSPHRASE)).ok).toBe(true);
    expect(await first.database.secrets.get(fingerprint)).toEqual(row);
    expect((await first.openAtRest(fingerprint, "wrong")).ok).toBe(false);
  });

  it("is opened all the same where it cannot be written", async () => {
    const first = await worker();
    const { fingerprint, isWeak } = await written(first);
    const full = vi.spyOn(first.database.secrets, "put").mockRejectedValue(new Error("QuotaExceededError"));
    expect((await first.unlock(fingerprint, PASSPHRASE)).ok).toBe(true);
    expect(full).toHaveBeenCalledOnce();
    full.mockRestore();
    expect(await isWeak()).toBe(true);
    expect(await first.unlockedKey(await first.row())).not.toBeNull();
  });

  it.each<[string, (first: Awaited<ReturnType<typeof worker>>, fingerprint: string) => Promise<unknown>]>([
    ["deleted", ({ database }, fingerprint) => database.secrets.delete(fingerprint)],
    [
      "given another passphrase",
      async ({ database }, fingerprint) => database.secrets.put(await wrap(database, fingerprint, new Uint8Array([1]))),
    ],
  ])("and %s meanwhile does not come back", async (_, meanwhile) => {
    const first = await worker();
    const { fingerprint } = await written(first);
    const { encrypt } = crypto.subtle;
    let after: unknown;
    const spy = vi.spyOn(crypto.subtle, "encrypt").mockImplementation(async (...args) => {
      // The first call is for the session's copy.
      if (spy.mock.calls.length === 2) {
        await meanwhile(first, fingerprint);
        after = await first.database.secrets.get(fingerprint);
      }
      return encrypt.apply(crypto.subtle, args);
    });
    await first.unlock(fingerprint, PASSPHRASE);
    expect(spy.mock.calls.length).toBeGreaterThan(1);
    spy.mockRestore();
    expect(await first.database.secrets.get(fingerprint)).toEqual(after);
  });
});

describe("own keys", () => {
  it("are made once: a repeated call finds the key it made, a later one is told", async () => {
    const { createIdentity, listIdentities } = await worker();
    const start = Date.now();
    const made = must(await createIdentity(ALICE, start));
    expect(must(await createIdentity(ALICE, start + 5_000))).toEqual(made);
    expect(await createIdentity({ ...ALICE, name: "Other" }, start)).toMatchObject({
      ok: false,
      code: "already-there",
    });
    expect(await createIdentity(ALICE, start + 3_600_000)).toMatchObject({ ok: false, code: "already-there" });
    expect(must(await listIdentities())).toHaveLength(1);
  });

  it("made twice at the same time are one", async () => {
    const { createIdentity, listIdentities } = await worker();
    const both = await Promise.all([createIdentity(ALICE), createIdentity(ALICE)]);
    expect(both.some((result) => result.ok)).toBe(true);
    expect(must(await listIdentities())).toHaveLength(1);
  });

  it("need an address, and a name cannot smuggle another one in", async () => {
    const { createIdentity } = await worker();
    expect(await createIdentity({ name: "A", address: "a@b@c" })).toEqual({ ok: false, code: "bad-address" });
    const made = must(await createIdentity({ name: "Alice <bank@example.org>\n", address: "alice@example.org" }));
    expect(made).toMatchObject({ name: "Alice bank@example.org", addresses: ["alice@example.org"] });
  });

  it("leave as certificate, secret key, revocation certificate and backup, and come back", async () => {
    const first = await worker();
    const { fingerprint } = must(await first.createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    const exported = async (what: "public" | "secret" | "revocation" | "backup", passphrase?: string) =>
      must(await first.exportIdentity({ fingerprint, what, passphrase, current: PASSPHRASE }));
    expect((await exported("public")).text).toContain("BEGIN PGP PUBLIC KEY BLOCK");
    expect((await exported("revocation")).fileName).toBe("alice@example.org-revocation.asc");
    const secret = await exported("secret", "for the road");
    const backup = await exported("backup");
    expect(backup.code).toMatch(/^(\d{4}-){8}\d{4}$/);
    expect(must(await first.listIdentities())[0]?.backupAt).not.toBeNull();

    expect(await first.importIdentity({ key: backup.text, passphrase: backup.code })).toMatchObject({
      code: "already-there",
    });
    must(await first.deleteIdentity({ fingerprint }));
    expect(await first.importIdentity({ key: secret.text })).toEqual({ ok: false, code: "needs-passphrase" });
    expect(must(await first.importIdentity({ key: secret.text, passphrase: "for the road" }))).toMatchObject({
      fingerprint,
      protection: "passphrase",
    });
    must(await first.deleteIdentity({ fingerprint }));
    expect(must(await first.importIdentity({ key: backup.text, passphrase: backup.code }))).toMatchObject({
      fingerprint,
      protection: "device",
    });
  });

  it.each<["secret" | "backup", string, string | null | undefined, boolean]>([
    ["secret", "open", undefined, false],
    ["secret", "open", null, false],
    ["secret", "open", "", false],
    ["secret", "open", "for the road", false],
    ["secret", "open", PASSPHRASE, true],
    ["backup", "open", undefined, false],
    ["backup", "open", "wrong", false],
    ["backup", "open", PASSPHRASE, true],
    ["secret", "locked", undefined, false],
    ["backup", "locked", "wrong", false],
    ["backup", "locked", PASSPHRASE, true],
  ])("leave as %s, while %s, for the passphrase they have alone: %s", async (what, state, current, leaves) => {
    const { createIdentity, exportIdentity, lockIdentities, listIdentities } = await worker();
    const { fingerprint } = must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    if (state === "locked") await lockIdentities();
    const answer = await exportIdentity({ fingerprint, what, passphrase: "for the road", current });
    if (leaves) expect(must(answer).text).toContain("-----BEGIN PGP");
    else expect(answer).toEqual({ ok: false, code: "wrong-passphrase" });
    const [own] = must(await listIdentities());
    expect(own!.backupAt !== null).toBe(leaves);
    expect(own!.locked).toBe(state === "locked");
  });

  it("leave without one where they have none, and a secret key takes the passphrase chosen for its file", async () => {
    const { createIdentity, exportIdentity } = await worker();
    const { fingerprint } = must(await createIdentity(ALICE));
    const { text } = must(
      await exportIdentity({ fingerprint, what: "secret", passphrase: "for the road", current: null }),
    );
    const { importKey } = await import("../../domain/pgp/secret-key");
    expect(await importKey(text, null, Date.now())).toEqual({ ok: false, code: "needs-passphrase" });
    expect((await importKey(text, "for the road", Date.now())).ok).toBe(true);
  });

  it("do not leave when there is no such key, and what is public leaves unasked", async () => {
    const { createIdentity, exportIdentity, deleteIdentity, lockIdentities } = await worker();
    const { fingerprint } = must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    await lockIdentities();
    expect((await exportIdentity({ fingerprint, what: "public" })).ok).toBe(true);
    expect((await exportIdentity({ fingerprint, what: "revocation" })).ok).toBe(true);
    const unknown = "0".repeat(40);
    expect(await exportIdentity({ fingerprint: unknown, what: "public" })).toEqual({ ok: false, code: "unknown" });
    expect(await exportIdentity({ fingerprint: unknown, what: "backup" })).toEqual({ ok: false, code: "unknown" });
    expect(await deleteIdentity({ fingerprint: unknown })).toEqual({ ok: false, code: "unknown" });
  });

  it("once deleted are gone from memory, session and database", async () => {
    const { createIdentity, deleteIdentity, unlockedKey, row, database, unlockIdentity } = await worker();
    const { fingerprint } = must(await createIdentity({ ...ALICE, passphrase: PASSPHRASE }));
    const before = await row();
    must(await deleteIdentity({ fingerprint }));
    expect(await unlockedKey(before)).toBeNull();
    expect(await database.secrets.count()).toBe(0);
    expect(browser.storage.session.items.size).toBe(0);
    expect(await unlockIdentity({ passphrase: PASSPHRASE })).toEqual({ ok: false, code: "no-identity" });
  });
});
