// The first page of the options: the gain it promises for a step is the gain from doing it, in the popup, too.
import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { popupOver } from "../screens/popup-over";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

const step = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
const ring = (page: Page) => page.getByRole("img", { name: /^Your index:/ });

async function score(page: Page): Promise<number> {
  return Number(/(\d+) of 100, [A-E]$/.exec((await ring(page).getAttribute("aria-label"))!)![1]);
}

async function gainOf(page: Page, title: string): Promise<number> {
  const badge = step(page, title).getByRole("img", { name: /^Gains/ });
  return Number(/\d+/.exec((await badge.getAttribute("aria-label"))!)![0]);
}

async function home({ browser }: Pick<Stage, "browser">): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/options/index.html");
  await ring(page).waitFor();
  return page;
}

test("a copy saved at home earns what was promised and is celebrated once; a step dismissed stays away", async ({
  stage,
}) => {
  const page = await home(stage);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Good (morning|afternoon|evening), Alice$/);
  await expect(page.getByText(words("home_first"))).toBeVisible();
  const before = await score(page);
  const gain = await gainOf(page, words("step_backup_title"));

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: words("backup_make") }).click();
  await expect(page.getByRole("dialog", { name: words("leave_backup_title") })).toContainText(
    words("leave_no_passphrase"),
  );
  await page.getByRole("button", { name: words("leave_do") }).click();
  expect((await downloading).suggestedFilename()).toMatch(/-backup\.asc$/);
  const done = step(page, words("done_backup"));
  await expect(done.getByRole("list", { name: words("backup_code") })).toBeVisible();
  await expect.poll(() => score(page)).toBe(before + gain);

  // The code is shown only once: another step must not remove it.
  await step(page, words("step_try_title"))
    .getByRole("button", { name: words("step_dismiss") })
    .click();
  await expect(page.getByText(words("home_dismissed", { title: words("step_try_title") }))).toBeVisible();
  await expect(done.getByRole("list", { name: words("backup_code") })).toBeVisible();
  expect(await score(page)).toBe(before + gain);

  await page.reload();
  await ring(page).waitFor();
  await expect(step(page, words("step_publish_title"))).toBeVisible();
  await expect(page.getByText(words("done_backup"))).toHaveCount(0);
  await expect(step(page, words("step_try_title"))).toHaveCount(0);
  expect(await score(page)).toBe(before + gain);
  // A dismissed step can be brought back.
  await page.getByRole("button", { name: words("home_show_put_aside") }).click();
  await expect(step(page, words("step_try_title"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("button", { name: words("home_show_put_aside") })).toHaveCount(0);

  const next = await gainOf(page, words("step_passphrase_title"));
  const popup = await popupOver(stage.browser, stage.page);
  await expect(popup.getByText(words("step_passphrase_title"))).toBeVisible();
  await expect(popup.getByRole("img", { name: words("step_gain", { points: String(next) }) })).toBeVisible();
  const opening = stage.browser.context.waitForEvent("page");
  await popup.getByRole("link", { name: words("step_do") }).click();
  const led = await opening;
  await expect(led.getByRole("button", { name: words("protect_add") })).toBeFocused();

  await step(page, words("step_publish_title")).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "keys.openpgp.org" })).toBeFocused();
});

test("verifying begins where keys are compared, and what was done in other tabs shows on coming back", async ({
  stage,
}) => {
  const page = await home(stage);
  await stage.page.bringToFront();
  await startMail(stage.page, stage.bob.address, "Hello");
  const overlay = await pressLock(stage.page);
  await editorOf(overlay).fill("At six.");
  await press(overlay, sealAndSendOf(overlay));
  await stage.page.getByRole("dialog").waitFor({ state: "detached" });

  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(words("done_try"))).toBeVisible();
  for (const title of ["step_backup_title", "step_passphrase_title"])
    await step(page, words(title))
      .getByRole("button", { name: words("step_later") })
      .click();
  await step(page, words("step_verify_name", { name: stage.bob.name }))
    .getByRole("link")
    .click();
  await expect(page.getByRole("heading", { name: words("verify_title") })).toBeFocused();
});
