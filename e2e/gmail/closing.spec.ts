// Closing while the page uploads the sealed files: first they are taken back, then the question is asked.
import type { Frame, Locator, Page } from "@playwright/test";
import { noOverlay } from "../browser/overlays";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { restored } from "./seen";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const TEXT = "the spare key hangs in the shed";
const FILE = "plan.txt";
/** The files of a sealed message, which the page uploads one after the other. */
const SEALED = /PGPMIME version identification|encrypted\.asc/;

/** Presses "Seal and send" while the page's uploads are held, until `release`. */
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
  await expect(page.getByText(SEALED)).toHaveCount(1);
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
  await expect(page.getByText(SEALED)).toHaveCount(0);
  await press(overlay, question.getByRole("button").first());
  await noOverlay(page, "compose");
  release();
  await autosaved(page);
  await expect(page.getByRole("textbox", { name: "Message Body" })).toBeVisible();
  await expect(page.getByText(SEALED)).toHaveCount(0);
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

/** A message whose draft is sealed, with the question about closing open. */
async function closing({ page }: Stage): Promise<{ overlay: Frame; question: Locator }> {
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await press(overlay, "Close");
  return { overlay, question: overlay.getByRole("alertdialog") };
}

const pageBox = (page: Page) => page.getByRole("textbox", { name: "Message Body" });

test("put back, the text is in the page for all to read, and no draft of it is left", async ({ stage }) => {
  const { page, demo } = stage;
  const { overlay, question } = await closing(stage);
  expect(leaks(stage, TEXT)).toEqual([]);
  await press(overlay, question.getByRole("button", { name: "Put back in the page, readable" }));
  await noOverlay(page, "compose");
  await expect(pageBox(page)).toHaveText(TEXT);
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("Plan");
  const again = await pressLock(page);
  await expect(editorOf(again)).toHaveValue(TEXT);
  await expect(again.getByText("unfinished message")).toHaveCount(0);
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
});

test("discarded, the page has its empty box again, and the lock brings nothing back", async ({ stage }) => {
  const { page } = stage;
  const { overlay, question } = await closing(stage);
  await press(overlay, question.getByRole("button", { name: "Discard" }));
  await noOverlay(page, "compose");
  await expect(pageBox(page)).toHaveText("");
  const again = await pressLock(page);
  await expect(editorOf(again)).toHaveValue("");
  await expect(again.getByText("unfinished message")).toHaveCount(0);
  expect(leaks(stage, TEXT)).toEqual([]);
});

test("kept, the box is empty and the draft comes back with the lock; Escape only closes the question", async ({
  stage,
}) => {
  const { page } = stage;
  const { overlay, question } = await closing(stage);
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await press(overlay, "Close");
  await press(overlay, question.getByRole("button", { name: "Keep as sealed draft" }));
  await noOverlay(page, "compose");
  await expect(pageBox(page)).toHaveText("");
  await expect(editorOf(await restored(stage))).toHaveValue(TEXT);
  expect(leaks(stage, TEXT)).toEqual([]);
});
