// Mail of two accounts of one person: each is answered with its own key and opened by its own passphrase, and neither reveals
// the other.

import { decrypt, readKey, readMessage, readPrivateKey } from "openpgp";
import { typePassphrase } from "../browser/asked";
import { openExtensionPage } from "../browser/launch";
import { atRest, noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { unlockWindow } from "../browser/press";
import { until } from "../browser/until";
import { ALICE, BOB } from "../webmail/demo";
import { editorOf, openMail, press, readOverlay, sealAndSendOf } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer } from "./peer";
import { bobsWebmail } from "./second-account";
import { expect, leaks, type Stage, test } from "./stage";

const CAROL = { name: "Carol Petit", address: "carol@demo.example" };
const SECRET = "gravel-6104-weir";
const ALICES = "correct horse battery";
const BOBS = "staple wind in the mast";

interface Key {
  readonly fingerprint: string;
  readonly addresses: string[];
  readonly locked: boolean;
}

/** Makes a call from an extension page, which is then closed. */
async function asked<T>({ browser }: Stage, name: string, request: object): Promise<T> {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  const answer = await callFrom<T>(popup, name, request);
  await popup.close();
  return answer;
}

/** A key for the second account, armored. */
async function bobsKey(stage: Stage, passphrase?: string): Promise<string> {
  await asked(stage, "identity.create", { ...BOB, ...(passphrase && { passphrase }) });
  const keys = await asked<Key[]>(stage, "identity.list", {});
  const { fingerprint } = keys.find(({ addresses }) => addresses.includes(BOB.address))!;
  return (await asked<{ text: string }>(stage, "identity.export", { fingerprint, what: "public" })).text;
}

test("an answer from the second account is signed and sealed with its key, and names the first nowhere", async ({
  stage,
}) => {
  const { demo, aliceKey } = stage;
  const carol = await makePeer(CAROL);
  await demo.publish(CAROL.address, carol.publicKey);
  const key = await bobsKey(stage);
  await demo.webmail.deliver(letter(carol, BOB.address, "Boats", await carol.seal("At nine?", [key])), 1);
  const page = await bobsWebmail(stage);
  await openMail(page, "Boats");
  const read = await readOverlay(page);
  await press(read, "Reply sealed");
  const quote = read.getByRole("button", { name: "Quote it anyway" });
  await until("an answer", async () => overlayFrames(page, "compose").length > 0 || (await quote.isVisible()));
  if (await quote.isVisible()) await press(read, quote);
  const overlay = await overlayFrame(page, "compose", -1);
  await editorOf(overlay).waitFor();
  const speaks = overlay.getByRole("status").filter({ hasText: "signed with the key of" });
  await expect(speaks).toHaveText(`${BOB.address}, signed with the key of ${BOB.name}`);
  await editorOf(overlay).fill(SECRET);
  await atRest(overlay);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");

  const sent = await until("the answer", () => demo.webmail.boxes[1]!.messages().find(({ own }) => own));
  const file = sent.files.find(({ name }) => name === "encrypted.asc");
  const armoredMessage = file ? Buffer.from(file.content).toString() : sent.text!;
  const message = await readMessage({ armoredMessage });
  const [alices, bobs] = await Promise.all([aliceKey, key].map((armoredKey) => readKey({ armoredKey })));
  const idsOf = (one: typeof bobs) => one!.getKeyIDs().map((id) => id.toHex());
  const readers = message.getEncryptionKeyIDs().map((id) => id.toHex());
  expect(readers.some((id) => idsOf(bobs).includes(id))).toBe(true);
  expect(readers.filter((id) => idsOf(alices).includes(id))).toEqual([]);
  const opened = await decrypt({
    message,
    decryptionKeys: await readPrivateKey({ armoredKey: carol.privateKey }),
    verificationKeys: bobs!,
  });
  expect(await opened.signatures[0]!.verified).toBe(true);
  expect(opened.data).toContain(SECRET);
  expect(`${opened.data}${demo.webmail.boxes[1]!.raw(sent.id)}`).not.toMatch(/alice/i);
  expect(leaks(stage, SECRET)).toEqual([]);

  // Neither account became a contact of the other.
  const found = await asked<{ items: { address: string }[] }>(stage, "contact.search", {
    query: "",
    offset: 0,
    limit: 50,
  });
  expect(found.items.map(({ address }) => address)).toEqual([CAROL.address]);
});

test.describe("under a passphrase each", () => {
  test.use({ passphrase: ALICES });

  test("the window for the passphrase names the key of the account in front, and unlocking it opens no other", async ({
    stage,
  }) => {
    const { demo, page: alices, bob, aliceKey } = stage;
    const key = await bobsKey(stage, BOBS);
    await asked(stage, "vault.lock", {});
    const carol = await makePeer(CAROL);
    await demo.webmail.deliver(letter(carol, BOB.address, "Boats", await carol.seal(SECRET, [key])), 1);
    await demo.webmail.deliver(letter(bob, ALICE.address, "Oars", await bob.seal(SECRET, [aliceKey])));
    const page = await bobsWebmail(stage);
    await openMail(page, "Boats");
    const read = await atRest(await overlayFrame(page, "read"));
    const unlock = await unlockWindow(read);
    await expect(unlock.getByRole("list", { name: "Locked keys" }).getByRole("listitem").first()).toContainText(
      BOB.address,
    );
    await Promise.all([unlock.waitForEvent("close"), typePassphrase(unlock, BOBS)]);
    await expect(read.getByText(SECRET)).toBeVisible();
    const keys = await asked<Key[]>(stage, "identity.list", {});
    expect(keys.map(({ addresses, locked }) => [addresses, locked])).toEqual([
      [[ALICE.address], true],
      [[BOB.address], false],
    ]);

    await alices.bringToFront();
    await openMail(alices, "Oars");
    const other = await overlayFrame(alices, "read");
    await expect(other.getByRole("button", { name: "Unlock", exact: true })).toBeVisible();
    await expect(other.getByText(SECRET)).toHaveCount(0);
  });
});
