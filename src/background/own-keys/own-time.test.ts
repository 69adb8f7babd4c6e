import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { draftFromEntity, draftToEntity } from "../../domain/mime/draft";
import { openpgp } from "../../domain/pgp/openpgp";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { loadDraft, saveDraft, saveDraftFile } from "../mail/drafts";
import { sealMessage } from "../mail/encrypt";
import { signMessage } from "../mail/sign";
import { database } from "../store/database";
import { addAddress } from "./add-address";
import { extendIdentity } from "./extend";
import { createIdentity } from "./identities";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
/** The present time, since opening uses the real clock. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const ID = "123e4567-e89b-42d3-a456-426614174000";
const FILE = "223e4567-e89b-42d3-a456-426614174000";
const entity = draftToEntity(
  { text: "Dear Bob", html: null, subject: "", to: [], cc: [], bcc: [], attachments: [] },
  new Uint8Array(24),
);
const draft = { id: ID, place: "https://mail.example", composeKey: null, account: ME, from: ME, entity, files: [FILE] };

async function keyMade(at: number): Promise<string> {
  const made = await createIdentity({ name: "Alice", address: ME }, at);
  if (!made.ok) throw new Error(made.code);
  return made.value.fingerprint;
}
async function draftComesBack(now = NOW): Promise<void> {
  expect((await saveDraft(draft, now)).ok).toBe(true);
  expect((await saveDraftFile({ id: ID, file: FILE, from: ME, bytes: new Uint8Array(5) }, now)).ok).toBe(true);
  const loaded = await loadDraft({ id: ID, account: ME });
  expect(loaded.ok && draftFromEntity(loaded.value.entity)!.text).toBe("Dear Bob");
}
/** Sealed to the user: only the own key's date matters here. */
const sealed = (now = NOW) => sealMessage({ text: "hello", to: [ME], cc: [], bcc: [], from: ME }, now);
const signed = (now = NOW) => signMessage({ text: "hello", from: ME }, now);
async function dateOf(armored: string): Promise<number> {
  const message = await openpgp.readCleartextMessage({ cleartextMessage: armored });
  const signature = await openpgp.readSignature({
    armoredSignature: armored.slice(armored.indexOf("-----BEGIN PGP SIGNATURE")),
  });
  expect(message.getText()).toBe("hello");
  return signature.packets[0]!.created!.getTime();
}

beforeEach(async () => {
  for (const area of ["session", "local", "managed"] as const) browser.storage[area] = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe("by a clock that stands before the own key was made", () => {
  it.each([
    ["a minute", 60_000],
    ["an hour", HOUR],
    ["47 hours", 47 * HOUR],
  ])("for %s, drafts are kept, and what is sealed and signed has the key's own date", async (_, ahead) => {
    await keyMade(NOW + ahead);
    await draftComesBack();
    expect((await sealed()).ok).toBe(true);
    const said = await signed();
    expect(said.ok && (await dateOf(said.value.signed))).toBe(NOW + ahead);
  });

  it("for days, drafts are kept and nothing else is made: the clock is named", async () => {
    await keyMade(NOW + 400 * DAY);
    await draftComesBack();
    expect(await sealed()).toEqual({ ok: false, code: "clock-behind" });
    expect(await signed()).toEqual({ ok: false, code: "clock-behind" });
  });

  it("it counts when the key was last written: made to last, given an address", async () => {
    const fingerprint = await keyMade(NOW - 100 * DAY);
    await sealed();
    expect((await extendIdentity({ fingerprint, passphrase: null }, NOW + HOUR)).ok).toBe(true);
    await draftComesBack();
    expect((await sealed()).ok).toBe(true);
    expect((await addAddress({ fingerprint, address: "al@example.org" }, NOW + 2 * HOUR)).ok).toBe(true);
    await draftComesBack();
    const said = await signed();
    expect(said.ok && (await dateOf(said.value.signed))).toBe(NOW + 2 * HOUR);
  });
});

describe("by a clock that stands past the own key's end", () => {
  it("drafts are kept, and the true reason is told instead of a failure", async () => {
    await keyMade(NOW - 3 * 365 * DAY);
    await draftComesBack();
    expect(await sealed()).toEqual({ ok: false, code: "own-key-ended" });
    expect(await signed()).toEqual({ ok: false, code: "own-key-ended" });
  });

  it("only for a moment, all is as before once it is set", async () => {
    await keyMade(NOW - DAY);
    await draftComesBack(NOW + 3 * 365 * DAY);
    expect(await sealed(NOW + 3 * 365 * DAY)).toEqual({ ok: false, code: "own-key-ended" });
    expect((await sealed()).ok).toBe(true);
  });
});
