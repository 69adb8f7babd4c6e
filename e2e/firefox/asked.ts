// The extension's own small windows, in Firefox.
import type { Page } from "puppeteer-core";
import { until } from "../browser/until";
import { ask } from "./hand";
import type { FirefoxStage } from "./stage";

const CONSENT = "pages/consent/index.html";

/** The window with the question, once it takes presses. */
export async function askedWindow({ firefox }: Pick<FirefoxStage, "firefox">): Promise<Page> {
  const asked = await firefox.extensionPage(CONSENT);
  await ask(asked, "presses to be taken", () => {
    const drawn = document.querySelector("main") !== null;
    return drawn && !document.documentElement.hasAttribute("data-waiting");
  });
  return asked;
}

/** Puppeteer keeps a window that closed itself in its list, so this asks Firefox. */
export const expectGone = (asked: Page): Promise<boolean> =>
  until("the window to close", () =>
    asked.evaluate(() => false).catch((error: unknown) => /no such frame|closed/i.test(String(error))),
  );
