import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CertificateInfo, certificateForAddress } from "../../domain/pgp/certificate";
import { directoryKeys } from "../../domain/pgp/directory-keys";
import { openpgp } from "../../domain/pgp/openpgp";
import { database } from "../store/database";
import { getContact, verifyContact } from "./address-book";
import { chooseKey, dismissNotice, pin, recordUse, rejectKey } from "./decisions";
import { historyOf } from "./events";
import { renewKey } from "./found-keys";
import { noteFoundKey } from "./note-found-key";
import { recipientState, sealingKey, trustOf } from "./recipient-states";
import { contactsWritten } from "./search";

const DAY = 86_400_000;
const MADE = Date.UTC(2026, 0, 1);
const NOW = MADE + 200 * DAY;
const BOB = "bob@example.org";
const PROVEN = { source: "dns", host: "dns.quad9.net", dnssec: "secure", chain: [] } as const;
const WKD = { source: "wkd", host: "example.org", dnssec: "none", chain: [] } as const;
const HKP = { source: "candidate", host: "keys.example", dnssec: "none", chain: [] } as const;

const make = (days = 1000) =>
  openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: "Bob", email: BOB }],
    date: new Date(MADE),
    keyExpirationTime: days * 86_400,
    format: "object",
  });

async function infoOf(key: openpgp.Key): Promise<CertificateInfo> {
  const read = await certificateForAddress(key.write(), BOB, NOW);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

let old: CertificateInfo;
let renewed: CertificateInfo;
let revoked: CertificateInfo;
let next: CertificateInfo;
let vouched: CertificateInfo;
let third: CertificateInfo;

beforeAll(async () => {
  const [first, second, other] = await Promise.all([make(), make(), make()]);
  const again = await openpgp.reformatKey({
    privateKey: first!.privateKey,
    userIDs: [{ name: "Bob", email: BOB }],
    keyExpirationTime: 2000 * 86_400,
    date: new Date(MADE + DAY),
    format: "object",
  });
  const { publicKey } = await openpgp.revokeKey({
    key: first!.publicKey,
    revocationCertificate: first!.revocationCertificate,
    format: "object",
  });
  [old, renewed, revoked, next, third] = (await Promise.all(
    [first!.publicKey, again.publicKey, publicKey, second!.publicKey, other!.publicKey].map(infoOf),
  )) as [CertificateInfo, CertificateInfo, CertificateInfo, CertificateInfo, CertificateInfo];
  vouched = await infoOf(await second!.publicKey.signAllUsers([first!.privateKey], new Date(MADE + 100 * DAY)));
});

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  contactsWritten();
});

async function known(): Promise<void> {
  await noteFoundKey(BOB, old, WKD, { now: NOW - DAY });
  await pin(BOB, old.fingerprint, NOW - DAY);
}

const history = async () => {
  const answer = await historyOf(BOB);
  return answer.ok ? answer.value.map(({ kind, fingerprint, detail }) => [kind, fingerprint, detail]) : [];
};

describe("a new key for a contact", () => {
  it("that the domain proves is taken, said until dismissed, and told in the history", async () => {
    await known();
    await noteFoundKey(BOB, next, PROVEN, { now: NOW });
    const notice = { kind: "replaced", from: old.fingerprint, to: next.fingerprint, at: NOW, because: "published" };
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "first-contact",
      key: { fingerprint: next.fingerprint },
      notice,
    });
    expect(await getContact(BOB, NOW)).toMatchObject({ value: { notice } });
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(next.fingerprint);
    expect(await history()).toEqual([
      ["replaced", next.fingerprint, "published"],
      ["found", next.fingerprint, "dns"],
      ["pinned", old.fingerprint, undefined],
      ["found", old.fingerprint, "wkd"],
    ]);
    await dismissNotice(BOB, NOW);
    expect((await recipientState(BOB, NOW)).notice).toBeNull();
  });

  it("does not come back to the old one, whose signatures are not held against anybody", async () => {
    await known();
    await noteFoundKey(BOB, next, PROVEN, { now: NOW });
    await noteFoundKey(BOB, old, WKD, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
    expect((await trustOf(BOB, old.fingerprint, NOW)).state).toBe("first-contact");
    expect((await trustOf(BOB, third.fingerprint, NOW)).state).toBe("changed");
  });

  it("published beside the old one changes nothing", async () => {
    await known();
    await noteFoundKey(BOB, next, PROVEN, { now: NOW, alongside: [old.fingerprint] });
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "first-contact",
      key: { fingerprint: old.fingerprint },
    });
  });

  it("that the old one certifies is taken silently, with its history", async () => {
    await known();
    for (let day = 1; day <= 8; day++) await recordUse(BOB, "sealed", NOW - day * DAY);
    await noteFoundKey(BOB, vouched, WKD, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "known",
      key: { fingerprint: next.fingerprint },
      notice: null,
    });
    expect((await history())[0]).toEqual(["replaced", next.fingerprint, "cross-signed"]);
  });

  it("in any other place is held", async () => {
    await known();
    await noteFoundKey(BOB, next, WKD, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "changed", vouched: [] });
    expect(await sealingKey(BOB, NOW)).toBeNull();
    expect((await history())[0]).toEqual(["changed", next.fingerprint, undefined]);
  });

  it("of a contact once verified is held whatever speaks for it, and the old key's word is shown", async () => {
    await known();
    await verifyContact(BOB, true, NOW);
    await verifyContact(BOB, false, NOW);
    await noteFoundKey(BOB, vouched, PROVEN, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "changed", vouched: [next.fingerprint] });
    expect((await chooseKey(BOB, next.fingerprint, NOW)).ok).toBe(true);
    expect((await history()).slice(0, 2)).toEqual([
      ["chosen", next.fingerprint, undefined],
      ["rejected", old.fingerprint, undefined],
    ]);
  });

  it("certified by an old key that was revoked is not taken", async () => {
    await known();
    await noteFoundKey(BOB, revoked, WKD, { now: NOW });
    await noteFoundKey(BOB, vouched, WKD, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("changed");
  });

  it("turned down leaves the old one in use, and stays turned down", async () => {
    await known();
    await noteFoundKey(BOB, next, WKD, { now: NOW });
    expect(await rejectKey(BOB, next.fingerprint, NOW)).toMatchObject({ value: { state: "first-contact" } });
    await noteFoundKey(BOB, next, PROVEN, { now: NOW });
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(old.fingerprint);
    expect(await rejectKey(BOB, old.fingerprint, NOW)).toEqual({ ok: false, code: "unknown" });
  });
});

describe("a key that only an unverifying server has", () => {
  it("is offered and not sealed to until the user chooses it", async () => {
    await noteFoundKey(BOB, old, HKP, { now: NOW });
    await noteFoundKey(BOB, next, HKP, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "candidate", key: null, rivals: [{}, {}] });
    expect(await sealingKey(BOB, NOW)).toBeNull();
    expect(await chooseKey(BOB, next.fingerprint, NOW)).toMatchObject({ value: { state: "first-contact" } });
    expect((await sealingKey(BOB, NOW))?.fingerprint).toBe(next.fingerprint);
  });

  it("neither disturbs a better-sourced one nor is believed beside it", async () => {
    await noteFoundKey(BOB, old, WKD, { now: NOW });
    await noteFoundKey(BOB, next, HKP, { now: NOW });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "new", key: { fingerprint: old.fingerprint } });
    expect((await trustOf(BOB, next.fingerprint, NOW)).state).toBe("changed");
    await pin(BOB, old.fingerprint, NOW);
    await noteFoundKey(BOB, third, HKP, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
  });
});

describe("copies of one key", () => {
  it("are merged, whichever comes last", async () => {
    await known();
    await noteFoundKey(BOB, renewed, PROVEN, { now: NOW });
    await noteFoundKey(BOB, old, WKD, { now: NOW });
    expect((await recipientState(BOB, NOW)).key?.expiresAt).toBe(renewed.expiresAt);
    await noteFoundKey(BOB, revoked, WKD, { now: NOW });
    await noteFoundKey(BOB, renewed, PROVEN, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("revoked");
    expect((await history()).filter(([kind]) => kind === "revoked")).toHaveLength(1);
  });

  it("from a server asked by fingerprint bring a revocation, and never a key of their own", async () => {
    await known();
    await renewKey(next, NOW);
    expect(await database.keys.get(next.fingerprint)).toBeUndefined();
    const fetched = await directoryKeys(revoked.certificate, { address: null, fingerprint: old.fingerprint });
    await renewKey(fetched.ok ? fetched.value[0]! : next, NOW);
    expect((await recipientState(BOB, NOW)).state).toBe("revoked");
    expect((await history())[0]).toEqual(["revoked", old.fingerprint, undefined]);
  });

  it("that come without user IDs keep those known here", async () => {
    await known();
    const bare = await openpgp.readKey({ binaryKey: revoked.certificate });
    bare.users = [];
    const read = await directoryKeys(bare.write(), { address: null, fingerprint: old.fingerprint });
    expect(read.ok).toBe(true);
    if (read.ok) await renewKey(read.value[0]!, NOW);
    expect(await database.keys.get(old.fingerprint)).toMatchObject({ revoked: true, userIds: [`Bob <${BOB}>`] });
  });

  it("without user IDs and without news leave the key as it was", async () => {
    await known();
    const bare = await openpgp.readKey({ binaryKey: old.certificate });
    bare.users = [];
    const read = await directoryKeys(bare.write(), { address: null, fingerprint: old.fingerprint });
    if (read.ok) await renewKey(read.value[0]!, NOW);
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
  });

  it("that arrive at the same moment lose nothing", async () => {
    await known();
    await Promise.all([renewed, revoked, old].map((info) => noteFoundKey(BOB, info, WKD, { now: NOW })));
    const row = await database.keys.get(old.fingerprint);
    expect(row).toMatchObject({ revoked: true, expiresAt: renewed.expiresAt });
  });
});

describe("a worker that dies in the middle", () => {
  it("leaves a find, what follows from it and its history together or not at all", async () => {
    await known();
    const before = await Promise.all([database.contacts.get(BOB), database.keys.count(), history()]);
    const dying = vi.spyOn(database.unsignedPins, "put").mockRejectedValueOnce(new Error("gone"));
    await expect(noteFoundKey(BOB, next, PROVEN, { now: NOW })).rejects.toThrow();
    expect(await Promise.all([database.contacts.get(BOB), database.keys.count(), history()])).toEqual(before);
    dying.mockRestore();
  });
});

describe("history", () => {
  it("counts days, not messages, and keeps the last 500 events", async () => {
    await known();
    for (let day = 0; day < 510; day++) {
      await recordUse(BOB, "sealed", NOW + day * DAY);
      await recordUse(BOB, "sealed", NOW + day * DAY + 1);
    }
    const answer = await historyOf(BOB);
    expect(answer.ok && answer.value.length).toBe(500);
    expect(answer.ok && answer.value[0]).toMatchObject({ kind: "sealed-day", at: NOW + 509 * DAY });
    expect(await database.events.count()).toBe(500);
  });
});
