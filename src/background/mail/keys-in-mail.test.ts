import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { armorCertificate, generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { pin } from "../contacts/decisions";
import { recipientState } from "../contacts/recipient-states";
import { createIdentity } from "../own-keys/identities";
import { database } from "../store/database";
import { keepMailKey, lookAtKey, noteGossip, noteHeaders } from "./keys-in-mail";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const BOB = "bob@example.org";
const EVE = "eve@example.org";

let bob: OwnKey;
let other: OwnKey;
let armored: string;

beforeAll(async () => {
  browser.storage.session = storageArea();
  bob = await generateKey("Bob", BOB, NOW - 90 * DAY);
  other = await generateKey("Bob", BOB, NOW - 90 * DAY);
  armored = await armorCertificate(bob.info.certificate);
});

beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  await createIdentity({ name: "Alice", address: ME }, NOW - DAY);
});

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const header = (key: OwnKey, name = "Autocrypt", addr = BOB): string =>
  `${name}: addr=${addr}; prefer-encrypt=mutual; keydata=\r\n ${base64(key.info.certificate).replace(/(.{70})/g, "$1\r\n ")}`;
const mail = (lines: string[], at = NOW - DAY, from = BOB): Promise<unknown> =>
  noteHeaders({ headers: [`From: ${from}`, `Date: ${new Date(at).toUTCString()}`, ...lines].join("\r\n") }, NOW);
const sources = async (): Promise<string[]> => (await database.finds.toArray()).map((find) => find.source);

describe("a key in the text of a message", () => {
  it("is named and not stored", async () => {
    const answer = await lookAtKey({ armored, from: "BOB@example.org" }, NOW);
    expect(answer).toMatchObject({
      ok: true,
      value: [{ fingerprint: bob.info.fingerprint, address: BOB, sender: true, status: "usable", compared: "new" }],
    });
    expect(await database.keys.count()).toBe(0);
  });

  it("says when it does not name the sender", async () => {
    const answer = await lookAtKey({ armored, from: "eve@example.org" }, NOW);
    expect(answer).toMatchObject({ ok: true, value: [{ address: BOB, sender: false }] });
  });

  it("is kept on the click, as a find that pins nothing", async () => {
    const kept = await keepMailKey({ armored, fingerprint: bob.info.fingerprint, address: BOB }, NOW);
    expect(kept).toMatchObject({ ok: true, value: { state: "mail-only", key: { fingerprint: bob.info.fingerprint } } });
    expect(await sources()).toEqual(["mail"]);
    expect((await database.contacts.get(BOB))?.pinned ?? null).toBeNull();
  });

  it("that is another than the pinned one is called different, and held when kept", async () => {
    await keepMailKey({ armored, fingerprint: bob.info.fingerprint, address: BOB }, NOW);
    await pin(BOB, bob.info.fingerprint);
    const rival = await armorCertificate(other.info.certificate);
    expect(await lookAtKey({ armored: rival, from: BOB }, NOW)).toMatchObject({ value: [{ compared: "different" }] });
    const kept = await keepMailKey({ armored: rival, fingerprint: other.info.fingerprint, address: BOB }, NOW);
    expect(kept).toMatchObject({ ok: true, value: { state: "changed", key: null } });
  });

  it("that is known already is merged without a click", async () => {
    await mail([header(bob)]);
    expect(await lookAtKey({ armored, from: BOB }, NOW)).toMatchObject({ value: [{ compared: "same" }] });
    expect((await sources()).sort()).toEqual(["autocrypt", "mail"]);
  });

  it("cannot be kept for an address it does not name, nor under another's fingerprint", async () => {
    for (const wrong of [
      { fingerprint: bob.info.fingerprint, address: "carol@example.org" },
      { fingerprint: other.info.fingerprint, address: BOB },
    ])
      expect(await keepMailKey({ armored, ...wrong }, NOW)).toEqual({ ok: false, code: "not-a-key" });
    expect(await database.keys.count()).toBe(0);
  });

  it("that holds a secret key, or no key at all, is none", async () => {
    const secret = bob.secret.armor();
    for (const text of [secret, "hello", armored.slice(0, 200)])
      expect(await lookAtKey({ armored: text, from: BOB }, NOW)).toEqual({ ok: false, code: "not-a-key" });
  });

  it("of the user is the user's", async () => {
    const [identity] = await database.identities.toArray();
    const mine = await armorCertificate(identity!.certificate);
    expect(await lookAtKey({ armored: mine, from: BOB }, NOW)).toMatchObject({ value: [{ compared: "own" }] });
  });
});

describe("a key in a header", () => {
  it("becomes a find for its sender and pins nothing", async () => {
    await mail([header(bob)]);
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "mail-only",
      key: { fingerprint: bob.info.fingerprint },
    });
    expect(await sources()).toEqual(["autocrypt"]);
    expect((await database.contacts.get(BOB))?.pinned ?? null).toBeNull();
    expect(await database.peers.get(BOB)).toMatchObject({ publicKey: bob.info.fingerprint, mutual: true });
  });

  it.each([
    ["it names another address than From", [() => header(bob, "Autocrypt", "carol@example.org")]],
    ["there are two", [() => header(bob), () => header(other)]],
    ["its key has no user ID of that address", [() => header(bob).replace("addr=bob", "addr=eve")], "eve@example.org"],
    ["it is broken", [() => "Autocrypt: addr=bob@example.org; keydata=AAAA"]],
  ])("is left when %s", async (_, lines, from = BOB) => {
    await mail(
      lines.map((line) => line()),
      NOW,
      from,
    );
    expect(await database.keys.count()).toBe(0);
  });

  it("of a forged sender cannot stop mail to somebody whose key works", async () => {
    await mail([header(bob)]);
    await pin(BOB, bob.info.fingerprint);
    await mail([header(other)], NOW);
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "mail-only",
      key: { fingerprint: bob.info.fingerprint },
    });
    expect(await database.peers.get(BOB)).toMatchObject({ publicKey: other.info.fingerprint });
    expect(await database.keys.count()).toBe(1);
  });

  it("of an older message changes nothing", async () => {
    await mail([header(bob)], NOW - DAY);
    await mail([header(other)], NOW - 2 * DAY);
    expect(await database.peers.get(BOB)).toMatchObject({ publicKey: bob.info.fingerprint });
  });

  it("of the user's own mail is not news", async () => {
    const [identity] = await database.identities.toArray();
    await mail([`Autocrypt: addr=${ME}; keydata=${base64(identity!.certificate)}`], NOW, ME);
    expect(await database.peers.count()).toBe(0);
  });
});

describe("gossip", () => {
  const inner = (key: OwnKey): string =>
    `Content-Type: text/plain\r\n${header(key, "Autocrypt-Gossip")}\r\n\r\nHello both`;

  it("gives the key of somebody the message went to", async () => {
    await noteGossip(inner(bob), { recipients: [ME, BOB], sent: NOW - DAY, by: EVE }, NOW);
    expect(await sources()).toEqual(["gossip"]);
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "mail-only" });
  });

  it("says nothing of anybody else, nor of somebody whose key is known", async () => {
    await noteGossip(inner(bob), { recipients: [ME], sent: NOW, by: EVE }, NOW);
    expect(await database.keys.count()).toBe(0);
    await mail([header(bob)]);
    await noteGossip(inner(other), { recipients: [BOB], sent: NOW, by: EVE }, NOW);
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "mail-only",
      key: { fingerprint: bob.info.fingerprint },
    });
  });
});
