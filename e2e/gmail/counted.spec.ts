// The link from the grade to the page that explains how it is counted, everywhere a grade is shown, in the interface's language.
import type { Frame, Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { badgeOf } from "../screens/badge-name";
import { ALICE } from "../webmail/demo";
import { openPanel, press, pressLock, startMail } from "./actions";
import { letter } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

/** Opens the panel of a message in clear. */
async function panelOf({ demo, page, bob }: Stage, say = words): Promise<Frame> {
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", "Just a postcard."));
  return openPanel(page, "News", say);
}

/** Presses the link and returns the tab it opens. */
async function followed({ browser }: Pick<Stage, "browser">, from: Frame | Page, say = words): Promise<Page> {
  const link = from.getByRole("link", { name: say("index_how") });
  const opening = browser.context.waitForEvent("page");
  await ("parentFrame" in from ? press(from, link) : link.click());
  const page = await opening;
  await page.waitForLoadState();
  return page;
}

test("the badge's panel leads to how the letter is counted", async ({ stage }) => {
  const page = await followed(stage, await panelOf(stage));
  expect(page.url()).toBe(`chrome-extension://${stage.browser.extensionId}/pages/privacy-index/en.html`);
  await expect(page.getByRole("heading", { level: 1, name: "The privacy index" })).toBeInViewport();
  // The page is complete within the package: coloured shields and navigation.
  await expect(page.getByRole("img", { name: "A", exact: true }).first()).toHaveCSS("color", "rgb(18, 114, 78)");
  await page.getByRole("navigation").getByRole("link", { name: "Path" }).click();
  await expect(page.getByRole("heading", { name: /^Path:/ })).toBeInViewport();
  await page.getByRole("link", { name: "En français" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "L’indice de confidentialité" })).toBeVisible();
  expect(stage.demo.dns.queries).toEqual([]);
});

test("the forecast leads to what is said of writing", async ({ stage }) => {
  await startMail(stage.page, stage.bob.address, "Saturday");
  const overlay = await pressLock(stage.page);
  await press(overlay, badgeOf(overlay, words));
  const page = await followed(stage, overlay);
  await expect(page.getByRole("heading", { name: "While you write" })).toBeInViewport();
});

test("the account's letter leads to what is said of it", async ({ stage }) => {
  const home = await openExtensionPage(stage.browser, "pages/options/index.html");
  await home.getByText(words("index_panel")).click();
  const page = await followed(stage, home);
  await expect(page.getByRole("heading", { name: "Your own letter" })).toBeInViewport();
});

test.describe("in a French browser", () => {
  test.use({ language: "fr" });
  test("the page is French", async ({ stage }) => {
    const french = wordsOf("fr");
    const page = await followed(stage, await panelOf(stage, french), french);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.getByRole("heading", { level: 1, name: "L’indice de confidentialité" })).toBeInViewport();
  });
});
