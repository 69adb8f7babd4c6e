import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { KEY_CONTENT_TYPE, primaryKeyBody, strongAddress, udfOf } from "../../domain/discovery/strong-address";
import { openpgp } from "../../domain/pgp/openpgp";
import { generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import { ok } from "../../domain/result";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { importContacts } from "../contacts/address-book";
import { noteFoundKey } from "../contacts/note-found-key";
import { recipientState } from "../contacts/recipient-states";
import { sealMessage } from "../mail/encrypt";
import { createIdentity } from "../own-keys/identities";
import { database } from "../store/database";
import { boundLookup, boundStates, ownStrongAddresses, strongOf } from "./strong-addresses";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const BOB = "bob@example.org";

let bob: OwnKey;
let other: OwnKey;
let strongBob: string;
let me: string;

const strongFor = async (address: string, key: OwnKey, bits = 140): Promise<string> =>
  strongAddress(address, await udfOf(KEY_CONTENT_TYPE, primaryKeyBody(new Uint8Array(key.info.certificate))!, bits));

beforeAll(async () => {
  browser.storage.session = storageArea();
  bob = await generateKey("Bob", BOB, NOW - 1000);
  other = await generateKey("Bob", BOB, NOW - 1000);
  strongBob = await strongFor(BOB, bob);
});

beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Alice", address: ME }, NOW - 1000);
  me = made.ok ? made.value.fingerprint : "";
});

const sealing = (to: string[]) => sealMessage({ text: "Hello", to, cc: [], bcc: [], from: ME }, NOW);
const found = (key: OwnKey) =>
  noteFoundKey(BOB, key.info, { source: "dns", host: "", dnssec: "none", chain: [] }, { now: NOW });

describe("a strong address", () => {
  it("is known by the key of the address mail is delivered to, which its label must name", async () => {
    await found(bob);
    const [state] = await boundStates([strongBob], NOW);
    expect(state).toMatchObject({
      address: strongBob,
      state: "new",
      strong: { status: "match", deliverTo: BOB },
    });
    expect((await boundStates([BOB], NOW))[0]!.strong).toBeNull();
  });

  it("is sealed to when the key fits, and the pin is that of where mail goes", async () => {
    await found(bob);
    const sealed = await sealing([strongBob]);
    const message = await openpgp.readMessage({ armoredMessage: sealed.ok ? sealed.value.armored : "" });
    expect(await openpgp.decrypt({ message, decryptionKeys: bob.secret })).toMatchObject({ data: "Hello" });
    expect(await recipientState(BOB)).toMatchObject({ state: "first-contact" });
    expect(await database.contacts.get(strongBob)).toBeUndefined();
  });

  it("is not sealed to with another key, however well that one is known", async () => {
    await importContacts(other.info.certificate);
    expect((await boundStates([strongBob], NOW))[0]!.strong?.status).toBe("mismatch");
    expect(await sealing([strongBob])).toEqual({ ok: false, code: "strong-mismatch", addresses: [strongBob] });
    expect((await sealing([BOB])).ok).toBe(true);
  });

  it("without a key is missing one, like any other", async () => {
    expect((await boundStates([strongBob], NOW))[0]!.strong?.status).toBe("none");
    expect(await sealing([strongBob])).toEqual({ ok: false, code: "unanswered", addresses: [strongBob] });
  });

  it("that is too short or cannot be read is refused although the key is there", async () => {
    await found(bob);
    const weak = await strongFor(BOB, bob, 80);
    const malformed = strongBob.replace("mm--m", "mm--1");
    expect((await boundStates([weak, malformed], NOW)).map((state) => state.strong?.status)).toEqual([
      "weak",
      "malformed",
    ]);
    for (const address of [weak, malformed])
      expect(await sealing([address])).toEqual({ ok: false, code: "strong-mismatch", addresses: [address] });
  });

  it("may also name the whole certificate", async () => {
    const certificate = new Uint8Array(bob.info.certificate);
    const address = strongAddress(BOB, await udfOf(KEY_CONTENT_TYPE, certificate));
    expect((await strongOf(address, certificate))?.status).toBe("match");
  });

  it("is looked up where mail goes, and the answer is held against its label", async () => {
    await found(bob);
    const asked: string[] = [];
    const answer = await boundLookup(strongBob, async (address) => {
      asked.push(address);
      const outcome = {
        source: "dns",
        server: null,
        dnssec: null,
        result: "found",
        host: "",
        at: NOW,
        cached: false,
      } as const;
      return ok({ outcome, state: await recipientState(address, NOW) });
    });
    expect(asked).toEqual([BOB]);
    expect(answer).toMatchObject({ ok: true, value: { state: { address: strongBob, strong: { status: "match" } } } });
  });
});

describe("the own strong address", () => {
  it("names the own key and is delivered to the own address", async () => {
    const answer = await ownStrongAddresses({ fingerprint: me });
    const [address] = answer.ok ? answer.value.strong : [];
    expect((await boundStates([address!], NOW))[0]).toMatchObject({
      state: "own",
      strong: { status: "match", deliverTo: ME },
    });
  });

  it("of a key that is not there is unknown", async () => {
    expect(await ownStrongAddresses({ fingerprint: "0".repeat(40) })).toEqual({ ok: false, code: "unknown" });
  });
});
