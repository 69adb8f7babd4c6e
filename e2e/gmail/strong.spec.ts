import { readKey } from "openpgp";
import { KEY_CONTENT_TYPE, primaryKeyBody, strongAddress, udfOf } from "../../src/domain/discovery/strong-address";
import { noOverlay } from "../browser/overlays";
import { said } from "../browser/said";
import { until } from "../browser/until";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { makePeer } from "./peer";
import { bobReads } from "./seen";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

async function strongFor(address: string, armoredKey: string): Promise<string> {
  const certificate = new Uint8Array((await readKey({ armoredKey })).write());
  return strongAddress(address, await udfOf(KEY_CONTENT_TYPE, primaryKeyBody(certificate)!));
}

const received = ({ demo }: Stage) => demo.webmail.boxes[1]!.messages();

test("mail to a strong address is held in the page, goes out sealed, and is delivered without the label", async ({
  stage,
}) => {
  const { page, bob } = stage;
  const strong = await strongFor(BOB.address, bob.publicKey);
  await startMail(page, strong, "Plan", "not for everyone");
  const dialog = page.getByRole("dialog").last();
  await dialog.getByRole("button", { name: /^Send/ }).first().click();
  await until("the notice", () => said(page, words("notice_strong")));
  await page.keyboard.press("Control+Enter");
  expect(received(stage)).toHaveLength(0);
  const overlay = await pressLock(page);
  await expect(editorOf(overlay)).toHaveValue("not for everyone");
  await expect(overlay.getByRole("button", { name: new RegExp(words("chip_strong_match")) })).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe("not for everyone");
  const raw = stage.demo.webmail.boxes[1]!.raw(received(stage).at(-1)!.id)!.toString();
  expect(raw).toContain(BOB.address);
  expect(raw.toLowerCase()).not.toContain("mm--");
});

test("a strong address is not sealed to with another key, and offers no way in clear", async ({ stage }) => {
  const { page } = stage;
  const other = await makePeer(BOB);
  const strong = await strongFor(BOB.address, other.publicKey);
  await startMail(page, strong, "Plan", "secret");
  const overlay = await pressLock(page);
  await expect(overlay.getByRole("alert").filter({ hasText: "is not the one this address names" })).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText(words("seal_strong_mismatch"))).toBeVisible();
  await expect(overlay.getByRole("button", { name: words("compose_send_clear") })).toHaveCount(0);
  expect(received(stage)).toHaveLength(0);
});

test("without a key there is no way in clear either, also for the others of the same message", async ({ stage }) => {
  const { page, bob } = stage;
  const nobody = await strongFor("nobody@demo.example", bob.publicKey);
  await startMail(page, `${BOB.address}, ${nobody}`, "Plan", "secret");
  const overlay = await pressLock(page);
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert").filter({ hasText: "cannot leave in clear" })).toBeVisible();
  for (const way of ["nokey_invite", "nokey_letter"])
    await expect(overlay.getByRole("button", { name: words(way) })).toHaveCount(0);
  await expect(overlay.getByRole("button", { name: words("compose_send_clear") })).toHaveCount(0);
  expect(received(stage)).toHaveLength(0);
});

test("the own key is attached to the mail in the page", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "My key", "here it is");
  const overlay = await pressLock(page);
  await press(overlay, words("compose_more"));
  await press(overlay, overlay.getByRole("button", { name: words("attach_key") }));
  await expect(overlay.getByText(words("attach_key_done"))).toBeVisible();
  await expect(page.getByRole("dialog").getByText(/OpenPGP_0x[0-9A-F]{16}\.asc/)).toBeVisible();
});
