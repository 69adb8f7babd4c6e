import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { lookupPlan } from "../../domain/discovery/plan";
import { dearmor } from "../../domain/pgp/armor";
import { seal } from "../../domain/pgp/encrypt";
import { openpgp } from "../../domain/pgp/openpgp";
import { generateKey, type OwnKey, type SecretKey } from "../../domain/pgp/secret-key";
import { sealAnew } from "../../domain/pgp/testing/seal-anew";
import { indexOf } from "../../domain/privacy/message-index";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { importContacts, verifyContact } from "../contacts/address-book";
import { chooseKey, pin } from "../contacts/decisions";
import { noteFoundKey } from "../contacts/note-found-key";
import { recipientState } from "../contacts/recipient-states";
import { lookup } from "../lookup/lookup";
import { sealMessage } from "../mail/encrypt";
import { clearIndex, openMessage, verifyMessage } from "../mail/open";
import { signMessage } from "../mail/sign";
import { createIdentity, deleteIdentity, lockIdentities, unlockIdentity } from "../own-keys/identities";
import { unlockedKey } from "../own-keys/vault";
import { onPolicyChanged } from "../settings/managed-policy";
import { currentSettings } from "../settings/settings";
import { database } from "../store/database";
import { fakeDeps, nothing } from "./fake-lookup";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * DAY;
const ME = "alice@example.org";
const BOB = "bob@example.org";
const CAROL = "carol@example.org";

let bob: OwnKey;
let bobsOther: OwnKey;
let carol: OwnKey;

beforeAll(async () => {
  browser.storage.session = storageArea();
  bob = await generateKey("Bob", BOB, MADE);
  bobsOther = await generateKey("Bob", BOB, MADE);
  carol = await generateKey("Carol", CAROL, MADE);
});

let me: string;

beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Alice", address: ME }, MADE);
  if (!made.ok) throw new Error(made.code);
  me = made.value.fingerprint;
});

/** Makes every source answer that there is no key. */
async function haveNone(address: string): Promise<void> {
  const { deps } = fakeDeps(() => nothing);
  for (const step of lookupPlan(await currentSettings()).flat()) await lookup({ address, ...step }, deps);
}

const knows = (key: OwnKey) => importContacts(key.info.certificate);
const found = (address: string, key: OwnKey) =>
  noteFoundKey(address, key.info, { source: "dns", host: "", dnssec: "none", chain: [] });
const myCertificate = async () => (await database.identities.get(me))!.certificate;

const sealing = (to: string[], more: Partial<Parameters<typeof sealMessage>[0]> = {}) =>
  sealMessage({ text: "Hello", to, cc: [], bcc: [], from: ME, ...more }, NOW);
const opening = (armored: string, more: Partial<Parameters<typeof openMessage>[0]> = {}) =>
  openMessage({ armored, from: BOB, to: [ME], date: NOW, account: ME, ...more }, NOW);

async function fromBob(text = "Hi Alice", { signer = bob.secret as SecretKey | null, at = NOW } = {}): Promise<string> {
  return seal({ text, signer, readers: [await myCertificate()], hiddenReaders: [], now: at });
}

async function clearsigned(text: string, ...signers: OwnKey[]): Promise<string> {
  const message = await openpgp.createCleartextMessage({ text });
  return openpgp.sign({ message, signingKeys: signers.map((key) => key.secret), date: new Date(NOW) });
}

describe("sealing", () => {
  it("reaches every recipient and the author, pins first contacts and counts the use", async () => {
    await found(BOB, bob);
    await found(CAROL, carol);
    const sealed = await sealing([BOB], { cc: [CAROL] });
    expect(sealed.ok && sealed.value.pinned).toEqual([BOB, CAROL]);
    expect(await recipientState(BOB)).toMatchObject({ state: "first-contact" });
    expect((await database.contacts.get(BOB))?.sealedDays).toHaveLength(1);
    const armored = sealed.ok ? sealed.value.armored : "";
    for (const key of [bob, carol]) {
      const message = await openpgp.readMessage({ armoredMessage: armored });
      expect(await openpgp.decrypt({ message, decryptionKeys: key.secret })).toMatchObject({ data: "Hello" });
    }
    expect(await opening(armored, { from: ME, to: [BOB, CAROL] })).toMatchObject({
      ok: true,
      value: {
        text: "Hello",
        sealed: true,
        signature: { state: "own" },
        facts: { sealed: true },
      },
    });
  });

  it("twice in a row is the same message to the same keys, and pins once", async () => {
    await found(BOB, bob);
    expect((await sealing([BOB])).ok).toBe(true);
    expect(await sealing([BOB])).toMatchObject({ ok: true, value: { pinned: [] } });
  });

  it("names the recipients without a key and seals to nobody", async () => {
    await found(BOB, bob);
    const nobody = { ok: false, addresses: [CAROL, "dora@example.org"] };
    // Nobody was asked about them, so they may have keys.
    expect(await sealing([BOB, CAROL, "dora@example.org"])).toEqual({ ...nobody, code: "unanswered" });
    await haveNone(CAROL);
    expect(await sealing([BOB, CAROL, "dora@example.org"])).toEqual({ ...nobody, code: "unanswered" });
    await haveNone("dora@example.org");
    expect(await sealing([BOB, CAROL, "dora@example.org"])).toEqual({ ...nobody, code: "missing-keys" });
    expect(await recipientState(BOB)).toMatchObject({ state: "new" });
  });

  it("keeps to the class of the message, names who is below it and seals to nobody", async () => {
    await found(BOB, bob);
    await knows(carol);
    const asked = { least: { level: "verified", inside: false } } as const;
    expect(await sealing([BOB, CAROL, "dora@example.org"], asked)).toEqual({
      ok: false,
      code: "below-class",
      missing: "verified",
      addresses: [BOB, CAROL, "dora@example.org"],
    });
    await verifyContact(CAROL, true);
    expect((await sealing([CAROL, ME], asked)).ok).toBe(true);
    expect(await sealing([CAROL], { least: { level: "anyone", inside: true } })).toMatchObject({
      code: "below-class",
      missing: "inside",
      addresses: [CAROL],
    });
    expect(await recipientState(BOB)).toMatchObject({ state: "new" });
  });

  it("keeps to what the organisation asks for, whatever the overlay says, and signs nothing in clear then", async () => {
    await found(BOB, bob);
    const managed = {
      get: async () => ({ leastLevel: "known", organisationDomains: ["example.org"], onlyInside: true }),
    };
    Object.assign(browser.storage, { managed });
    await onPolicyChanged();
    const least = { level: "anyone", inside: false } as const;
    expect(await sealing([BOB], { least })).toMatchObject({ code: "below-class", missing: "known", addresses: [BOB] });
    expect(await sealing(["eve@example.net"])).toMatchObject({
      code: "below-class",
      missing: "inside",
      addresses: ["eve@example.net"],
    });
    expect(await signMessage({ text: "Hello", from: ME }, NOW)).toEqual({ ok: false, code: "below-class" });
    Object.assign(browser.storage, { managed: undefined });
    await onPolicyChanged();
    expect((await sealing([BOB], { least })).ok).toBe(true);
    expect((await signMessage({ text: "Hello", from: ME }, NOW)).ok).toBe(true);
  });

  it("is held by a changed key and by a conflict until the user chose", async () => {
    await found(BOB, bob);
    await found(BOB, bobsOther);
    expect(await sealing([BOB])).toEqual({ ok: false, code: "held", addresses: [BOB] });
    await chooseKey(BOB, bobsOther.info.fingerprint);
    const sealed = await sealing([BOB]);
    const message = await openpgp.readMessage({ armoredMessage: sealed.ok ? sealed.value.armored : "" });
    const readers = message.getEncryptionKeyIDs().map((id) => id.toHex());
    expect(readers).toContain(bobsOther.info.keyIds[1]);
    expect(readers).not.toContain(bob.info.keyIds[1]);
  });

  it("hides blind copies from the others", async () => {
    await found(BOB, bob);
    await found(CAROL, carol);
    const sealed = await sealing([BOB], { bcc: [CAROL] });
    const message = await openpgp.readMessage({ armoredMessage: sealed.ok ? sealed.value.armored : "" });
    const readers = message.getEncryptionKeyIDs().map((id) => id.toHex());
    expect(readers).toHaveLength(3);
    expect(readers.filter((id) => id === "0000000000000000")).toHaveLength(1);
    expect(readers).not.toContain(carol.info.keyIds[1]);
  });

  it("to oneself needs no contact", async () => {
    const sealed = await sealing([ME]);
    const message = await openpgp.readMessage({ armoredMessage: sealed.ok ? sealed.value.armored : "" });
    expect(message.getEncryptionKeyIDs()).toHaveLength(1);
  });

  it("says what is missing: recipients, a key of one's own, room, the passphrase", async () => {
    expect(await sealing([])).toEqual({ ok: false, code: "no-recipients" });
    expect(await sealing([BOB], { text: "x".repeat(50 * 1024 * 1024 + 1) })).toEqual({ ok: false, code: "too-large" });
    await deleteIdentity({ fingerprint: me });
    expect(await sealing([BOB])).toEqual({ ok: false, code: "no-identity" });
    await createIdentity({ name: "Alice", address: ME, passphrase: "secret" }, MADE);
    await lockIdentities();
    expect(await sealing([ME])).toMatchObject({ ok: false, code: "locked" });
  });

  it("fails in words when the own key has run out", async () => {
    const late = NOW + 3 * 365 * DAY;
    const result = await sealMessage({ text: "x", to: [ME], cc: [], bcc: [], from: ME }, late);
    expect(result).toEqual({ ok: false, code: "own-key-ended" });
  });
});

describe("opening", () => {
  const stateOf = async (armored: string, more: Partial<Parameters<typeof openMessage>[0]> = {}) => {
    const opened = await opening(armored, more);
    return opened.ok ? opened.value.signature : opened.code;
  };

  it("tells first contact, known by pin, and verified", async () => {
    await found(BOB, bob);
    expect(await stateOf(await fromBob())).toEqual({
      state: "first-contact",
      signer: { fingerprint: bob.info.fingerprint, name: "Bob", address: BOB, verifiedAt: null },
      signedAt: NOW,
    });
    await pin(BOB, bob.info.fingerprint);
    await verifyContact(BOB, true);
    expect(await stateOf(await fromBob())).toMatchObject({
      state: "verified",
      signer: { verifiedAt: expect.any(Number) },
    });
  });

  it("counts a good signature of the pinned key as a day of history", async () => {
    await knows(bob);
    await opening(await fromBob());
    expect((await database.contacts.get(BOB))?.signedDays).toHaveLength(1);
  });

  it("says when another key than the pinned one signed for From", async () => {
    await knows(bob);
    await found(BOB, bobsOther);
    expect(await stateOf(await fromBob("x", { signer: bobsOther.secret }))).toMatchObject({
      state: "changed-key",
      signer: { fingerprint: bobsOther.info.fingerprint, verifiedAt: null },
    });
    expect(await stateOf(await fromBob())).toMatchObject({ state: "first-contact" });
  });

  it("does not let Carol's good signature stand for Bob", async () => {
    await knows(bob);
    await knows(carol);
    expect(await stateOf(await fromBob("x", { signer: carol.secret }))).toMatchObject({
      state: "other-address",
      signer: { address: CAROL },
    });
  });

  it("says when the page tells no From, whose key is unknown, and when nobody signed", async () => {
    await knows(bob);
    expect(await stateOf(await fromBob(), { from: null })).toMatchObject({
      state: "no-from",
      signer: { address: BOB },
    });
    expect(await stateOf(await fromBob("x", { signer: carol.secret }))).toEqual({
      state: "unknown-key",
      keyId: carol.info.keyIds[0],
    });
    expect(await stateOf(await fromBob("x", { signer: null }))).toEqual({ state: "none" });
  });

  it("vouches for nobody by a key its owner has withdrawn", async () => {
    await knows(bob);
    const armored = await fromBob();
    expect(await stateOf(armored)).toMatchObject({ state: "first-contact" });
    await database.keys.update(bob.info.fingerprint, { revoked: true });
    expect(await stateOf(armored)).toMatchObject({ state: "revoked-key", signer: { address: BOB } });
  });

  it("compares the time of signing with the Date of the message: a week in the outbox, a day the other way", async () => {
    await knows(bob);
    const signedAt = (at: number) => fromBob("x", { at });
    const states = await Promise.all(
      [0, -6 * DAY, -8 * DAY].map(
        async (shift) => ((await stateOf(await signedAt(NOW + shift))) as { state: string }).state,
      ),
    );
    expect(states).toEqual(["first-contact", "first-contact", "date-mismatch"]);
    expect(await stateOf(await signedAt(NOW), { date: NOW - 2 * DAY })).toMatchObject({ state: "date-mismatch" });
    expect(await stateOf(await signedAt(NOW - 20 * DAY), { date: null })).toMatchObject({
      state: "undated",
      trust: "first-contact",
    });
  });

  describe("that names whom it is for", () => {
    const certificateOf = (key: OwnKey) => key.info.certificate;
    const toAlice = async (armored: string, opener: OwnKey) =>
      sealAnew(armored, opener.secret, [await myCertificate()], new Date(NOW));
    /** Bob writes to these readers, and the first of them seals his signed message again to Alice. */
    async function passedOn(...readers: [OwnKey, ...OwnKey[]]): Promise<string> {
      const armored = await seal({
        text: "You are fired",
        signer: bob.secret,
        readers: [bob, ...readers].map(certificateOf),
        hiddenReaders: [],
        now: NOW,
      });
      return toAlice(armored, readers[0]);
    }
    const fromBobTo = (readers: Uint8Array[], hiddenReaders: Uint8Array[] = []) =>
      seal({ text: "Hi", signer: bob.secret, readers: [certificateOf(bob), ...readers], hiddenReaders, now: NOW });

    it("and not the user says so, earns nothing, counts for nothing and leaves no green letter", async () => {
      await knows(bob);
      await verifyContact(BOB, true);
      const opened = await opening(await passedOn(carol));
      expect(opened).toMatchObject({
        ok: true,
        value: { text: "You are fired", signature: { state: "for-others", signer: { address: BOB }, intended: [] } },
      });
      const { grade, axes, cap } = indexOf((opened as Extract<typeof opened, { ok: true }>).value.facts);
      expect({ grade, content: axes.content.points, cap }).toEqual({
        grade: "c",
        content: 60,
        cap: "signature_for_others",
      });
      expect((await database.contacts.get(BOB))?.signedDays).toEqual([]);
      expect(await stateOf(await fromBobTo([await myCertificate()]))).toMatchObject({ state: "verified" });
    });

    it("says the addresses of those whose keys the user has for them, and no others that keys claim", async () => {
      await knows(bob);
      await knows(carol);
      expect(await stateOf(await passedOn(carol))).toMatchObject({ intended: [CAROL] });
      const liar = await generateKey("", "dora@example.org", MADE);
      await knows(await generateKey("", "dora@example.org", MADE));
      await found("dora@example.org", liar);
      expect(await stateOf(await passedOn(liar, carol))).toMatchObject({ state: "for-others", intended: [CAROL] });
    });

    it("is for the user by any of their keys, and as a hidden copy", async () => {
      await knows(bob);
      const more = await createIdentity({ name: "Alice", address: "alice@work.example" }, MADE);
      const other = await database.identities.get(more.ok ? more.value.fingerprint : "");
      expect(await stateOf(await fromBobTo([other!.certificate]))).toMatchObject({ state: "first-contact" });
      expect(await stateOf(await fromBobTo([], [await myCertificate()]))).toMatchObject({ state: "first-contact" });
    });

    it("is the user's own, whomever it names", async () => {
      await knows(carol);
      const own = await unlockedKey((await database.identities.get(me))!);
      const readers = [certificateOf(carol)];
      const armored = await seal({ text: "Hi", signer: own, readers, hiddenReaders: [], now: NOW });
      expect(await stateOf(await toAlice(armored, carol), { from: ME, to: [CAROL] })).toMatchObject({
        state: "own",
      });
    });

    it("names others on top of a date that does not fit, and under what is worse", async () => {
      await knows(bob);
      const armored = await passedOn(carol);
      expect(await stateOf(armored, { date: NOW - 30 * DAY })).toMatchObject({ state: "for-others" });
      expect(await stateOf(armored, { sourceFrom: [CAROL] })).toMatchObject({ state: "from-mismatch" });
      await database.keys.update(bob.info.fingerprint, { revoked: true });
      expect(await stateOf(armored)).toMatchObject({ state: "revoked-key" });
    });
  });

  it("reads clearsigned text without a key of one's own, and says invalid when it was changed", async () => {
    await knows(bob);
    await deleteIdentity({ fingerprint: me });
    const armored = await clearsigned("Pay 100", bob);
    expect(await opening(armored)).toMatchObject({
      ok: true,
      value: { text: "Pay 100", sealed: false, readers: [], signature: { state: "first-contact" } },
    });
    expect(await stateOf(armored.replace("100", "900"))).toEqual({ state: "invalid", keyId: bob.info.keyIds[0] });
  });

  it("with several signatures takes the one for From, and invalid when that one is", async () => {
    await knows(bob);
    await knows(carol);
    const both = await clearsigned("Hello", carol, bob);
    expect(await stateOf(both)).toMatchObject({ state: "first-contact", signer: { address: BOB } });
    expect(await stateOf(both, { from: CAROL })).toMatchObject({ signer: { address: CAROL } });
    expect(await stateOf(both.replace("Hello", "Hullo"))).toMatchObject({ state: "invalid" });
  });

  describe("a signed entity", () => {
    const detached = async (
      entity: string,
      signer = bob,
    ): Promise<{ signed: Uint8Array<ArrayBuffer>; signature: string }> => {
      const signed = new TextEncoder().encode(entity);
      const message = await openpgp.createMessage({ binary: signed });
      const date = new Date(NOW);
      return {
        signed,
        signature: await openpgp.sign({ message, signingKeys: signer.secret, detached: true, date }),
      };
    };
    const claims = { from: BOB, to: [ME], date: NOW, account: ME };
    const ENTITY = "Content-Type: text/plain\r\n\r\nHello\r\n";

    it("is checked by its detached signature, and not sealed", async () => {
      await knows(bob);
      const part = await detached(ENTITY);
      expect(await verifyMessage({ ...part, ...claims }, NOW)).toMatchObject({
        ok: true,
        value: { text: null, entity: null, sealed: false, signature: { state: "first-contact" } },
      });
      const changed = part.signed.map((octet, at) => (at === 30 ? octet ^ 1 : octet));
      expect(await verifyMessage({ ...part, signed: changed, ...claims }, NOW)).toMatchObject({
        value: { signature: { state: "invalid" } },
      });
    });

    it.each([
      ["its source", { sourceFrom: [CAROL] }, ENTITY],
      ["one of two From fields of its source", { sourceFrom: [BOB, CAROL] }, ENTITY],
      ["its signed header", {}, `From: Carol <${CAROL}>\r\n${ENTITY}`],
      ["a From that cannot be read", {}, `From: Bob <${BOB}\r\n${ENTITY}`],
    ])("proves nothing where the page shows another From than %s", async (_, more, entity) => {
      await knows(bob);
      expect(await verifyMessage({ ...(await detached(entity)), ...claims, ...more }, NOW)).toMatchObject({
        value: { signature: { state: "from-mismatch" }, facts: { signature: "from-mismatch" } },
      });
      expect((await database.contacts.get(BOB))?.signedDays).toEqual([]);
    });

    it("counts where page, source and signed header agree, letters' case aside", async () => {
      await knows(bob);
      const part = await detached(`From: "Bob, the builder" <BOB@example.org>\r\n${ENTITY}`);
      expect(await verifyMessage({ ...part, ...claims, sourceFrom: ["Bob@Example.org"] }, NOW)).toMatchObject({
        value: { signature: { state: "first-contact" } },
      });
    });

    it("comes out of a seal as octets, its own From heeded; asked for as text it is text", async () => {
      await knows(bob);
      const entity = `From: ${CAROL}\r\n${ENTITY}`;
      const armored = await fromBob(entity);
      const opened = await opening(armored, { as: "entity" });
      expect(opened.ok && opened.value.entity && new TextDecoder().decode(opened.value.entity)).toBe(entity);
      expect(opened).toMatchObject({ value: { text: null, sealed: true, signature: { state: "from-mismatch" } } });
      expect(await opening(armored)).toMatchObject({
        value: { text: entity.replaceAll("\r\n", "\n"), entity: null, signature: { state: "first-contact" } },
      });
    });

    it("opens octets as it opens armor", async () => {
      const sealed = dearmor(await fromBob("Hi"));
      expect(await opening("", { armored: undefined, sealed })).toMatchObject({ value: { text: "Hi" } });
      expect(await opening("", { armored: undefined })).toMatchObject({ code: "not-a-message" });
    });
  });

  it("an index falls to the lowest grade with a signature that does not hold", async () => {
    await knows(bob);
    const armored = (await clearsigned("Pay 100", bob)).replace("100", "900");
    const opened = await opening(armored);
    expect(opened.ok && indexOf(opened.value.facts).grade).toBe("e");
    const clear = await clearIndex({ from: BOB, to: [ME], account: ME });
    expect(clear.ok && indexOf(clear.value).grade).toBe("u");
  });

  it("asks to unlock only when the locked key is the one it is for", async () => {
    await deleteIdentity({ fingerprint: me });
    const locked = await createIdentity({ name: "Alice", address: ME, passphrase: "secret" }, MADE);
    me = locked.ok ? locked.value.fingerprint : "";
    const armored = await fromBob();
    await lockIdentities();
    expect(await opening(armored)).toEqual({ ok: false, code: "locked", fingerprint: me });
    const toCarol = await seal({
      text: "x",
      signer: null,
      readers: [carol.info.certificate],
      hiddenReaders: [],
      now: NOW,
    });
    expect(await opening(toCarol)).toEqual({ ok: false, code: "no-key", readers: [carol.info.keyIds[1]] });
    await unlockIdentity({ passphrase: "secret" });
    expect((await opening(armored)).ok).toBe(true);
  });

  it("opens what it is a hidden reader of", async () => {
    const armored = await seal({
      text: "psst",
      signer: bob.secret,
      readers: [carol.info.certificate],
      hiddenReaders: [await myCertificate()],
      now: NOW,
    });
    expect(await opening(armored)).toMatchObject({
      ok: true,
      value: { text: "psst", readers: [carol.info.keyIds[1], "0000000000000000"] },
    });
  });

  it("gives the code of every other failure", async () => {
    expect(await opening("no armor here")).toEqual({ ok: false, code: "not-a-message" });
    expect(await opening("-----BEGIN PGP MESSAGE-----\n\naGVsbG8=\n-----END PGP MESSAGE-----")).toEqual({
      ok: false,
      code: "damaged",
    });
    expect(await opening("x".repeat(50 * 1024 * 1024 + 1))).toEqual({ ok: false, code: "too-large" });
    const message = await openpgp.createMessage({ text: "x" });
    expect(await opening(await openpgp.encrypt({ message, passwords: "x" }))).toEqual({
      ok: false,
      code: "unsupported",
    });
    await deleteIdentity({ fingerprint: me });
    const toCarol = await seal({
      text: "x",
      signer: null,
      readers: [carol.info.certificate],
      hiddenReaders: [],
      now: NOW,
    });
    expect(await opening(toCarol)).toEqual({ ok: false, code: "no-identity", missing: [] });
  });
});
