// The extension's own small windows, in which the user confirms what would expose text, and types passphrases.
import type { BrowserContext, Page } from "@playwright/test";
import { type Words, wordsOf } from "../gmail/words";
import { until } from "./until";

const english = wordsOf("en");

export const askedWindows = (context: BrowserContext): Page[] =>
  context.pages().filter((page) => !page.isClosed() && page.url().includes("/pages/consent/"));

/** The newest open one, once it takes presses. */
export async function askedWindow(context: BrowserContext): Promise<Page> {
  const asked = await until("a window that asks", () => askedWindows(context).at(-1));
  await asked.locator("main").waitFor();
  // Of two windows the one in front has the focus.
  await asked.bringToFront();
  await takesPresses(asked);
  return asked;
}

export const takesPresses = (asked: Page): Promise<unknown> =>
  asked.waitForFunction(() => !document.documentElement.hasAttribute("data-waiting"));

/** Answers yes and waits until the window is closed. */
export async function sayYes(asked: Page): Promise<void> {
  await Promise.all([asked.waitForEvent("close"), asked.locator("[data-yes]").click()]);
}

export async function typePassphrase(asked: Page, passphrase: string, words: Words = english): Promise<void> {
  await asked.getByLabel(words("passphrase"), { exact: true }).fill(passphrase);
  await asked.getByRole("button", { name: words("unlock"), exact: true }).click();
}
