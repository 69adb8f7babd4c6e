import type { Page } from "@playwright/test";
import { MAIL_URL } from "../webmail/demo";
import type { Stage } from "./stage";

/** The webmail of the second account in Alice's browser, in its own tab; `prepare` runs before the page loads. */
export async function bobsWebmail({ browser }: Stage, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.context.newPage();
  await prepare?.(page);
  await page.goto(MAIL_URL.replace("/u/0/", "/u/1/"));
  await page.getByRole("button", { name: "Compose" }).waitFor();
  return page;
}
