import type { Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";

interface Tabs {
  query(filter: object, done?: (tabs: object[]) => void): Promise<object[]>;
}

/**
 * The popup as it looks when `mail` is in front: in a tab of its own behind it. A press on the toolbar's button lets the
 * popup see any page's address, which a tab of its own may not: `address` stands in for that.
 */
export async function popupOver(browser: Launched, mail: Page, address?: string): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/popup/index.html");
  await page.setViewportSize({ width: 360, height: 420 });
  if (address)
    await page.addInitScript((url) => {
      const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
      const query = tabs.query.bind(tabs);
      tabs.query = async (filter, done) => {
        const seen = (await query(filter)).map((tab) => ({ ...tab, url }));
        done?.(seen);
        return seen;
      };
    }, address);
  await mail.bringToFront();
  await page.reload();
  await page.locator("main").waitFor({ state: "attached" });
  return page;
}
