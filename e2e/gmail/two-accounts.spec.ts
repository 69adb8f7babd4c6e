// Two accounts of one person in one browser: neither uses the other's key, and nothing links them without a click.

import type { Frame } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { until } from "../browser/until";
import { ALICE, BOB } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { bobsWebmail } from "./second-account";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const SECRET = "the boathouse at nine";
const question = (overlay: Frame) => overlay.getByRole("region", { name: `You have no key for ${BOB.address}` });
/** The button that offers the draft, open elsewhere or not. */
const offered = (overlay: Frame) => overlay.getByRole("button", { name: /^(Restore|Go on here)$/ });
const speaks = (overlay: Frame) => overlay.getByRole("status").filter({ hasText: BOB.address }).first();

async function ownKeys({ browser }: Stage) {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  const keys = await callFrom<{ fingerprint: string; addresses: string[] }[]>(popup, "identity.list", {});
  await popup.close();
  return keys;
}

test("from an account without a key nothing is signed with the other's: one question, a key made for it, and each its own", async ({
  stage,
}) => {
  const { demo } = stage;
  const page = await bobsWebmail(stage);
  await startMail(page, ALICE.address, "Boats");
  const overlay = await pressLock(page);
  await expect(question(overlay)).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert").filter({ hasText: "not decided yet whose key" })).toBeVisible();
  await autosaved(page);
  expect(demo.webmail.boxes[0]!.messages()).toHaveLength(0);

  await press(overlay, overlay.getByRole("button", { name: "Make a key for it" }));
  await expect(question(overlay)).toHaveCount(0);
  await expect(speaks(overlay)).toHaveText(/^bob@demo\.example, signed with the key of Bob Durand$/);
  const keys = await ownKeys(stage);
  expect(keys.map(({ addresses }) => addresses)).toEqual([[ALICE.address], [BOB.address]]);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  await until("mail for Alice", () => demo.webmail.boxes[0]!.messages().at(-1));

  const alices = stage.page;
  await alices.bringToFront();
  await openMail(alices, "...");
  const read = await readOverlay(alices);
  await expect(read.getByText(SECRET)).toBeVisible();
  await expect(read.getByText(`Signed by you, with your key for ${BOB.address}`)).toBeVisible();
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("an address is added to a key, or another key signs, only where the user says so; a draft stays in its account", async ({
  stage,
}) => {
  const { page: alices } = stage;
  await startMail(alices, BOB.address, "");
  const draft = await pressLock(alices);
  await editorOf(draft).fill(SECRET);
  await expect(draft.getByText(/Draft sealed/)).toBeVisible();

  const page = await bobsWebmail(stage);
  await startMail(page, ALICE.address, "Boats");
  const overlay = await pressLock(page);
  await expect(question(overlay)).toBeVisible();
  await expect(offered(overlay)).toHaveCount(0);
  await press(overlay, overlay.getByRole("button", { name: "Sign with the key of Alice Martin" }));
  await expect(speaks(overlay)).toContainText("signed with the key of Alice Martin (alice@demo.example), as you chose");
  await press(overlay, overlay.getByRole("button", { name: "Change" }));
  await expect(question(overlay)).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: "Add this address to the key of Alice Martin" }));
  await expect(question(overlay)).toHaveCount(0);
  await expect(offered(overlay)).toHaveCount(0);
  const keys = await ownKeys(stage);
  expect(keys.map(({ addresses }) => addresses)).toEqual([[ALICE.address, BOB.address]]);
});
