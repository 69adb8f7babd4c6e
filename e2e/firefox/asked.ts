// The small windows of the extension's own, in Firefox.
import type { Page } from "puppeteer-core";
import { until } from "../browser/until";
import { ask } from "./hand";
import type { FirefoxStage } from "./stage";

const CONSENT = "pages/consent/index.html";

/** The window that asks, once it takes presses. */
export async function askedWindow({ firefox }: FirefoxStage): Promise<Page> {
  const asked = await firefox.extensionPage(CONSENT);
  await ask(asked, "presses to be taken", () => {
    const drawn = document.querySelector("main") !== null;
    return drawn && !document.documentElement.hasAttribute("data-waiting");
  });
  return asked;
}

/** Puppeteer keeps a window that closed by itself in its list; Firefox knows it no more. */
export const expectGone = (asked: Page): Promise<boolean> =>
  until("the window to close", () =>
    asked.evaluate(() => false).catch((error: unknown) => /no such frame|closed/i.test(String(error))),
  );
