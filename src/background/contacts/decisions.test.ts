import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { armorCertificate, generateKey } from "../../domain/pgp/secret-key";
import { processorTime } from "../../domain/testing/processor-time";
import { database } from "../store/database";
import { deleteContact, getContact, importContacts, searchContacts, verifyContact } from "./address-book";
import { chooseKey, findSigners, noteSignedBy, pin, recordUse } from "./decisions";
import { noteFoundKey } from "./note-found-key";
import { recipientState, recipientStates, sealingKey, trustOf } from "./recipient-states";
import { contactsWritten } from "./search";
import { stranger } from "./trust-view";

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const DNS = { source: "dns", host: "dns.quad9.net", dnssec: "secure", chain: [] } as const;
const BOB = "bob@example.org";

const print = (letter: string): string => letter.repeat(40);
const key = (letter: string, part: Partial<CertificateInfo> = {}): CertificateInfo => ({
  fingerprint: print(letter),
  keyIds: [letter.repeat(16)],
  userIds: [`Bob <${BOB}>`],
  addresses: [BOB],
  createdAt: NOW - DAY,
  expiresAt: null,
  revoked: false,
  algorithm: "Ed25519",
  canEncrypt: true,
  aead: false,
  certificate: Uint8Array.of(letter.charCodeAt(0)),
  hasSecret: false,
  ...part,
});

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  contactsWritten();
});

describe("a recipient", () => {
  it("nobody knows has no key", async () => {
    expect(await recipientState(BOB, NOW)).toEqual({
      address: BOB,
      state: "none",
      key: null,
      rivals: [],
      vouched: [],
      notice: null,
      strong: null,
      outcomes: [],
    });
    expect(await sealingKey(BOB, NOW)).toBeNull();
  });

  it("whose key was found is new, with its source, until the first use pins it", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "new",
      key: { fingerprint: print("a"), status: "good", sources: [{ ...DNS, at: NOW }] },
    });
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(print("a"));
    expect(await database.contacts.count()).toBe(0);
    expect(await pin(BOB, print("a"))).toBe(true);
    expect(await getContact(BOB, NOW)).toMatchObject({ value: { state: "first-contact", name: "Bob" } });
  });

  it("is the same person in another spelling", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    expect((await recipientState("Bob@Example.ORG", NOW)).state).toBe("new");
  });

  it("whose key changes is held, and nothing is sealed until the user chooses", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await verifyContact(BOB, true, NOW);
    await noteFoundKey(BOB, key("b"), DNS, { now: NOW });
    const state = await recipientState(BOB, NOW);
    expect(state).toMatchObject({ state: "changed", key: null });
    expect(state.rivals.map((rival) => rival.fingerprint)).toEqual([print("a"), print("b")]);
    expect(await sealingKey(BOB, NOW)).toBeNull();

    expect(await chooseKey(BOB, print("b"), NOW)).toMatchObject({
      value: { state: "first-contact", key: { fingerprint: print("b") } },
    });
    expect(await getContact(BOB, NOW)).toMatchObject({ value: { verifiedAt: null } });
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
  });

  it("keeping the old key keeps its verification, and the rejected one stays quiet", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await verifyContact(BOB, true, NOW);
    await noteFoundKey(BOB, key("b"), DNS, { now: NOW });
    expect(await chooseKey(BOB, print("a"), NOW)).toMatchObject({ value: { state: "verified" } });
    await noteFoundKey(BOB, key("b"), DNS, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("verified");
  });

  it("with two keys and none used is a conflict", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await noteFoundKey(BOB, key("b"), { source: "wkd", host: "example.org", dnssec: "none", chain: [] }, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "conflict", key: null, rivals: [{}, {}] });
    expect(await sealingKey(BOB, NOW)).toBeNull();
    expect(await chooseKey(BOB, print("b"), NOW)).toMatchObject({ value: { state: "first-contact" } });
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(print("b"));
  });

  it("cannot be given a key nobody found", async () => {
    expect(await chooseKey(BOB, print("c"), NOW)).toEqual({ ok: false, code: "unknown" });
  });

  it("whose pinned key is revoked is held at once, and an older copy does not undo it", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await noteFoundKey(BOB, key("a", { revoked: true, canEncrypt: false }), DNS, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("revoked");
    await noteFoundKey(BOB, key("a"), { source: "wkd", host: "example.org", dnssec: "none", chain: [] }, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "revoked", key: { status: "revoked" } });
    expect(await sealingKey(BOB, NOW)).toBeNull();
  });

  it("whose key runs out is expired until a renewed copy comes", async () => {
    await noteFoundKey(BOB, key("a", { expiresAt: NOW + DAY }), DNS, { now: NOW });
    await pin(BOB, print("a"));
    const later = NOW + 2 * DAY;
    expect((await recipientState(BOB, later)).state).toBe("expired");
    expect(await sealingKey(BOB, later)).toBeNull();
    await noteFoundKey(BOB, key("a", { expiresAt: NOW + 400 * DAY }), DNS, { now: later });
    expect((await recipientState(BOB, later)).state).toBe("first-contact");
  });

  it("gets no unusable key from a directory", async () => {
    expect(await noteFoundKey(BOB, key("a", { canEncrypt: false }), DNS, { now: NOW })).toBe("unusable");
    expect(await noteFoundKey(BOB, key("b", { expiresAt: NOW - 1 }), DNS, { now: NOW })).toBe("unusable");
    expect(await database.keys.count()).toBe(0);
  });

  it("an unusable other key does not hold the pinned one", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await noteFoundKey(BOB, key("b", { revoked: true, canEncrypt: false }), DNS, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
  });

  it("becomes known after eight days of sealed mail", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    for (let day = 0; day < 7; day++) await recordUse(BOB, "sealed", NOW + day * DAY);
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
    await recordUse(BOB, "sealed", NOW + 7 * DAY);
    expect((await recipientState(BOB, NOW)).state).toBe("known");
    expect(await getContact(BOB, NOW)).toMatchObject({ value: { firstUsedAt: NOW, lastUsedAt: NOW + 7 * DAY } });
  });

  it("who is the user is own, with the own key", async () => {
    await database.identities.put({
      fingerprint: print("f"),
      name: "Me",
      addresses: ["me@example.org"],
      certificate: Uint8Array.of(1),
      keyIds: ["f".repeat(16)],
      createdAt: NOW,
      expiresAt: null,
      algorithm: "Ed25519",
      protection: "device",
      revocation: "",
      backupAt: null,
    });
    expect(await recipientState("ME@example.org", NOW)).toMatchObject({
      state: "own",
      key: { fingerprint: print("f") },
    });
    expect((await sealingKey("me@example.org", NOW))?.fingerprint).toBe(print("f"));
    expect((await findSigners(["f".repeat(16)])).map((row) => row.fingerprint)).toEqual([print("f")]);
    expect((await trustOf("me@example.org", print("f"), NOW)).state).toBe("own");
    expect((await trustOf("me@example.org", print("a"), NOW)).state).toBe("changed");
  });

  it("is answered in the order asked, duplicates included", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    const states = await recipientStates(["x@example.org", BOB, "x@example.org"], NOW);
    expect(states.map((state) => [state.address, state.state])).toEqual([
      ["x@example.org", "none"],
      [BOB, "new"],
      ["x@example.org", "none"],
    ]);
  });
});

describe("pinning", () => {
  it("never replaces a pinned key", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    expect(await pin(BOB, print("b"))).toBe(false);
    expect(await pin(BOB, print("a"))).toBe(true);
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(print("a"));
  });
});

describe("a signer", () => {
  it("is found by any key id, once", async () => {
    await noteFoundKey(BOB, key("a", { keyIds: ["1".repeat(16), "2".repeat(16)] }), DNS, { now: NOW });
    expect(await findSigners(["1".repeat(16), "2".repeat(16)])).toHaveLength(1);
    expect(await findSigners(["3".repeat(16)])).toEqual([]);
  });

  it("is judged by the pinned key, even while a rival is held", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    expect(await trustOf(BOB, print("a"), NOW)).toEqual({ state: "new", verifiedAt: null, pinned: null, speaks: true });
    expect(await trustOf(BOB, print("b"), NOW)).toMatchObject({ state: "changed", speaks: false });
    await pin(BOB, print("a"));
    await verifyContact(BOB, true, NOW);
    await noteFoundKey(BOB, key("b"), DNS, { now: NOW });
    expect(await trustOf(BOB, print("a"), NOW)).toEqual({
      state: "verified",
      verifiedAt: NOW,
      pinned: print("a"),
      speaks: true,
    });
    expect(await trustOf(BOB, print("b"), NOW)).toEqual({
      state: "changed",
      verifiedAt: null,
      pinned: print("a"),
      speaks: true,
    });
  });

  it("pins the only key known for the address: reading is a first use", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await noteSignedBy(BOB, print("a"), NOW);
    expect(await trustOf(BOB, print("a"), NOW)).toMatchObject({ state: "first-contact", pinned: print("a") });
    expect((await database.contacts.get(BOB))?.signedDays).toEqual(["2026-11-22"]);
  });

  it("pins nothing among rivals, and no key that was never found for the address", async () => {
    await noteSignedBy(BOB, print("a"), NOW);
    expect(await database.contacts.count()).toBe(0);
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await noteFoundKey(BOB, key("b"), { ...DNS, source: "wkd" }, { now: NOW });
    await noteSignedBy(BOB, print("a"), NOW);
    expect(await trustOf(BOB, print("a"), NOW)).toMatchObject({ state: "conflict", pinned: null });
  });

  it("adds the day of the mail, told once, and none of the future or from before the history", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    for (const [now, sent] of [
      [NOW, NOW - 90 * DAY],
      [NOW + 9 * DAY, NOW + 3 * DAY],
      [NOW + 9 * DAY, NOW + 2 * DAY],
      [NOW + 12 * DAY, NOW + 3 * DAY],
      [NOW + 12 * DAY, NOW + 400 * DAY],
    ] as const)
      await noteSignedBy(BOB, print("a"), now, sent);
    const days = ["2026-11-22", "2026-11-24", "2026-11-25", "2026-12-04"];
    expect((await database.contacts.get(BOB))?.signedDays).toEqual(days);
    expect((await database.events.toArray()).filter(({ kind }) => kind === "signed-day")).toHaveLength(days.length);
  });

  it("adds to the history only with the pinned key", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await noteSignedBy(BOB, print("b"), NOW - DAY);
    await noteSignedBy(BOB, print("a"), NOW);
    await noteSignedBy(BOB, print("a"), NOW + 1);
    expect((await database.contacts.get(BOB))?.signedDays).toEqual(["2026-11-22"]);
  });
});

describe("an import by hand", () => {
  it("pins when nothing is pinned, for each address of the key", async () => {
    const own = await generateKey("Bob", BOB, NOW);
    const armored = await armorCertificate(own.info.certificate);
    const answer = await importContacts(armored, NOW + 1000);
    expect(answer).toMatchObject({
      ok: true,
      value: { changed: [], contacts: [{ address: BOB, state: "first-contact", name: "Bob" }] },
    });
    expect((await sealingKey(BOB, NOW + 1000))?.fingerprint).toBe(own.info.fingerprint);
    expect((await recipientState(BOB, NOW + 1000)).key?.sources).toMatchObject([{ source: "import" }]);
  });

  it("is held where another key is pinned", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    const own = await generateKey("Bob", BOB, NOW);
    expect(await importContacts(own.info.certificate, NOW + 1000)).toMatchObject({
      ok: true,
      value: { changed: [BOB] },
    });
    expect((await recipientState(BOB, NOW + 1000)).state).toBe("changed");
  });

  it("says why nothing came of it", async () => {
    expect(await importContacts("hello", NOW)).toEqual({ ok: false, code: "not-a-key" });
    expect(await importContacts(new Uint8Array(), NOW)).toEqual({ ok: false, code: "not-a-key" });
    const own = await generateKey("Bob", BOB, NOW);
    expect(await importContacts(own.info.certificate, NOW + 4000 * DAY)).toEqual({ ok: false, code: "expired" });
    expect(await database.contacts.count()).toBe(0);
  });
});

describe("contacts", () => {
  it("verification needs a pinned key and can be taken back", async () => {
    expect(await verifyContact(BOB, true, NOW)).toEqual({ ok: false, code: "unknown" });
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    expect(await verifyContact(BOB, true, NOW)).toMatchObject({ value: { state: "verified", verifiedAt: NOW } });
    expect(await verifyContact(BOB, false, NOW)).toMatchObject({ value: { state: "first-contact", verifiedAt: null } });
  });

  it("deleting leaves nothing of the address, but a key another address shares", async () => {
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await noteFoundKey(BOB, key("b"), DNS, { now: NOW });
    await noteFoundKey("robert@example.org", key("b"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    await deleteContact(BOB);
    expect(await getContact(BOB, NOW)).toEqual({ ok: false, code: "unknown" });
    expect((await recipientState(BOB, NOW)).state).toBe("none");
    expect((await database.keys.toArray()).map((row) => row.fingerprint)).toEqual([print("b")]);
  });
});

describe("search", () => {
  const FIRST = ["Ana", "Bilal", "Chloé", "Dmitri", "Eve", "Farid", "Grace", "Hiro", "Inès", "Jürgen"];
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...stranger(`person${i}@example.org`),
      name: `${FIRST[i % 10]} Number${i}`,
      lastUsedAt: i % 100 === 0 ? NOW + i : null,
    }));
  const addresses = async (query: string, offset = 0, limit = 50) => {
    const answer = await searchContacts(query, offset, limit, NOW);
    return answer.ok ? { total: answer.value.total, items: answer.value.items.map((item) => item.address) } : null;
  };

  it("finds every word in name or address, without regard to accents, case or order", async () => {
    await database.contacts.bulkPut(many(20));
    expect((await addresses("chloe"))?.items).toEqual(["person12@example.org", "person2@example.org"]);
    expect((await addresses("NUMBER12 Chlo"))?.items).toEqual(["person12@example.org"]);
    expect((await addresses("person7@"))?.items).toEqual(["person7@example.org"]);
    expect(await addresses("nobody")).toEqual({ total: 0, items: [] });
  });

  it("lists the last used first, then by name, in pages that fit together", async () => {
    await database.contacts.bulkPut(many(250));
    const all = (await addresses("", 0, 200))!;
    expect(all.total).toBe(250);
    expect(all.items.slice(0, 3)).toEqual(["person200@example.org", "person100@example.org", "person0@example.org"]);
    const rest = (await addresses("", 200, 200))!;
    expect(new Set([...all.items, ...rest.items]).size).toBe(250);
  });

  it("sees a contact as soon as it is pinned, and no longer once deleted", async () => {
    expect((await addresses("bob"))?.total).toBe(0);
    await noteFoundKey(BOB, key("a"), DNS, { now: NOW });
    await pin(BOB, print("a"));
    expect((await addresses("bob"))?.items).toEqual([BOB]);
    await deleteContact(BOB);
    expect((await addresses("bob"))?.total).toBe(0);
  });

  it("answers a keystroke among 10,000 at once, after the first read", async () => {
    await database.contacts.bulkPut(many(10_000));
    await addresses("");
    const started = processorTime();
    const answer = await addresses("number99", 0, 20);
    const took = processorTime() - started;
    expect(answer?.total).toBe(111);
    expect(took).toBeLessThan(500);
  });
});
