// A computer's clock that is days off is reported wherever it falsifies a result, detected without asking any server.
import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { ALICE, BOB } from "../webmail/demo";
import { openMail, pressLock, readOverlay, startMail } from "./actions";
import { letter } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const DAY = 24 * 60 * 60 * 1000;

/** Moves the worker's clock by this many milliseconds. */
const turn = ({ browser }: Stage, by: number): Promise<void> =>
  browser.worker.evaluate((ahead) => {
    const right = performance.timeOrigin;
    Date.now = () => right + performance.now() + ahead;
  }, by);

const popupOf = ({ browser }: Stage): Promise<Page> => openExtensionPage(browser, "pages/popup/index.html");
const notes = (page: Page) => page.getByText(/^Is the clock of this computer right\?/);

test("a clock before the own key was made is named in popup, options and both overlays, until it is set", async ({
  stage,
}) => {
  const { page, demo, bob, browser, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "Plan", await bob.seal("quincemarmalade", [aliceKey])));
  await turn(stage, -3 * DAY);
  const popup = await popupOf(stage);
  await expect(notes(popup)).toBeVisible();
  await expect(popup.getByText(words("clock_behind"))).toBeVisible();
  const options = await openExtensionPage(browser, "pages/options/index.html");
  await expect(notes(options)).toBeVisible();
  await popup.close();
  await options.close();

  await page.bringToFront();
  await openMail(page, "Plan");
  const read = await readOverlay(page);
  await expect(read.getByText("quincemarmalade")).toBeVisible();
  await expect(read.getByText(words("clock_behind"))).toBeVisible();
  await startMail(page, BOB.address, "");
  const compose = await pressLock(page);
  await expect(compose.getByText(words("clock_behind"))).toBeVisible();

  await turn(stage, 0);
  const again = await popupOf(stage);
  await expect(again.getByRole("link", { name: words("popup_options") })).toBeVisible();
  await expect(notes(again)).toHaveCount(0);
});

test("a clock months ahead is known by the answers of the resolvers, a few hours are a zone and nothing", async ({
  stage,
}) => {
  const { page } = stage;
  await turn(stage, 14 * 60 * 60 * 1000);
  const zone = await popupOf(stage);
  await expect(zone.getByRole("link", { name: words("popup_options") })).toBeVisible();
  await expect(notes(zone)).toHaveCount(0);
  await zone.close();

  await turn(stage, 61 * DAY);
  await page.bringToFront();
  await startMail(page, BOB.address, "");
  await pressLock(page);
  await expect(async () => {
    const popup = await popupOf(stage);
    await expect(popup.getByText(words("clock_ahead"))).toBeVisible({ timeout: 1000 });
    await popup.close();
  }).toPass();
});
