// The page's own Undo brings back the window from which a sealed message was sent: its draft is continued, and its text is
// never in the page.
import type { Frame } from "@playwright/test";
import { noOverlay, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { bobReads } from "./seen";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const TEXT = "gravel-2290-jetty";
const FILE = "plan.txt";
const ZOE = { name: "Zoe", address: "zoe@demo.example" };

/** `known`: the page had saved the window, and so named it, before the lock was pressed. */
async function sent({ page, demo }: Stage, { known }: { known: boolean }): Promise<void> {
  await startMail(page, BOB.address, "Plan");
  if (known) await expect(page).toHaveURL(/compose=/);
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await overlay
    .locator("input[type=file]")
    .setInputFiles([{ name: FILE, mimeType: "text/plain", buffer: Buffer.from("third board") }]);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().at(-1));
}

async function undone({ page, demo }: Stage): Promise<Frame> {
  await page.getByRole("link", { name: "Undo" }).click();
  await page.getByRole("dialog").waitFor();
  const overlay = await until("the overlay on what came back", () => overlayFrames(page, "compose").at(-1));
  await editorOf(overlay).waitFor();
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
  return overlay;
}

const filesIn = (overlay: Frame) => overlay.getByRole("list", { name: "Attached files" });
const restoreIn = (overlay: Frame) => overlay.getByRole("button", { name: "Restore" });

test("text and files are in the editor again, and go out once, sealed anew", async ({ stage }) => {
  const { page, demo } = stage;
  await sent(stage, { known: true });
  const overlay = await undone(stage);
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await expect(filesIn(overlay)).toContainText(FILE);
  await autosaved(page);
  expect(leaks(stage, TEXT)).toEqual([]);

  await editorOf(overlay).fill(`${TEXT}, later`);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe(`${TEXT}, later`);
  const [message, ...others] = demo.webmail.boxes[1]!.messages();
  expect(others).toEqual([]);
  expect(message!.files.filter(({ name }) => name === "encrypted.asc")).toHaveLength(1);
  expect(leaks(stage, TEXT)).toEqual([]);
});

test("closed untouched, the box holds what was sealed, and the page's own Send sends that", async ({ stage }) => {
  const { page } = stage;
  await sent(stage, { known: true });
  const overlay = await undone(stage);
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await press(overlay, "Close");
  await noOverlay(page, "compose");
  await expect(page.getByRole("dialog")).toContainText("encrypted.asc");
  await autosaved(page);
  await page.getByRole("button", { name: "Send (Ctrl-Enter)" }).click();
  expect(await bobReads(stage)).toBe(TEXT);
  expect(leaks(stage, TEXT)).toEqual([]);
});

test("from a window the page had not named it is offered, and opened on a press", async ({ stage }) => {
  const { page } = stage;
  await sent(stage, { known: false });
  const overlay = await undone(stage);
  await expect(restoreIn(overlay)).toBeVisible();
  await expect(editorOf(overlay)).toHaveValue("");
  await press(overlay, restoreIn(overlay));
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await expect(filesIn(overlay)).toContainText(FILE);
  await autosaved(page);
  expect(leaks(stage, TEXT)).toEqual([]);
});

test("brought back for more people than it was sealed to, it is offered and not opened", async ({ stage }) => {
  const { page } = stage;
  await sent(stage, { known: true });
  // A page can bring it back in a window with other recipients.
  await page.evaluate((zoe) => {
    const { json } = Response.prototype;
    Response.prototype.json = async function () {
      const value = await json.call(this);
      if (this.url.endsWith("/api/undo")) value.draft.to.push(zoe);
      return value;
    };
  }, ZOE);
  const overlay = await undone(stage);
  await expect(restoreIn(overlay)).toBeVisible();
  await expect(overlay.getByText(ZOE.name).first()).toBeVisible();
  await expect(editorOf(overlay)).toHaveValue("");
  await autosaved(page);
  expect(leaks(stage, TEXT)).toEqual([]);
});
