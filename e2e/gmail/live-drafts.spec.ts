// Drafts still open in another editor, and messages that may or may not have gone out.
import type { Frame, Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";
import { overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { BOB, MAIL_URL } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { expect, type Stage, test } from "./stage";

const TEXT = "the spare key hangs in the shed";

interface Listed {
  readonly id: string;
  readonly openIn: number | null;
  readonly placedAt: number | null;
  readonly leftAt: number | null;
}

/** The background's list of drafts, through a page of the extension that is then closed. */
async function drafts(browser: Launched): Promise<Listed[]> {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  const listed = await callFrom<Listed[]>(popup, "draft.list", {});
  await popup.close();
  return listed;
}

async function write(page: Page, text = TEXT): Promise<Frame> {
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(text);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  return overlay;
}

async function window(browser: Launched): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(MAIL_URL);
  await page.getByRole("button", { name: "Compose" }).waitFor();
  return page;
}

test("a draft that is open in one window is named in another, kept anew when deleted there, and can be taken over", async ({
  stage,
}) => {
  const { browser } = stage;
  const first = await write(stage.page);
  const [draft] = await drafts(browser);
  expect(draft!.openIn).not.toBeNull();

  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await expect(popup.getByText("being written now")).toBeVisible();
  await expect(popup.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await callFrom(popup, "draft.drop", { id: draft!.id });
  await popup.close();
  await until("it to be kept anew", async () => (await drafts(browser)).some(({ id }) => id === draft!.id));

  const page = await window(browser);
  await startMail(page, BOB.address, "");
  const second = await pressLock(page);
  await expect(second.getByText("open in another window")).toBeVisible();
  await expect(second.getByRole("button", { name: "Discard" })).toHaveCount(0);
  await expect(editorOf(second)).toHaveValue("");
  await press(second, "Go on here");
  await expect(editorOf(second)).toHaveValue(TEXT);

  await stage.page.bringToFront();
  await expect(first.getByText("You went on with this message in another window")).toBeVisible();
  await expect(first.getByText(/Draft sealed/)).toHaveCount(0);
  // Writing here does not overwrite the other draft.
  await editorOf(first).fill(`${TEXT}, or not`);
  await expect(first.getByText(/Draft sealed/)).toBeVisible();
  expect(await drafts(browser)).toHaveLength(2);
});

/** "Seal and send" in a page whose requests to send fail. */
async function unsent({ page }: Stage): Promise<void> {
  await page.route("**/api/send", (route) => route.abort());
  const overlay = await write(page);
  await press(overlay, sealAndSendOf(overlay));
  await until("the overlay to go", () => overlayFrames(page, "compose").length === 0);
}

test("what a page did not send is listed for an hour, and comes back with the word that it may be out", async ({
  stage,
}) => {
  const { browser, page, demo } = stage;
  await unsent(stage);
  await page.unroute("**/api/send");
  await page.reload();
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);

  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await expect(popup.getByRole("heading", { name: "Sealed into the page a short time ago" })).toBeVisible();
  const [placed] = await callFrom<Listed[]>(popup, "draft.list", {});
  expect(placed!.placedAt).not.toBeNull();
  await callFrom(popup, "draft.continue", { id: placed!.id });
  await popup.close();
  const next = await window(browser);
  await next.getByRole("button", { name: "Compose" }).click();
  const overlay = await pressLock(next, -1);
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await expect(overlay.getByRole("alert").filter({ hasText: "It may have gone out at" })).toBeVisible();
});
