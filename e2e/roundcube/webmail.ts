import type { Page } from "@playwright/test";
import { addressOf, passwordOf, type User, WEBMAIL } from "../lab/lab";

// Roundcube itself as a person uses it; nothing here knows of Cachet.

export async function signIn(page: Page, user: User): Promise<void> {
  await page.goto(`${WEBMAIL}/`);
  await page.getByRole("textbox", { name: "Username" }).fill(addressOf(user));
  await page.getByLabel("Password").fill(passwordOf(user));
  await page.getByRole("button", { name: "Login" }).click();
  // An empty list stays hidden.
  await page.locator("#messagelist").waitFor({ state: "attached" });
}

export async function startMessage(page: Page, to: string, subject: string): Promise<void> {
  await page.goto(`${WEBMAIL}/?_task=mail&_action=compose`);
  await addRecipient(page, to);
  await page.getByRole("textbox", { name: "Subject" }).fill(subject);
}

/** Types an address and leaves the field, so that Roundcube makes it a recipient. */
async function addRecipient(page: Page, to: string): Promise<void> {
  const field = page.locator("#compose_to .recipient-input input");
  await field.pressSequentially(`${to},`);
  await page.locator("#compose_to .recipient").filter({ hasText: to }).waitFor();
}

/** The box Roundcube itself would send. */
export const pageBox = (page: Page) => page.locator("#composebody");

/** Presses Roundcube's own "Save" and waits for the draft to be stored. */
export async function saveDraft(page: Page): Promise<void> {
  const stored = page.waitForResponse(
    (answer) => answer.url().includes("_action=send") || answer.request().method() === "POST",
  );
  await page.locator("a.save.draft, a.savedraft").first().click();
  await stored;
  await page.getByText("Message saved to Drafts.").first().waitFor();
}

export async function send(page: Page): Promise<void> {
  await page.locator(".formbuttons .send").click();
  await sent(page);
}

/** Roundcube leaves the compose page once the server took the message. */
export async function sent(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.search.includes("compose"), { timeout: 15_000 });
}

const row = (page: Page, subject: string) => page.locator("#messagelist tr").filter({ hasText: subject }).first();

async function inbox(page: Page, subject: string): Promise<void> {
  await page.goto(`${WEBMAIL}/?_task=mail&_mbox=INBOX`);
  await row(page, subject).waitFor();
}

/** Opens a message in the preview pane, which is a frame of its own. */
export async function preview(page: Page, subject: string): Promise<void> {
  await inbox(page, subject);
  await row(page, subject).click();
  await page.frameLocator("#messagecontframe").locator("#messagebody").waitFor({ state: "attached" });
}

/** Opens a message on a page of its own. */
export async function openWhole(page: Page, subject: string): Promise<void> {
  await inbox(page, subject);
  await row(page, subject).dblclick();
  await page.waitForURL((url) => url.search.includes("_action=show"));
  await page.locator("#messagebody").waitFor({ state: "attached" });
}
