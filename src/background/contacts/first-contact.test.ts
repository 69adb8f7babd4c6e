// Which sources count for a key: mail alone neither blocks nor decides anything.
import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LookupOutcome } from "../../domain/discovery/lookup";
import { seal } from "../../domain/pgp/encrypt";
import { generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import { forecastOf } from "../../domain/privacy/forecast";
import { indexOf } from "../../domain/privacy/message-index";
import type { KeySource } from "../../domain/trust/sources";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { sealMessage } from "../mail/encrypt";
import { noteHeaders } from "../mail/keys-in-mail";
import { openMessage } from "../mail/open";
import { createIdentity } from "../own-keys/identities";
import { database } from "../store/database";
import { verifyContact } from "./address-book";
import { chooseKey, dismissNotice, pin } from "./decisions";
import { noteFoundKey } from "./note-found-key";
import { recipientState } from "./recipient-states";
import { scanVerification } from "./verification";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const EVE = "eve@example.org";
const CAROL = "carol@example.org";

let eve: OwnKey;
let carol: OwnKey;
/** Made by Eve, in Carol's name. */
let planted: OwnKey;

beforeAll(async () => {
  browser.storage.session = storageArea();
  [eve, carol, planted] = await Promise.all([
    generateKey("Eve", EVE, NOW - 90 * DAY),
    generateKey("Carol", CAROL, NOW - 90 * DAY),
    generateKey("Carol", CAROL, NOW - 90 * DAY),
  ]);
});

let me: Uint8Array;
beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Alice", address: ME }, NOW - 90 * DAY);
  me = (await database.identities.get(made.ok ? made.value.fingerprint : ""))!.certificate;
});

const found = (address: string, key: OwnKey, source: KeySource, dnssec: "secure" | "none" = "none") =>
  noteFoundKey(address, key.info, { source, host: "", dnssec, chain: [] }, { now: NOW });
const prints = (key: OwnKey) => key.info.fingerprint;
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const gossip = (key: OwnKey): string =>
  `Content-Type: text/plain\r\nAutocrypt-Gossip: addr=${CAROL}; keydata=${base64(key.info.certificate)}\r\n\r\nHi`;
const header = (key: OwnKey, from = CAROL): Promise<unknown> =>
  noteHeaders(
    {
      headers: `From: ${from}\r\nDate: ${new Date(NOW).toUTCString()}\r\nAutocrypt: addr=${from}; keydata=${base64(key.info.certificate)}`,
    },
    NOW,
  );

type Claims = Partial<Parameters<typeof openMessage>[0]>;
async function read(signer: OwnKey, claims: Claims = {}, { text = "Hi", at = NOW } = {}) {
  const armored = await seal({ text, signer: signer.secret, readers: [me], hiddenReaders: [], now: at });
  const opened = await openMessage({ armored, from: CAROL, to: [ME], date: NOW, account: ME, ...claims }, NOW);
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}
const stateOf = async (...args: Parameters<typeof read>) => (await read(...args)).signature;

const answered = (result: LookupOutcome["result"], source: "dns" | "wkd" = "dns", at = Date.now()) =>
  database.lookups.put({
    id: `${CAROL}|${source}`,
    contact: CAROL,
    until: at,
    outcome: { source, server: null, dnssec: null, result, host: "", at, cached: false },
  });
const toCarol = () => sealMessage({ text: "Hello", to: [CAROL], cc: [], bcc: [], from: ME });
const trustIn = async () => (await recipientState(CAROL)).state;

describe("gossip", () => {
  const told = (claims: Claims = {}, at = NOW) =>
    read(eve, { from: EVE, to: [ME, CAROL], ...claims }, { text: gossip(planted), at });

  it.each(["new", "first contact", "mail"])("of somebody met just now counts for nothing: %s", async (how) => {
    await found(EVE, eve, how === "mail" ? "autocrypt" : "dns");
    if (how === "first contact") await pin(EVE, prints(eve));
    await told();
    expect(await trustIn()).toBe("none");
  });

  it.each(["verified", "known"])("of somebody %s names a key, and says whose word that is", async (how) => {
    await found(EVE, eve, "dns");
    await pin(EVE, prints(eve));
    if (how === "verified") await verifyContact(EVE, true);
    else await database.contacts.update(EVE, { sealedDays: Array.from({ length: 9 }, (_, i) => `2026-01-0${i + 1}`) });
    await told();
    expect(await recipientState(CAROL)).toMatchObject({
      state: "mail-only",
      key: { fingerprint: prints(planted), sources: [{ source: "gossip", host: EVE }] },
    });
  });

  it("sent again later, without a date, is no newer than it was", async () => {
    await found(EVE, eve, "dns");
    await pin(EVE, prints(eve));
    await verifyContact(EVE, true);
    await told({ date: null }, NOW - 30 * DAY);
    expect(await database.peers.get(CAROL)).toMatchObject({ gossipAt: NOW - 30 * DAY });
  });
});

describe("the first letter to an address whose key came by mail alone", () => {
  it.each(["autocrypt", "mail", "gossip"] as const)("waits until its domain was asked: %s", async (source) => {
    await found(CAROL, planted, source);
    expect(await toCarol()).toEqual({ ok: false, code: "unchecked", addresses: [CAROL] });
    await answered("none");
    expect(await toCarol()).toMatchObject({ code: "unchecked" });
    await answered("none", "wkd");
    expect((await toCarol()).ok).toBe(true);
    expect(await trustIn()).toBe("mail-only");
  });

  it("is not satisfied by an answer of the day before yesterday", async () => {
    await found(CAROL, planted, "autocrypt");
    await answered("none", "dns", Date.now() - 2 * DAY);
    await answered("none", "wkd");
    expect(await recipientState(CAROL)).toMatchObject({ unchecked: "due" });
  });

  it.each(["timeout", "unreachable", "blocked", "bogus", "bad-key", "disagree"] as const)(
    "takes one press where the look-up failed (%s), which earns no B however often it is used",
    async (result) => {
      await found(CAROL, planted, "autocrypt");
      await answered(result);
      await answered("none", "wkd");
      expect(await recipientState(CAROL)).toMatchObject({ state: "mail-only", unchecked: "failed" });
      expect(await toCarol()).toMatchObject({ code: "unchecked" });
      await chooseKey(CAROL, prints(planted));
      expect((await toCarol()).ok).toBe(true);
      await database.contacts.update(CAROL, { sealedDays: Array.from({ length: 60 }, (_, i) => `day ${i}`) });
      expect(await trustIn()).toBe("mail-only");
      const { index } = forecastOf([{ address: CAROL, trust: await trustIn() }], { signed: true, modern: true });
      expect(index.grade >= "c").toBe(true);
    },
  );

  it("needs it, too, where reading had pinned such a key", async () => {
    await found(CAROL, planted, "autocrypt");
    await pin(CAROL, prints(planted));
    expect(await toCarol()).toMatchObject({ code: "unchecked" });
  });

  it("goes to the key of a surer source, and says so once", async () => {
    await found(CAROL, planted, "gossip");
    await found(CAROL, carol, "dns", "secure");
    expect(await recipientState(CAROL)).toMatchObject({
      state: "new",
      key: { fingerprint: prints(carol) },
      notice: { from: prints(planted), to: prints(carol), because: "better-source" },
    });
    const sealed = await toCarol();
    expect(sealed.ok).toBe(true);
    expect((await database.contacts.get(CAROL))?.pinned).toBe(prints(carol));
    expect((await recipientState(CAROL)).notice).not.toBeNull();
    await dismissNotice(CAROL);
    await found(CAROL, carol, "dns", "secure");
    expect((await recipientState(CAROL)).notice).toBeNull();
  });

  it.each(["wkd", "server", "dns"] as const)("prefers what %s has, in whatever order it came", async (source) => {
    await found(CAROL, carol, source);
    await header(planted);
    expect(await recipientState(CAROL)).toMatchObject({
      state: "new",
      key: { fingerprint: prints(carol) },
      notice: null,
    });
  });

  it("needs nothing of the kind once the two were compared", async () => {
    await found(CAROL, carol, "autocrypt");
    const scanned = await scanVerification({ address: CAROL, code: `OPENPGP4FPR:${prints(carol).toUpperCase()}` });
    expect(scanned.ok).toBe(true);
    expect(await trustIn()).toBe("verified");
    expect((await toCarol()).ok).toBe(true);
  });
});

describe("a first message with a key of its own", () => {
  it("forged, with a header and a signature, pins nothing and is not checked", async () => {
    await header(planted);
    for (const vouched of [undefined, false])
      expect(await stateOf(planted, { ...(vouched === undefined ? {} : { vouched }) })).toMatchObject({
        state: "not-checked",
      });
    expect((await database.contacts.get(CAROL))?.pinned ?? null).toBeNull();
    expect(indexOf((await read(planted)).facts).grade).toBe("u");
  });

  it.each(["autocrypt", "mail", "gossip"] as const)("is a first contact by the provider's word: %s", async (source) => {
    await found(CAROL, carol, source);
    expect(await stateOf(carol, { vouched: true })).toMatchObject({ state: "first-contact" });
    expect(await recipientState(CAROL)).toMatchObject({ state: "first-contact", key: { fingerprint: prints(carol) } });
    expect((await database.finds.toArray()).map((find) => find.source)).toContain("signed");
    // Later messages signed by the same key do not need it again.
    expect(await stateOf(carol)).toMatchObject({ state: "first-contact" });
  });

  it("is a first contact by the domain's word on the key, however the mail came", async () => {
    await found(CAROL, carol, "wkd");
    expect(await stateOf(carol)).toMatchObject({ state: "first-contact" });
    expect(await trustIn()).toBe("first-contact");
  });

  it("settles which of two keys that headers named is hers, where the provider vouches for it", async () => {
    await header(planted);
    await header(carol);
    expect(await trustIn()).toBe("conflict");
    expect(await stateOf(planted)).toMatchObject({ state: "changed-key" });
    expect(await stateOf(carol, { vouched: true })).toMatchObject({ state: "first-contact" });
    expect(await recipientState(CAROL)).toMatchObject({ state: "first-contact", key: { fingerprint: prints(carol) } });
    expect(await stateOf(planted)).toMatchObject({ state: "changed-key" });
  });

  it("vouched for or not, does not stand beside the key her domain names", async () => {
    await header(planted);
    await found(CAROL, carol, "dns", "secure");
    expect(await stateOf(planted, { vouched: true })).toMatchObject({ state: "changed-key" });
    expect(await recipientState(CAROL)).toMatchObject({ state: "new", key: { fingerprint: prints(carol) } });
  });

  it("by a key that only a server that confirms nothing has is not checked either", async () => {
    await found(CAROL, planted, "candidate");
    expect(await stateOf(planted)).toMatchObject({ state: "not-checked" });
  });

  it("stays unchecked by a key of mail that a proven one has replaced", async () => {
    await found(CAROL, planted, "autocrypt");
    await pin(CAROL, prints(planted));
    await found(CAROL, carol, "dns", "secure");
    expect(await recipientState(CAROL)).toMatchObject({
      key: { fingerprint: prints(carol) },
      notice: { because: "published" },
    });
    expect(await stateOf(planted)).toMatchObject({ state: "not-checked" });
  });
});

describe("a key with names nobody found it for", () => {
  const BOSS = "boss@example.org";
  let twoNames: OwnKey;
  let boss: OwnKey;
  beforeAll(async () => {
    const { openpgp } = await import("../../domain/pgp/openpgp");
    const { minimise } = await import("../../domain/pgp/certificate");
    const userIDs = [
      { name: "The Boss", email: BOSS },
      { name: "Eve", email: EVE },
    ];
    const { privateKey } = await openpgp.generateKey({ userIDs, date: new Date(NOW - 90 * DAY), format: "object" });
    twoNames = { ...eve, secret: privateKey as OwnKey["secret"], info: await minimise(privateKey) };
    boss = await generateKey("The Boss", BOSS, NOW - 90 * DAY);
  });

  it("speaks for the address it was kept for alone, and goes by the name it has there", async () => {
    await found(EVE, twoNames, "dns");
    await pin(EVE, prints(twoNames));
    await verifyContact(EVE, true);
    expect(await stateOf(twoNames, { from: BOSS })).toMatchObject({
      state: "other-address",
      signer: { name: "Eve", address: EVE, verifiedAt: null },
    });
    expect(await stateOf(twoNames, { from: EVE })).toMatchObject({ state: "verified", signer: { name: "Eve" } });
    expect(await stateOf(twoNames, { from: null })).toMatchObject({ state: "no-from", signer: { address: EVE } });
  });

  it.each(["found", "in use", "compared"])("is another key beside one that is %s", async (how) => {
    await found(EVE, twoNames, "dns");
    await found(BOSS, boss, "dns", "secure");
    if (how !== "found") await pin(BOSS, prints(boss));
    if (how === "compared") await verifyContact(BOSS, true);
    expect(await stateOf(twoNames, { from: BOSS })).toMatchObject({ state: "changed-key", signer: { address: EVE } });
    expect(await stateOf(twoNames, { from: BOSS, vouched: true })).toMatchObject({ state: "changed-key" });
  });

  it("that is the user's own address is another key, too", async () => {
    await found(EVE, planted, "dns");
    expect(await stateOf(planted, { from: ME })).toMatchObject({ state: "other-address" });
  });
});

describe("a message without a date", () => {
  const old = (claims: Claims = {}) => read(carol, { date: null, ...claims }, { at: NOW - 25 * DAY });

  it.each(["verified", "known", "first-contact"] as const)(
    "is %s as of its signature, never as of now",
    async (trust) => {
      await found(CAROL, carol, "dns");
      await pin(CAROL, prints(carol));
      if (trust === "verified") await verifyContact(CAROL, true);
      if (trust === "known")
        await database.contacts.update(CAROL, { sealedDays: Array.from({ length: 9 }, (_, i) => `2026-01-0${i + 1}`) });
      const opened = await old();
      expect(opened.signature).toMatchObject({ state: "undated", trust, signedAt: NOW - 25 * DAY });
      expect(indexOf({ ...opened.facts, modern: true }).grade).not.toBe("a");
      expect((await database.contacts.get(CAROL))?.signedDays).toEqual([]);
    },
  );

  it("is dated by its source, which comes before what the page shows", async () => {
    await found(CAROL, carol, "dns");
    expect((await old({ sourceDate: NOW - 25 * DAY })).signature).toMatchObject({ state: "first-contact" });
    expect((await old({ sourceDate: NOW })).signature).toMatchObject({ state: "date-mismatch" });
    expect((await old({ date: NOW - 25 * DAY, sourceDate: NOW })).signature).toMatchObject({ state: "date-mismatch" });
    expect((await old({ sourceDate: null })).signature).toMatchObject({ state: "undated" });
  });
});
