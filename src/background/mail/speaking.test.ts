import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readCertificates } from "../../domain/pgp/certificate";
import { openpgp } from "../../domain/pgp/openpgp";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { showVerification } from "../contacts/verification";
import { addAddress } from "../own-keys/add-address";
import { exportIdentity, publicKeyFor } from "../own-keys/export";
import { extendIdentity } from "../own-keys/extend";
import { createIdentity, lockIdentities, protectIdentity, unlockIdentity } from "../own-keys/identities";
import { publishedKey } from "../publishing/check";
import { uploadKey } from "../publishing/key-server";
import { database } from "../store/database";
import { findDrafts, loadDraft, loadDraftFile, saveDraft, saveDraftFile } from "./drafts";
import { sealMessage } from "./encrypt";
import { openMessage } from "./open";
import { signMessage } from "./sign";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * 24 * 3600 * 1000;
const ALICE = "alice@example.org";
const BOB = "bob@other.example";
const NOBODY = "shop@example.org";
const PLACE = "https://mail.example";
const [ID, FILE] = ["123e4567-e89b-42d3-a456-426614174000", "223e4567-e89b-42d3-a456-426614174000"] as const;
let alice: string;
let bob: string;

const make = async (address: string, passphrase = ""): Promise<string> => {
  const made = await createIdentity({ name: "Me", address, passphrase }, MADE);
  if (!made.ok) throw new Error(made.code);
  return made.value.fingerprint;
};
const codeOf = (answer: { ok: boolean; code?: string }): string => (answer.ok ? "ok" : answer.code!);

beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  alice = await make(ALICE);
});

/** The outcomes of all calls that use one of the user's keys. */
const everything = async (from: string | null, as?: string): Promise<string[]> => {
  const speaking = { from, as };
  await saveDraft({ ...draft, from: ALICE, files: [FILE] }, NOW);
  return [
    codeOf(await sealMessage({ text: "x", to: [ALICE], cc: [], bcc: [], ...speaking }, NOW)),
    codeOf(await signMessage({ text: "x", ...speaking }, NOW)),
    codeOf(await saveDraft({ ...draft, ...speaking, files: [FILE] }, NOW)),
    codeOf(await saveDraftFile({ id: ID, file: FILE, bytes: new Uint8Array([1]), ...speaking }, NOW)),
    codeOf(await publicKeyFor(speaking, NOW)),
  ];
};
const draft = {
  id: ID,
  place: PLACE,
  composeKey: null,
  account: ALICE,
  entity: new Uint8Array([1]),
  files: [] as string[],
};

describe("no key steps in for another", () => {
  it.each([
    ["another account of the same person", BOB],
    ["an alias", NOBODY],
    ["a plus address", "alice+shop@example.org"],
    ["an address nobody tells", null],
  ])("from %s: nothing is sealed, signed, kept or handed out, with one key and with two", async (_, from) => {
    expect(new Set(await everything(from))).toEqual(new Set(["whose-key"]));
    await make("third@example.org");
    expect(new Set(await everything(from))).toEqual(new Set(["whose-key"]));
  });

  it("but for the one the user names, and no other", async () => {
    expect(new Set(await everything(BOB, alice))).toEqual(new Set(["ok"]));
    expect(new Set(await everything(null, alice))).toEqual(new Set(["ok"]));
    expect(new Set(await everything(ALICE, "f".repeat(40)))).toEqual(new Set(["whose-key"]));
    await database.identities.clear();
    expect((await everything(ALICE)).filter((code) => code !== "no-identity")).toEqual([]);
  });

  it("each From has its own signature, its own copy and its own draft, in any order of the keys", async () => {
    bob = await make(BOB);
    for (const [from, print, other] of [
      [ALICE, alice, bob],
      [BOB, bob, alice],
    ] as const) {
      const sealed = await sealMessage({ text: "x", to: [from], cc: [], bcc: [], from: from.toUpperCase() }, NOW);
      if (!sealed.ok) throw new Error(sealed.code);
      const ids = (await openpgp.readMessage({ armoredMessage: sealed.value.armored })).getEncryptionKeyIDs();
      const keysOf = async (one: string) => (await database.identities.get(one))!.keyIds;
      expect((await keysOf(print)).some((id) => ids.some((hex) => hex.toHex() === id))).toBe(true);
      expect((await keysOf(other)).some((id) => ids.some((hex) => hex.toHex() === id))).toBe(false);
      const claims = { from, to: [from], date: NOW, account: from };
      const opened = await openMessage({ armored: sealed.value.armored, ...claims }, NOW);
      expect(opened).toMatchObject({ value: { mine: [print], signature: { signer: { fingerprint: print } } } });
      await saveDraft({ ...draft, account: from, from }, NOW);
      const row = (await database.drafts.get(ID))!;
      const readers = (await openpgp.readMessage({ binaryMessage: row.sealed })).getEncryptionKeyIDs();
      expect(await keysOf(print)).toContain(readers[0]!.toHex());
      expect(readers).toHaveLength(1);
    }
  });

  it("what two people compare is about the key and address that was chosen", async () => {
    bob = await make(BOB);
    for (const [fingerprint, address, code] of [
      [alice, ALICE, "unknown"],
      [alice, BOB, "no-identity"],
      [bob, ALICE, "no-identity"],
    ] as const)
      expect(codeOf(await showVerification({ address: "x@y.example", own: { fingerprint, address } }, NOW))).toBe(code);
  });
});

describe("drafts of one account in another", () => {
  const find = async (account: string | null) => {
    const found = await findDrafts({ place: PLACE, composeKey: "c1", account, digest: null }, { tabId: 3 }, NOW);
    return found.ok ? found.value.length : -1;
  };
  beforeEach(async () => {
    bob = await make(BOB);
    await saveDraft({ ...draft, from: ALICE, composeKey: "c1", files: [FILE] }, NOW);
    await saveDraftFile({ id: ID, file: FILE, from: ALICE, bytes: new Uint8Array([7]) }, NOW);
  });

  it("are neither offered nor opened, not even by their name and though the key is there", async () => {
    expect(await find(ALICE)).toBe(1);
    expect(await find(BOB)).toBe(0);
    expect(await find(null)).toBe(0);
    expect(codeOf(await loadDraft({ id: ID, account: BOB }))).toBe("gone");
    expect(codeOf(await loadDraftFile({ id: ID, file: FILE, account: BOB }))).toBe("gone");
    expect(codeOf(await loadDraftFile({ id: ID, file: FILE, account: ALICE }))).toBe("ok");
    expect(codeOf(await loadDraftFile({ id: FILE, file: FILE, account: ALICE }))).toBe("gone");
  });

  it("that the user asked for by name come where nobody tells the account, and still not in another", async () => {
    await database.drafts.update(ID, { wanted: true });
    expect(await find(null)).toBe(1);
    expect(await find(BOB)).toBe(0);
    expect(codeOf(await loadDraft({ id: ID, account: null }))).toBe("ok");
  });

  it("whose From changes go to the other key whole, their files too", async () => {
    const kept = await saveDraft({ ...draft, from: ALICE, files: [FILE] }, NOW);
    expect(kept).toMatchObject({ value: { missing: [] } });
    const moved = await saveDraft({ ...draft, from: BOB, files: [FILE] }, NOW);
    expect(moved).toMatchObject({ value: { missing: [FILE] } });
  });
});

describe("an address added to a key", () => {
  const add = (address: string, fingerprint = alice) => addAddress({ fingerprint, address }, NOW);
  const blocks = async (text: string): Promise<string[]> => {
    const read = await readCertificates(text);
    return read.ok ? read.value.flatMap(({ addresses }) => addresses) : [];
  };

  it("is the key's from then on, and everything that leaves for one address tells of no other", async () => {
    expect(await add(NOBODY.toUpperCase().replace("EXAMPLE.ORG", "example.org"))).toMatchObject({ ok: true });
    const [, added] = (await database.identities.get(alice))!.addresses;
    for (const [mine, other] of [
      [ALICE, added!],
      [added!, ALICE],
    ] as const) {
      const attached = await publicKeyFor({ from: mine }, NOW);
      const saved = await exportIdentity({ fingerprint: alice, what: "public", address: mine }, NOW);
      const published = await publishedKey({ fingerprint: alice, address: mine }, NOW);
      let uploaded = "";
      await uploadKey({ fingerprint: alice, address: mine, server: "https://keys.example" }, (async (asked: {
        body?: string;
      }) => {
        uploaded = (JSON.parse(asked.body!) as { keytext: string }).keytext;
        return { ok: false, code: "timeout" };
      }) as never);
      for (const text of [
        attached.ok ? attached.value.text : "",
        saved.ok ? saved.value.text : "",
        published.ok ? published.value.armored : "",
        uploaded,
      ]) {
        expect(await blocks(text)).toEqual([mine]);
        expect(await blocks(text)).not.toContain(other);
      }
    }
    const whole = await exportIdentity({ fingerprint: alice, what: "public" }, NOW);
    expect(await blocks(whole.ok ? whole.value.text : "")).toHaveLength(2);
  });

  it("named for another From, the key goes out under its first address alone", async () => {
    await add(NOBODY);
    const attached = await publicKeyFor({ from: BOB, as: alice }, NOW);
    expect(await blocks(attached.ok ? attached.value.text : "")).toEqual([ALICE]);
  });

  it("needs the key open, and stays under its passphrase, in exports and when the key is made to last", async () => {
    await protectIdentity({ fingerprint: alice, current: null, next: "secret" });
    await lockIdentities();
    expect(await add(NOBODY)).toEqual({ ok: false, code: "locked", fingerprint: alice });
    await unlockIdentity({ passphrase: "secret" });
    expect(await add(NOBODY)).toMatchObject({ value: { addresses: [ALICE, NOBODY], locked: false } });
    await lockIdentities();
    expect(codeOf(await unlockIdentity({ passphrase: "wrong" }))).toBe("wrong-passphrase");
    expect(codeOf(await unlockIdentity({ passphrase: "secret" }))).toBe("ok");
    expect(codeOf(await signMessage({ text: "x", from: NOBODY }, NOW))).toBe("ok");
    expect(codeOf(await extendIdentity({ fingerprint: alice, passphrase: "secret" }, NOW))).toBe("ok");
    expect(await blocks((await exported("secret"))!)).toEqual([ALICE, NOBODY]);
    expect(await blocks((await exported("public"))!)).toEqual([ALICE, NOBODY]);
  });
  const exported = async (what: "secret" | "public") => {
    const saved = await exportIdentity({ fingerprint: alice, what, passphrase: "other", current: "secret" }, NOW);
    return saved.ok ? saved.value.text : null;
  };

  it("is refused where another key holds it, where it is none, and for a key that is not there", async () => {
    bob = await make(BOB);
    expect(codeOf(await add(BOB))).toBe("already-there");
    expect(codeOf(await add("Shop <shop@example.org>"))).toBe("bad-address");
    expect(codeOf(await add("a@b@c"))).toBe("bad-address");
    expect(codeOf(await add(NOBODY, "f".repeat(40)))).toBe("unknown");
    expect((await database.identities.get(alice))!.addresses).toEqual([ALICE]);
    expect(codeOf(await add(ALICE))).toBe("ok");
  });
});
