// Incidents of the webmail's page, and what the page does to the frame in it.
import { overlayFrames } from "../../browser/overlays";
import { pressLock, startMail } from "../../gmail/actions";
import { wordsOf } from "../../gmail/words";
import { MAIL_URL } from "../../webmail/demo";
import type { Incident } from "../incidents";
import { enter, type Life, remember } from "../life";

const words = wordsOf("en");
const COVER = "chaos-cover";

export const OF_PAGES: Readonly<Record<string, Incident>> = {
  "page loaded again": {
    weight: 10,
    breaks: true,
    async strike(life) {
      remember(life);
      await life.page.reload();
    },
  },
  "tab closed": {
    weight: 8,
    breaks: true,
    async strike(life) {
      const { page } = life;
      remember(life);
      life.page = await life.browser.context.newPage();
      await page.close();
    },
  },
  "tab crashed": {
    weight: 8,
    breaks: true,
    async strike(life) {
      const { page } = life;
      remember(life);
      const crashed = page.waitForEvent("crash");
      await page.goto("chrome://crash").catch(() => {});
      await crashed;
      life.page = await life.browser.context.newPage();
      await page.close();
    },
  },
  "window moved by the page": {
    weight: 8,
    breaks: true,
    async strike({ page }) {
      const dialog = page.getByRole("dialog").last();
      // Dispatched by script, as the window may close at the same moment.
      const button = dialog.getByRole("button", { name: "Full screen" });
      if (await button.isVisible()) await button.dispatchEvent("click", {}, { timeout: 1000 }).catch(() => {});
    },
  },
  "overlay removed by the page": {
    weight: 8,
    breaks: true,
    async strike({ page }) {
      for (const frame of overlayFrames(page, "compose")) {
        const element = await frame.frameElement().catch(() => null);
        await element?.evaluate((node) => ((node.getRootNode() as ShadowRoot).host as HTMLElement).remove());
      }
    },
  },
  "overlay covered by the page": {
    weight: 8,
    breaks: false,
    async strike({ page }) {
      await page.evaluate((id) => {
        const cover = document.createElement("div");
        cover.id = id;
        cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:white";
        document.body.append(cover);
      }, COVER);
    },
    async mend({ page }) {
      await page.evaluate((id) => document.getElementById(id)?.remove(), COVER);
    },
  },
  "second window": { weight: 6, breaks: false, strike: secondWindow },
};

/** Somebody opens the webmail in a second window, presses the lock, and discards what is offered there. */
async function secondWindow({ browser, page }: Life): Promise<void> {
  // A draft open in no editor could rightly be discarded there.
  if (overlayFrames(page, "compose").length === 0) return;
  const other = await browser.context.newPage();
  try {
    await enter({ page: other, url: MAIL_URL });
    await startMail(other, "bob@demo.example", "");
    const overlay = await pressLock(other, -1);
    const offer = overlay.getByRole("button", { name: words("compose_discard"), exact: true }).first();
    const shown = await offer.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
    if (shown) await offer.click();
    await other.getByRole("button", { name: "Discard draft" }).last().click();
  } finally {
    await other.close();
    await page.bringToFront();
  }
}
