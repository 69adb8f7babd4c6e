// Closing while the page uploads what was sealed: first it is taken back, then the question is asked.
import type { Frame } from "@playwright/test";
import { noOverlay } from "../browser/overlays";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const TEXT = "the spare key hangs in the shed";
const FILE = "plan.txt";

/** "Seal and send", while the page's upload does not end. */
async function sending({ page }: Stage): Promise<{ overlay: Frame; release: () => void }> {
  let release = (): void => {};
  const held = new Promise<void>((go) => {
    release = go;
  });
  await page.route("**/api/upload", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await overlay
    .locator("input[type=file]")
    .setInputFiles([{ name: FILE, mimeType: "text/plain", buffer: Buffer.from("third board") }]);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("status").filter({ hasText: "Handing it to the page" })).toBeVisible();
  await press(overlay, "Close");
  return { overlay, release };
}

test("the sealed files are taken off the page before the question is asked, and nothing is sent afterwards", async ({
  stage,
}) => {
  const { page, demo } = stage;
  const { overlay, release } = await sending(stage);
  const question = overlay.getByRole("alertdialog");
  await expect(question).toContainText("Nothing was sent");
  await expect(page.getByText("encrypted.asc")).toHaveCount(0);
  await press(overlay, question.getByRole("button").first());
  await noOverlay(page, "compose");
  release();
  await autosaved(page);
  await expect(page.getByRole("textbox", { name: "Message Body" })).toBeVisible();
  await expect(page.getByText("encrypted.asc")).toHaveCount(0);
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
  expect(leaks(stage, TEXT)).toEqual([]);
});

test("going back to writing and sealing again sends it once, whole", async ({ stage }) => {
  const { page, demo } = stage;
  const { overlay, release } = await sending(stage);
  await press(overlay, overlay.getByRole("alertdialog").getByRole("button").last());
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  release();
  await page.unroute("**/api/upload");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  const messages = demo.webmail.boxes[1]!.messages();
  expect(messages).toHaveLength(1);
  expect(messages[0]!.files.map(({ name }) => name).filter((name) => name === "encrypted.asc")).toHaveLength(1);
  expect(leaks(stage, TEXT)).toEqual([]);
});
