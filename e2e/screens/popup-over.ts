import type { Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";

/** The popup as it looks when `mail` is in front: in a tab of its own behind it. */
export async function popupOver(browser: Launched, mail: Page): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/popup/index.html");
  await page.setViewportSize({ width: 360, height: 420 });
  await mail.bringToFront();
  await page.reload();
  await page.locator("main").waitFor({ state: "attached" });
  return page;
}
