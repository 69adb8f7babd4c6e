import { expect } from "@playwright/test";
import { press } from "../gmail/actions";
import { addressOf } from "../lab/lab";
import { sealedMailTo } from "../lab/sealed-mail";
import { whereSeen } from "../lab/where-seen";
import { test } from "./lab-test";
import { bringKey, makeKey, publicKeyOf, readSealed, sealTextOnly, startSealing } from "./person";
import { openWhole, pageBox, preview, saveDraft, send, startMessage } from "./webmail";

// The main job: alice, new to all this, seals to bob, whose key is nowhere but in DNS. Words of one piece, so that no
// line break or encoding hides them from the search of what the servers saw.
const SECRET = "quincemarmalade4711";
const SUBJECT = "Breakfast";

test("alice seals to bob by his OPENPGPKEY record; bob and gpg read it; no server saw a word of it", async ({
  lab,
  gpg,
  person,
}) => {
  test.setTimeout(120_000);
  const alice = await person("alice");
  await makeKey(alice);

  await startMessage(alice.page, addressOf("bob"), SUBJECT);
  await pageBox(alice.page).fill("Dear Bob,\n");
  const overlay = await startSealing(alice.page);
  const editor = overlay.getByRole("textbox", { name: "Message" });
  await expect(editor).toHaveValue(/^Dear Bob,/);
  await expect(pageBox(alice.page)).not.toHaveValue(/Dear Bob/);

  await sealTextOnly(overlay);
  await editor.press("Control+End");
  await editor.pressSequentially(SECRET);
  // The webmail saves a draft while the text is still open in the overlay.
  await saveDraft(alice.page);
  expect(whereSeen(lab, SECRET)).toEqual([]);

  // Bob's key is found over DNS while alice writes; nothing else is published.
  await expect(overlay.getByRole("button", { name: "bob@example.test: new key, proven by DNS" })).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
  await expect(pageBox(alice.page)).toHaveValue(/^\s*-----BEGIN PGP MESSAGE-----/);
  await saveDraft(alice.page);
  await send(alice.page);
  expect(whereSeen(lab, SECRET)).toEqual([]);
  // The search itself works: what alice typed in the webmail's own subject field is everywhere.
  expect(whereSeen(lab, SUBJECT).length).toBeGreaterThan(3);

  const sealed = sealedMailTo(lab, "bob", SUBJECT);
  const opened = gpg.open(sealed);
  expect(opened.goodSignatureBy).toBeNull();
  expect(opened.text).toContain("Dear Bob,");
  expect(opened.text).toContain(SECRET);

  gpg.importKey(await publicKeyOf(alice));
  expect(gpg.open(sealed).goodSignatureBy).not.toBeNull();

  const bob = await person("bob");
  await bringKey(bob, gpg.armoredSecretKey(addressOf("bob")));
  await preview(bob.page, SUBJECT);
  const inPreview = await readSealed(bob.page);
  expect(inPreview.text).toContain(SECRET);
  expect(inPreview.signature).toBe("Signed with a key you do not have, so nothing proves who wrote it");

  await openWhole(bob.page, SUBJECT);
  const whole = await readSealed(bob.page);
  expect(whole.text).toContain("Dear Bob,");
  await expect(whole.overlay.getByRole("button", { name: /^Privacy: / })).toBeVisible();
  expect(whereSeen(lab, SECRET)).toEqual([]);
});
