import { rmSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { launch, openExtensionPage } from "../browser/launch";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { DISPLAY_PROGRAMS, startDisplay } from "../lab/display";
import { WEBMAIL } from "../lab/lab";
import { reasonToSkip } from "../lab/need";
import { test } from "./lab-test";
import { copyBuild } from "./test-build";
import { signIn } from "./webmail";

// The toolbar popup and the browser's own prompt, as a person meets them. Playwright sees neither: the popup is pressed by
// keyboard, with the wanted button focused through another page of the extension; the prompt opens with "Deny" focused.

interface ExtensionApi {
  readonly extension: { getViews(filter: { type: "popup" }): Window[] };
}

const popups = (): number =>
  (globalThis as unknown as { chrome: ExtensionApi }).chrome.extension.getViews({ type: "popup" }).length;

/** Focuses a button of the open popup, by the beginning of its name. */
const focusInPopup = (own: Page, name: string): Promise<boolean> =>
  until(`"${name}" in the popup`, () =>
    own.evaluate((wanted) => {
      const { extension } = (globalThis as unknown as { chrome: ExtensionApi }).chrome;
      const buttons = extension.getViews({ type: "popup" })[0]?.document.querySelectorAll("button") ?? [];
      const found = [...buttons].find((button) => button.textContent?.trim().startsWith(wanted));
      found?.focus();
      return found !== undefined;
    }, name),
  );

test("the popup's button and the browser's prompt enable Cachet on a webmail of one's own; a refusal changes nothing", async ({
  lab,
}) => {
  const missing = reasonToSkip(DISPLAY_PROGRAMS);
  test.skip(missing !== null, missing ?? "");
  const display = await startDisplay();
  // The shortcut stands in for a click on the toolbar icon: both open the popup and lend it the tab.
  const build = copyBuild(lab, (manifest) => {
    manifest.commands = { _execute_action: { suggested_key: { default: "Ctrl+Shift+Y" } } };
  });
  const browser = await launch({
    extension: build,
    map: lab.map,
    certificates: [lab.certificate.cert],
    headless: false,
    viewport: null,
    extraArgs: [`--display=${display.name}`, "--window-position=0,0", "--window-size=1200,850"],
  });
  try {
    const own = await openExtensionPage(browser, "pages/options/index.html");
    const page = await browser.context.newPage();
    await signIn(page, "alice");
    await page.goto(`${WEBMAIL}/?_task=mail&_action=compose`);
    const lock = page.getByRole("button", { name: "Seal this message" });

    const askToEnable = async (): Promise<void> => {
      await page.bringToFront();
      display.press("ctrl+shift+y");
      await focusInPopup(own, "Use Cachet on webmail.example.test");
      display.press("Return");
      await until("the prompt to close the popup", () => own.evaluate(popups).then((open) => open === 0));
      // Chromium ignores keys until its prompt has been in view for half a second.
      await quietFor(page, 1500);
    };
    await askToEnable();
    display.press("Return");
    await quietFor(page, 500);
    await expect(lock).toHaveCount(0);

    await askToEnable();
    display.press("Tab", "Return");
    await expect(lock).toBeVisible();
    await page.reload();
    await expect(lock).toBeVisible();
  } finally {
    await browser.close();
    display.stop();
    rmSync(build, { recursive: true, force: true });
  }
});
