import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateKey } from "../../domain/pgp/secret-key";
import { signText } from "../../domain/pgp/signed-text";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { createIdentity, lockIdentities } from "../own-keys/identities";
import { database } from "../store/database";
import { dropPlace } from "../store/places";
import { verifyContact } from "./address-book";
import { pin, rejectKey } from "./decisions";
import { noteFoundKey } from "./note-found-key";
import { keepPinsSigned, signPins } from "./pin-signing";
import { acceptPins, checkPins, restorePins, savePins } from "./pin-table";
import { recipientState } from "./recipient-states";
import { scanVerification, showVerification } from "./verification";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 86_400_000;
const BOB = "bob@example.org";
const CAROL = "carol@example.org";
const WKD = { source: "wkd", host: "example.org", dnssec: "none", chain: [] } as const;

async function contact(address: string): Promise<string> {
  const { info } = await generateKey("", address, MADE);
  await noteFoundKey(address, info, WKD, { now: NOW });
  await pin(address, info.fingerprint, NOW);
  return info.fingerprint;
}

let me: string;

beforeEach(async () => {
  browser.storage.session = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
  await dropPlace("people");
  const made = await createIdentity({ name: "Alice", address: "alice@example.org" }, MADE);
  if (!made.ok) throw new Error(made.code);
  me = made.value.fingerprint;
});

const check = async () => {
  const answer = await checkPins(NOW);
  return answer.ok ? answer.value : null;
};
const saved = async () => {
  const answer = await savePins(NOW);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
};
const forgetContacts = () => Promise.all([database.contacts.clear(), database.keys.clear(), database.finds.clear()]);

describe("the signed pin table", () => {
  it("is unsigned at first, then good, also while a change of ours waits to be signed", async () => {
    await contact(BOB);
    expect(await check()).toEqual({ state: "unsigned", addresses: [] });
    await signPins(NOW);
    expect(await check()).toEqual({ state: "good", addresses: [] });
    await verifyContact(BOB, true, NOW);
    await contact(CAROL);
    expect(await check()).toEqual({ state: "good", addresses: [] });
    expect(await database.unsignedPins.count()).toBe(2);
    await signPins(NOW);
    expect(await database.unsignedPins.count()).toBe(0);
    expect(await check()).toEqual({ state: "good", addresses: [] });
  });

  it("shows what something else altered, also after the next signing, until the user takes it", async () => {
    await contact(BOB);
    const carol = await contact(CAROL);
    await signPins(NOW);
    await database.contacts.update(BOB, { pinned: carol });
    expect(await check()).toEqual({ state: "altered", addresses: [BOB] });
    await verifyContact(CAROL, true, NOW);
    await signPins(NOW);
    expect(await check()).toEqual({ state: "altered", addresses: [BOB] });
    expect(await acceptPins(NOW)).toMatchObject({ value: { state: "good" } });
  });

  it.each([
    ["a verification", { verifiedAt: NOW }],
    ["a rejected key", { rejected: ["a".repeat(40)] }],
    ["a held key taken away", { held: "b".repeat(40) }],
  ])("covers %s", async (_, change) => {
    await contact(BOB);
    await signPins(NOW);
    await database.contacts.update(BOB, change);
    expect((await check())?.addresses).toEqual([BOB]);
  });

  it("notices a contact taken away or slipped in", async () => {
    await contact(BOB);
    await signPins(NOW);
    const row = (await database.contacts.get(BOB))!;
    await database.contacts.put({ ...row, id: CAROL, address: CAROL });
    await database.contacts.delete(BOB);
    expect((await check())?.addresses).toEqual([BOB, CAROL]);
  });

  it("that another key signed, or nobody, is altered and not signed over", async () => {
    await contact(BOB);
    await signPins(NOW);
    const stranger = await generateKey("Eve", "eve@example.org", MADE);
    for (const signed of ["", await signText("{}", stranger.secret, NOW)]) {
      await database.pinTable.update("table", { signed });
      await verifyContact(BOB, true, NOW);
      await signPins(NOW);
      expect(await check()).toEqual({ state: "altered", addresses: [] });
      await verifyContact(BOB, false, NOW);
    }
  });

  it("is not signed for what changes while it is being signed", async () => {
    await contact(BOB);
    await signPins(NOW);
    await verifyContact(BOB, true, NOW);
    await Promise.all([signPins(NOW), verifyContact(BOB, false, NOW)]);
    expect((await check())?.state).toBe("good");
    await signPins(NOW);
    expect((await check())?.state).toBe("good");
    expect(await database.unsignedPins.count()).toBe(0);
  });

  it("waits while the key is locked", async () => {
    await database.identities.clear();
    await createIdentity({ name: "Alice", address: "alice@example.org", passphrase: "correct horse" }, MADE);
    await contact(BOB);
    await lockIdentities();
    expect(await signPins(NOW)).toEqual({ ok: false, code: "locked" });
    expect(await savePins(NOW)).toEqual({ ok: false, code: "locked" });
    expect(await check()).toEqual({ state: "unsigned", addresses: [] });
    expect(await database.unsignedPins.count()).toBe(1);
  });

  it("is signed by itself once changes have come to rest", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const failed = vi.fn();
    keepPinsSigned(failed);
    await contact(BOB);
    vi.advanceTimersByTime(2000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await check()).toEqual({ state: "good", addresses: [] }));
    expect(failed).not.toHaveBeenCalled();
  });
});

describe("a saved copy", () => {
  it("brings back pins, verification and what was turned down, with the keys", async () => {
    const bob = await contact(BOB);
    await verifyContact(BOB, true, NOW);
    const other = (await generateKey("", BOB, MADE)).info;
    await noteFoundKey(BOB, other, WKD, { now: NOW });
    await rejectKey(BOB, other.fingerprint, NOW);
    const { text, fileName } = await saved();
    expect(fileName).toMatch(/^cachet-contacts-\d{4}-\d\d-\d\d\.asc$/);
    await forgetContacts();
    expect(await restorePins({ text }, NOW)).toEqual({ ok: true, value: { restored: 1, refused: [] } });
    expect(await recipientState(BOB, NOW)).toMatchObject({ state: "verified", key: { fingerprint: bob } });
    await noteFoundKey(BOB, other, WKD, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("verified");
  });

  it("never overwrites another pin: that key is held, and said", async () => {
    const old = await contact(BOB);
    const { text } = await saved();
    await forgetContacts();
    const now = await contact(BOB);
    expect(await restorePins({ text }, NOW)).toEqual({
      ok: true,
      value: { restored: 0, refused: [{ address: BOB, because: "other-key" }] },
    });
    const state = await recipientState(BOB, NOW);
    expect(state.state).toBe("changed");
    expect(state.rivals.map(({ fingerprint }) => fingerprint)).toEqual([now, old]);
  });

  it("is taken from nobody but the user's own key, and whole", async () => {
    await contact(BOB);
    const { text } = await saved();
    await forgetContacts();
    const eve = await generateKey("Eve", "eve@example.org", MADE);
    expect(await restorePins({ text: await signText("{}", eve.secret, NOW) }, NOW)).toMatchObject({ code: "not-ours" });
    expect(await restorePins({ text: "{}" }, NOW)).toMatchObject({ code: "not-a-table" });
    const middle = Math.floor(text.length / 2);
    const flipped = text[middle] === "A" ? "B" : "A";
    const answer = await restorePins({ text: text.slice(0, middle) + flipped + text.slice(middle + 1) }, NOW);
    expect(answer.ok).toBe(false);
    expect(await database.contacts.count()).toBe(0);
    await database.identities.clear();
    expect(await restorePins({ text }, NOW)).toMatchObject({ code: "no-identity" });
  });

  it("restores nothing for a key that is not the one it names", async () => {
    await contact(BOB);
    await contact(CAROL);
    const [bob, carol] = await Promise.all([database.contacts.get(BOB), database.contacts.get(CAROL)]);
    await database.contacts.update(BOB, { pinned: carol!.pinned });
    const { text } = await saved();
    await forgetContacts();
    expect(bob!.pinned).not.toBe(carol!.pinned);
    expect(await restorePins({ text }, NOW)).toMatchObject({
      value: { restored: 1, refused: [{ address: BOB, because: "bad-key" }] },
    });
  });
});

describe("verification", () => {
  it("shows one number to both and the code of the own key", async () => {
    const bob = await contact(BOB);
    const own = { fingerprint: me, address: "alice@example.org" };
    const shown = await showVerification({ address: BOB, own }, NOW);
    expect(shown).toMatchObject({
      value: {
        ownFingerprint: me,
        theirFingerprint: bob,
        ownCode: `OPENPGP4FPR:${me.toUpperCase()}#a=alice%40example.org`,
      },
    });
    const stranger = { fingerprint: me, address: "carol@example.org" };
    expect(await showVerification({ address: BOB, own: stranger }, NOW)).toEqual({ ok: false, code: "no-identity" });
    expect(await showVerification({ address: CAROL, own }, NOW)).toEqual({ ok: false, code: "unknown" });
    await database.identities.clear();
    expect(await showVerification({ address: BOB, own }, NOW)).toEqual({ ok: false, code: "no-identity" });
  });

  it("takes the right code only", async () => {
    const bob = await contact(BOB);
    const scan = (code: string, address = BOB) => scanVerification({ address, code }, NOW);
    expect(await scan("hello")).toMatchObject({ code: "not-a-code" });
    expect(await scan(`OPENPGP4FPR:${"a".repeat(40)}`)).toMatchObject({ code: "other-key" });
    expect(await scan(`OPENPGP4FPR:${bob}#a=carol%40example.org`)).toMatchObject({ code: "other-address" });
    expect(await scan(`OPENPGP4FPR:${bob}`, CAROL)).toMatchObject({ code: "unknown" });
    expect((await recipientState(BOB, NOW)).state).toBe("first-contact");
    expect(await scan(`OPENPGP4FPR:${bob}#a=Bob%40example.org`)).toMatchObject({ value: { state: "verified" } });
  });

  it("settles which of two keys is the contact's", async () => {
    await contact(BOB);
    const other = (await generateKey("", BOB, MADE)).info;
    await noteFoundKey(BOB, other, WKD, { now: NOW });
    expect((await recipientState(BOB, NOW)).state).toBe("changed");
    expect(await scanVerification({ address: BOB, code: `OPENPGP4FPR:${other.fingerprint}` }, NOW)).toMatchObject({
      value: { state: "verified", key: { fingerprint: other.fingerprint } },
    });
  });

  it("pins a key that was only found so far", async () => {
    const { info } = await generateKey("", BOB, MADE);
    await noteFoundKey(BOB, info, WKD, { now: NOW });
    expect(await scanVerification({ address: BOB, code: `OPENPGP4FPR:${info.fingerprint}` }, NOW)).toMatchObject({
      value: { state: "verified" },
    });
  });
});
