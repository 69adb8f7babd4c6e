import "fake-indexeddb/auto";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { lookupPlan } from "../../domain/discovery/plan";
import { seal } from "../../domain/pgp/encrypt";
import { openpgp } from "../../domain/pgp/openpgp";
import { generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import { fail } from "../../domain/result";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { ERRORS, type Fault, failing, healed, timesMet } from "./failing-store";
import { type Dns, fakeDeps, hosts, missing, nothing, page, status, type Web } from "./fake-lookup";

vi.mock("../../platform/browser");
const browser = fakeBrowser();
const { exportIdentity } = await import("../own-keys/export");
const contacts = {
  ...(await import("../contacts/address-book")),
  ...(await import("../contacts/decisions")),
  ...(await import("../contacts/note-found-key")),
  ...(await import("../contacts/recipient-states")),
};
const drafts = await import("../mail/drafts");
const { historyOf } = await import("../contacts/events");
const { createIdentity } = await import("../own-keys/identities");
const { askPolicy } = await import("../lookup/mta-sts");
const { openMessage } = await import("../mail/open");
const { refreshExpired } = await import("../lookup/refresh");
const { lookup } = await import("../lookup/lookup");
const { sealMessage } = await import("../mail/encrypt");
const { currentSettings } = await import("../settings/settings");
const { boundStates } = await import("../lookup/strong-addresses");
const { database } = await import("../store/database");
const { forgetUnkept } = await import("../store/unkept");
const { lastTrustChange } = await import("../store/trust-changes");
const { noteVerdict } = await import("../mail/verdicts");

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const BOB = "bob@example.org";
const CAROL = "carol@example.org";

let bob: OwnKey;
let other: OwnKey;
let carol: OwnKey;

beforeAll(async () => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  [bob, other, carol] = (await Promise.all([
    generateKey("Bob", BOB, NOW - 30 * DAY),
    generateKey("Bob", BOB, NOW - 30 * DAY),
    generateKey("Carol", CAROL, NOW - 30 * DAY),
  ])) as [OwnKey, OwnKey, OwnKey];
});

let mine: Uint8Array;
const quiet = vi.fn();

beforeEach(async () => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  vi.spyOn(console, "error").mockImplementation(quiet);
  vi.spyOn(console, "warn").mockImplementation(quiet);
  await Promise.all(database.tables.map((table) => table.clear()));
  await createIdentity({ name: "Alice", address: ME }, NOW - 30 * DAY);
  mine = (await database.identities.toArray())[0]!.certificate;
});

afterEach(() => {
  healed();
  forgetUnkept();
  vi.restoreAllMocks();
});

const from = (key: OwnKey, text = "Hi") =>
  seal({ text, signer: key.secret, readers: [mine], hiddenReaders: [], now: NOW });
const reading = (armored: string, more: Partial<Parameters<typeof openMessage>[0]> = {}) =>
  openMessage({ armored, from: BOB, to: [ME], date: NOW, account: ME, ...more }, NOW);
const looking = (...keys: OwnKey[]) => {
  const dns = () => (keys.length > 0 ? { records: keys.map(({ info }) => info.certificate) } : nothing);
  return lookup({ address: BOB, source: "dns", force: true }, fakeDeps(dns).deps);
};
const sealing = (to = [BOB]) => sealMessage({ text: "Hello", to, cc: [], bcc: [], from: ME }, NOW);
const readableBy = async (armored: string, key: OwnKey) =>
  openpgp.decrypt({
    message: await openpgp.readMessage({ armoredMessage: armored }),
    decryptionKeys: key.secret,
  });

/** Ways in which a readable disk refuses writes. */
const DISKS: readonly (readonly [string, Fault, "full" | "unreadable"])[] = [
  ["is full", { what: "write" }, "full"],
  ["is full when it comes to writing", { what: "commit" }, "full"],
  ["has no room for contacts alone", { what: "write", tables: ["contacts"] }, "full"],
  ["has no room for history alone", { what: "commit", tables: ["events"] }, "full"],
  ["refuses what is written", { what: "write", error: ERRORS.backing }, "unreadable"],
];

const DNS = { source: "dns", host: "", dnssec: "none", chain: [] } as const;
const found = (key: OwnKey, address = BOB) => contacts.noteFoundKey(address, key.info, DNS);

describe("mail is read while the disk cannot be written", () => {
  const senders: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      "somebody verified",
      () => contacts.importContacts(bob.info.certificate).then(() => contacts.verifyContact(BOB, true)),
    ],
    ["a pinned key", () => contacts.importContacts(bob.info.certificate)],
    ["a key that was found and never used", () => found(bob)],
    [
      "a key that only mail names, vouched for",
      () => contacts.noteFoundKey(BOB, bob.info, { ...DNS, source: "autocrypt" }),
    ],
  ];
  const cases = senders.flatMap(([sender, known]) =>
    DISKS.map(([how, fault, why]) => ({ sender, known, how, fault, why })),
  );

  it.each(cases)("of $sender, and the disk $how", async ({ known, fault, why }) => {
    await known();
    const before = await Promise.all(database.tables.map((table) => table.toArray()));
    const armored = await from(bob);
    const calm = await reading(armored, { vouched: true });
    if (!calm.ok) throw new Error(calm.code);
    expect(calm.value).not.toHaveProperty("unnoted");
    await Promise.all(database.tables.map((table) => table.clear()));
    await Promise.all(database.tables.map((table, i) => table.bulkPut(before[i]!)));

    failing(fault);
    expect(await reading(armored, { vouched: true })).toEqual({ ok: true, value: { ...calm.value, unnoted: why } });
    expect(timesMet()).toBeGreaterThan(0);
    // What reading learned of the sender applies now, and is written as soon as possible.
    const state = await contacts.recipientState(BOB);
    healed();
    await contacts.recordUse(BOB, "signed");
    forgetUnkept();
    const { unkept, ...rest } = state;
    expect(unkept).toBe(why);
    expect(await contacts.recipientState(BOB)).toEqual(rest);
  });

  it("whose writing never ends", async () => {
    await contacts.importContacts(bob.info.certificate);
    const armored = await from(bob);
    vi.spyOn(database, "transaction").mockReturnValue(new Promise(() => {}) as never);
    expect(await reading(armored)).toMatchObject({ ok: true, value: { signature: { state: "first-contact" } } });
  });

  it("and the word of somebody known on others' keys is taken for now", async () => {
    await contacts.importContacts(bob.info.certificate);
    await contacts.verifyContact(BOB, true);
    const keydata = carol.info.certificate.toBase64();
    const gossip = `Autocrypt-Gossip: addr=${CAROL}; keydata=${keydata}\r\nContent-Type: text/plain\r\n\r\nHi\r\n`;
    const armored = await from(bob, gossip);
    failing({ what: "commit" });
    expect(await reading(armored, { to: [ME, CAROL] })).toMatchObject({ ok: true, value: { unnoted: "full" } });
    expect(await contacts.recipientState(CAROL)).toMatchObject({ state: "mail-only", unkept: "full" });
  });

  it("but not where the disk cannot be read: nobody is a stranger because of that", async () => {
    await contacts.importContacts(bob.info.certificate);
    const armored = await from(bob);
    for (const table of ["contacts", "finds", "keys", "identities"]) {
      failing({ what: "read", tables: [table], error: ERRORS.backing });
      await expect(reading(armored)).rejects.toThrow();
      healed();
    }
    expect(await reading(armored)).toMatchObject({ ok: true, value: { signature: { state: "first-contact" } } });
  });

  it("a verdict that could not be kept is no failure", async () => {
    const verdict = { account: ME, message: "m", thread: null, grade: "b", sealed: true, path: null, at: NOW } as const;
    for (const [, fault] of DISKS.slice(0, 2).concat(DISKS.slice(-1))) {
      failing(fault);
      expect(await noteVerdict(verdict, { place: "https://mail.example", tabId: null }, NOW)).toEqual({
        ok: true,
        value: null,
      });
      healed();
    }
  });
});

describe("a key that was found and could not be stored", () => {
  it.each(DISKS.slice(0, 2).concat(DISKS.slice(-1)))(
    "is sealed to and marked while the disk %s",
    async (_how, fault, why) => {
      failing(fault);
      const looked = await looking(bob);
      expect(looked).toMatchObject({
        ok: true,
        value: { outcome: { result: "found" }, state: { state: "new", unkept: why } },
      });
      const sealed = await sealing();
      if (!sealed.ok) throw new Error(sealed.code);
      expect(sealed.value.pinned).toEqual([BOB]);
      expect((await readableBy(sealed.value.armored, bob)).data).toBe("Hello");
      expect(await database.keys.count()).toBe(0);
      expect(await contacts.searchContacts("", 0, 10)).toMatchObject({
        value: { total: 1, items: [{ state: "first-contact" }] },
      });
      expect(await historyOf(BOB)).toMatchObject({
        value: [{ kind: "sealed-day" }, { kind: "pinned" }, { kind: "found" }],
      });
    },
  );

  it("is stored as soon as there is room, with all that came of it", async () => {
    failing({ what: "commit" });
    await looking(bob);
    await sealing();
    healed();
    await contacts.recordUse(BOB, "sealed");
    forgetUnkept();
    expect(await contacts.recipientState(BOB)).toMatchObject({
      state: "first-contact",
      outcomes: [{ result: "found" }],
    });
    expect(await contacts.recipientState(BOB)).not.toHaveProperty("unkept");
    expect(await historyOf(BOB)).toMatchObject({
      value: [{ kind: "sealed-day" }, { kind: "pinned" }, { kind: "found" }],
    });
    expect(await database.unsignedPins.count()).toBe(1);
  });

  it("is asked for once, and not again while its answer holds", async () => {
    failing({ what: "write" });
    const { deps, questions } = fakeDeps(() => ({ records: [bob.info.certificate] }));
    await lookup({ address: BOB, source: "dns" }, deps);
    const asked = questions.length;
    expect(await lookup({ address: BOB, source: "dns" }, deps)).toMatchObject({
      value: { outcome: { cached: true } },
    });
    expect(questions).toHaveLength(asked);
  });

  it("holds another that is found beside it: a full disk lets no key take the place of one unseen", async () => {
    failing({ what: "commit" });
    await looking(bob);
    await looking(other);
    expect(await contacts.recipientState(BOB)).toMatchObject({ state: "conflict" });
    expect(await sealing()).toEqual({ ok: false, code: "held", addresses: [BOB] });
  });

  it("holds another that is found once it was sealed to, or pinned before the disk was full", async () => {
    failing({ what: "write" });
    await looking(bob);
    await sealing();
    await looking(other);
    expect(await contacts.recipientState(BOB)).toMatchObject({ state: "changed", unkept: "full" });
    healed();
    forgetUnkept();
    await contacts.importContacts(bob.info.certificate);
    failing({ what: "commit" });
    await looking(other);
    expect(await contacts.recipientState(BOB)).toMatchObject({ state: "changed", unkept: "full" });
    expect(await lastTrustChange()).toBeGreaterThan(0);
  });

  it("and its withdrawal counts, although the disk could not take that either", async () => {
    await found(bob);
    const publicKey = await openpgp.readKey({ binaryKey: bob.info.certificate });
    const { publicKey: revoked } = await openpgp.revokeKey({
      key: publicKey,
      revocationCertificate: bob.revocation,
      format: "object",
    });
    failing({ what: "commit" });
    const dns = () => ({ records: [revoked.write()] });
    await lookup({ address: BOB, source: "dns", force: true }, fakeDeps(dns).deps);
    expect(await contacts.recipientState(BOB)).toMatchObject({ state: "revoked" });
    expect(await sealing()).toMatchObject({ ok: false });
  });

  it("is renewed where it had expired, although the asking could not be booked", async () => {
    await contacts.importContacts(bob.info.certificate);
    await database.keys.update(bob.info.fingerprint, { expiresAt: NOW - DAY });
    failing({ what: "commit" });
    const deps = { lookUp: vi.fn(async () => true), renew: vi.fn(async () => true) };
    await refreshExpired(BOB, deps, NOW);
    expect(deps.renew).toHaveBeenCalledTimes(1);
    await refreshExpired(BOB, deps, NOW + 1);
    expect(deps.renew).toHaveBeenCalledTimes(1);
  });

  it("what the user decides is stored or refused, never kept for now", async () => {
    await contacts.importContacts(bob.info.certificate);
    await looking(other);
    failing({ what: "commit" });
    await expect(contacts.chooseKey(BOB, other.info.fingerprint)).rejects.toThrow();
    await expect(contacts.rejectKey(BOB, other.info.fingerprint)).rejects.toThrow();
    await expect(contacts.verifyContact(BOB, true)).rejects.toThrow();
    await expect(contacts.deleteContact(BOB)).rejects.toThrow();
    await expect(contacts.importContacts(carol.info.certificate)).rejects.toThrow();
    expect(await contacts.recipientState(BOB)).toMatchObject({ state: "changed" });
    expect(await contacts.recipientState(CAROL)).toMatchObject({ state: "none" });
  });
});

describe("a look-up that failed is not an answer", () => {
  const asking = async (dns: Dns, web: Web = () => missing): Promise<void> => {
    for (const step of lookupPlan(await currentSettings()).flat())
      await lookup({ address: BOB, force: true, ...step }, fakeDeps(dns, web).deps);
  };
  const absence = async () => (await boundStates([BOB]))[0]!.absence;
  // The domain has a web host, so that its directory can be asked.
  const web = hosts("example.org");

  it("and sealing says so, where nobody was asked and where all were", async () => {
    expect(await sealing()).toEqual({ ok: false, code: "unanswered", addresses: [BOB] });
    await asking(web);
    expect(await absence()).toBe("none");
    expect(await sealing()).toEqual({ ok: false, code: "missing-keys", addresses: [BOB] });
  });

  it.each<[string, Dns, Web?]>([
    ["resolvers that cannot be reached", () => "unreachable"],
    ["resolvers that are blocked", () => "blocked"],
    ["signatures that do not hold", () => ({ verdict: "bogus" })],
    ["a web host that is down", web, () => fail("unreachable")],
    ["a web host that is too slow", web, () => fail("timeout")],
    ["a server that is out of order", web, () => status(503)],
    ["a server that asks to be left alone", web, () => status(429, 60)],
    ["a file that is no key", web, () => page(Uint8Array.of(1, 2, 3))],
  ])("%s", async (_how, dns, answers) => {
    await asking(dns, answers);
    expect(await absence()).toBe("failed");
    expect(await sealing()).toEqual({ ok: false, code: "unanswered", addresses: [BOB] });
    await asking(web);
    expect(await sealing()).toMatchObject({ code: "missing-keys" });
  });

  it("nor is one whose answer could not be stored lost: absence is known for now", async () => {
    failing({ what: "commit" });
    await asking(web);
    expect(await sealing()).toMatchObject({ code: "missing-keys" });
    forgetUnkept();
    expect(await sealing()).toMatchObject({ code: "unanswered" });
  });
});

describe("what an answer goes with and does not rest on", () => {
  const identity = async () => (await database.identities.toArray())[0]!;
  const place = "https://mail.example";
  const draft = { place, composeKey: "c", account: ME, from: ME, entity: new Uint8Array([1, 2, 3]), files: [] };

  it.each(DISKS.slice(0, 2).concat(DISKS.slice(-1)))("does not keep it back while the disk %s", async (_how, fault) => {
    const id = crypto.randomUUID();
    expect(await drafts.saveDraft({ ...draft, id, holder: crypto.randomUUID() }, NOW)).toMatchObject({ ok: true });
    // So old that every check marks it.
    await database.drafts.update(id, { savedAt: NOW - 100 * DAY });
    const { fingerprint } = await identity();
    failing(fault);
    expect(await exportIdentity({ fingerprint, what: "backup" }, NOW)).toMatchObject({ ok: true });
    expect(await exportIdentity({ fingerprint, what: "secret" }, NOW)).toMatchObject({ ok: true });
    const request = { place, composeKey: "c", account: ME, digest: null };
    expect(await drafts.findDrafts(request, { tabId: 1 }, NOW)).toMatchObject({ ok: true, value: [{ id }] });
    expect(await drafts.listDrafts(NOW)).toMatchObject({ ok: true, value: [{ id }] });
    expect(await drafts.loadDraft({ id, account: ME, holder: crypto.randomUUID() })).toMatchObject({ ok: true });
    expect(timesMet()).toBeGreaterThan(2);
    expect((await identity()).backupAt).toBeNull();
  });

  it("but a draft that cannot be read is a failure, and neither gone nor none", async () => {
    const id = crypto.randomUUID();
    await drafts.saveDraft({ ...draft, id, holder: crypto.randomUUID() }, NOW);
    for (const table of ["drafts", "identities"]) {
      failing({ what: "read", tables: [table], error: ERRORS.backing });
      await expect(drafts.loadDraft({ id, account: ME, holder: crypto.randomUUID() })).rejects.toThrow();
      healed();
    }
    failing({ what: "read", tables: ["drafts"], error: ERRORS.backing });
    await expect(
      drafts.findDrafts({ place, composeKey: "c", account: ME, digest: null }, { tabId: 1 }),
    ).rejects.toThrow();
    await expect(drafts.listDrafts()).rejects.toThrow();
  });

  it("and a delivery policy once read is not undone by a full disk", async () => {
    const text = "version: STSv1\nmode: enforce\nmx: mx.b.example\nmax_age: 86400\n";
    const ask = vi.fn(async () => page(new TextEncoder().encode(text), "text/plain"));
    const sight = { announced: "proven", policy: "1", hosts: ["mx.b.example"], mail: "hosts" } as never;
    const options = { ask, signal: new AbortController().signal, now: NOW, allowed: true, force: false };
    failing({ what: "commit" });
    const state = await askPolicy("b.example", sight, options);
    // An attacker may hide the record: the policy read before remains in force.
    const hiding = { announced: "none", policy: null, hosts: ["mx.evil.example"], mail: "hosts" } as never;
    expect(await askPolicy("b.example", hiding, options)).toBe("mismatch");
    expect(state).not.toBe("none");
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
