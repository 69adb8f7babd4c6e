// Writing in the extension's own window, for a compose box of the page.
import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { noOverlay, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "../gmail/actions";
import { bobReads } from "../gmail/seen";
import { autosaved, expect, leaks, type Stage, test } from "../gmail/stage";
import { BOB } from "../webmail/demo";

const SECRET = "gravel-8812-quay";

async function moved({ browser, page }: Stage): Promise<Page> {
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  const opened = browser.context.waitForEvent("page");
  await press(overlay, "Write in a window of its own");
  const own = await opened;
  await expect(editorOf(own.mainFrame())).toHaveValue(SECRET);
  return own;
}

/** Makes a press that must close the window; if it stays open, the error contains its text. */
async function closes(own: Page, press: () => Promise<void>): Promise<void> {
  const closed = own.waitForEvent("close", { timeout: 60_000 });
  await press();
  await closed.catch(async () => {
    throw new Error(`the window is still open, and says: ${await own.locator("body").innerText()}`);
  });
}

const placeholder = ({ page }: Stage) =>
  until("the placeholder", async () => {
    const frame = overlayFrames(page, "compose").at(-1);
    return (await frame
      ?.getByText("in Cachet’s own window")
      .count()
      .catch(() => 0))
      ? frame
      : undefined;
  });

/** Waits until the editor is back in the page. */
const editing = ({ page }: Stage) =>
  until("the editor", async () => {
    const frame = overlayFrames(page, "compose").at(-1);
    return frame &&
      (await editorOf(frame)
        .count()
        .catch(() => 0))
      ? frame
      : undefined;
  });

test("what is written in a window of its own is sealed and sent by way of the page, which never has it in clear", async ({
  stage,
}) => {
  const own = await moved(stage);
  await placeholder(stage);
  await editorOf(own.mainFrame()).press("End");
  await own.keyboard.type(" at nine");
  await closes(own, () => sealAndSendOf(own.mainFrame()).click());
  await noOverlay(stage.page, "compose");
  expect(await bobReads(stage)).toBe(`${SECRET} at nine`);
  await autosaved(stage.page);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("closed or brought back, the text is in the page's overlay again", async ({ stage }) => {
  const own = await moved(stage);
  const here = await placeholder(stage);
  await editorOf(own.mainFrame()).press("End");
  await own.keyboard.type(" later");
  await closes(own, () => press(here, "Bring back"));
  const back = await editing(stage);
  await expect(editorOf(back)).toHaveValue(`${SECRET} later`);

  const opened = stage.browser.context.waitForEvent("page");
  await press(back, "Write in a window of its own");
  const second = await opened;
  await expect(editorOf(second.mainFrame())).toHaveValue(`${SECRET} later`);
  await placeholder(stage);
  await editorOf(second.mainFrame()).press("End");
  await second.keyboard.type(" today");
  await second.close({ runBeforeUnload: true });
  const again = await editing(stage);
  await expect(editorOf(again)).toHaveValue(`${SECRET} later today`);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("where the page goes, the text stays in the window and cannot be sealed there", async ({ stage }) => {
  const own = await moved(stage);
  await placeholder(stage);
  await stage.page.close();
  await expect(own.getByRole("alert")).toContainText("The page this was for has gone");
  await expect(editorOf(own.mainFrame())).toHaveValue(SECRET);
  await expect(sealAndSendOf(own.mainFrame())).toBeDisabled();
});

test("set to write in a window always, the lock opens it, and nothing is written in the page's box", async ({
  stage,
}) => {
  const options = await openExtensionPage(stage.browser, "pages/options/index.html#appearance");
  await options.getByRole("checkbox", { name: "Always write in a window of its own" }).check();
  await expect(options.getByText("Saved")).toBeVisible();
  await options.close();
  const { page, browser } = stage;
  await startMail(page, BOB.address, "Plan", SECRET);
  const opened = browser.context.waitForEvent("page");
  await page.getByRole("button", { name: "Seal this message" }).click();
  const own = await opened;
  await expect(editorOf(own.mainFrame())).toHaveValue(SECRET);
  await expect(own.getByRole("button", { name: "Back into the page" })).toHaveCount(0);
  const here = await placeholder(stage);
  await expect(here.getByRole("button", { name: "Bring back" })).toHaveCount(0);
  await editorOf(own.mainFrame()).press("End");
  await own.keyboard.type(" at ten");
  await own.close({ runBeforeUnload: true });

  // After the user closed the window, only a press reopens it, with the text written.
  const waiting = await until("the way back into the window", async () => {
    const frame = overlayFrames(page, "compose").at(-1);
    const button = frame?.getByRole("button", { name: "Open the window" });
    return (await button?.count().catch(() => 0)) ? frame : undefined;
  });
  await expect(editorOf(waiting)).toHaveCount(0);
  const again = browser.context.waitForEvent("page");
  await press(waiting, "Open the window");
  const second = await again;
  await expect(editorOf(second.mainFrame())).toHaveValue(`${SECRET} at ten`);
  await closes(second, () => sealAndSendOf(second.mainFrame()).click());
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe(`${SECRET} at ten`);
});
