import { readFileSync } from "node:fs";
import { expect, type Frame, type Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";
import { atRest, overlayFrame } from "../browser/overlays";
import { press } from "../gmail/actions";
import { addressOf, type User } from "../lab/lab";
import { signIn } from "./webmail";

/** One user at one computer. */
export interface Person {
  readonly user: User;
  readonly browser: Launched;
  /** The tab with the webmail. */
  readonly page: Page;
}

/** Signs in to the webmail and enables Cachet there. */
export async function openPerson(browser: Launched, user: User): Promise<Person> {
  const page = await browser.context.newPage();
  await signIn(page, user);
  await enable(browser, page);
  // The popup's tab was closed: see onPage.
  await page.bringToFront();
  return { user, browser, page };
}

/** Opens the popup over `page`. As a tab of its own it would take itself for the page in front. */
export async function openPopup(browser: Launched, page: Page): Promise<Page> {
  const { origin } = new URL(page.url());
  const popup = await browser.context.newPage();
  await popup.addInitScript((front) => {
    const { tabs } = (
      globalThis as unknown as { chrome: { tabs: { query: (q: object) => Promise<{ url?: string }[]> } } }
    ).chrome;
    const query = tabs.query.bind(tabs);
    tabs.query = async (wanted) =>
      "active" in wanted ? (await query({})).filter((tab) => tab.url?.startsWith(front)) : query(wanted);
  }, origin);
  await popup.goto(`chrome-extension://${browser.extensionId}/pages/popup/index.html`);
  return popup;
}

export async function enable(browser: Launched, page: Page): Promise<void> {
  const popup = await openPopup(browser, page);
  await popup.getByRole("button", { name: /webmail\.example\.test/ }).click();
  await expect(popup.getByRole("button", { name: /^Use Cachet/ })).toHaveCount(0);
  await popup.close();
}

/** Does something on a page of the extension, in a tab of its own, and comes back to the webmail. */
async function onPage<T>({ browser, page }: Person, path: string, act: (tab: Page) => Promise<T>): Promise<T> {
  const tab = await openExtensionPage(browser, path);
  const done = await act(tab);
  await tab.close();
  // Chromium itself goes to its first tab, and draws one behind it no more than once a second.
  await page.bringToFront();
  return done;
}

/** First run on the welcome page: name, address, one button. */
export const makeKey = (person: Person): Promise<void> =>
  onPage(person, "pages/welcome/index.html", async (welcome) => {
    const { user } = person;
    await welcome.getByRole("textbox", { name: "Name" }).fill(user[0]!.toUpperCase() + user.slice(1));
    await welcome.getByRole("textbox", { name: "Address" }).fill(addressOf(user));
    await welcome.getByRole("button", { name: "Make my key" }).click();
    await welcome.getByRole("heading", { name: "Done. Now write to someone." }).waitFor();
  });

/** Brings a secret key made elsewhere. */
export const bringKey = (person: Person, armored: string): Promise<void> =>
  onPage(person, "pages/welcome/index.html", async (welcome) => {
    await welcome.getByRole("button", { name: "I already have one" }).click();
    await welcome.getByRole("textbox", { name: "Or paste the key as text" }).fill(armored);
    await welcome.getByRole("button", { name: "Use this key" }).click();
    await welcome.getByRole("heading", { name: "Done. Now write to someone." }).waitFor();
  });

/** Adds somebody's public key on the options page. */
export const addContact = (person: Person, armored: string): Promise<void> =>
  onPage(person, "pages/options/index.html#contacts", async (options) => {
    await options.getByText("Import a key you were given", { exact: true }).click();
    await options.getByRole("textbox", { name: "Or paste the key as text" }).fill(armored);
    await options.getByRole("button", { name: "Import" }).click();
    await options.getByText(/^Kept for /).waitFor();
  });

/** The user's own public key, as saved from the options page. */
export const publicKeyOf = (person: Person): Promise<string> =>
  onPage(person, "pages/options/index.html#key", async (options) => {
    const saving = options.waitForEvent("download");
    await options.getByRole("button", { name: "Save the public key" }).click();
    return readFileSync(await (await saving).path(), "utf8");
  });

/** Presses the lock and returns the overlay once its editor is there. */
export async function startSealing(page: Page): Promise<Frame> {
  await page.getByRole("button", { name: "Seal this message" }).click();
  const overlay = await overlayFrame(page, "compose", -1);
  await overlay.getByRole("textbox", { name: "Message" }).waitFor();
  return atRest(overlay);
}

/** The text of the message shown open, once its signature was judged. */
export async function readSealed(
  page: Page,
  region = "Sealed message",
): Promise<{ overlay: Frame; text: string; signature: string }> {
  const overlay = await overlayFrame(page, "read", -1);
  const message = overlay.getByRole("region", { name: region });
  await message.getByRole("button", { name: /^Privacy:/ }).waitFor();
  await atRest(overlay);
  const signature = (await message.getByRole("status").first().textContent())?.trim() ?? "";
  return { overlay, text: (await message.textContent()) ?? "", signature };
}

/** The text alone is sealed, in the body, and the subject stays in the page: what every program reads. */
export async function sealTextOnly(overlay: Frame): Promise<void> {
  await press(overlay, "More ways");
  await press(overlay, overlay.getByRole("checkbox", { name: /Seal the text only/ }));
  await overlay.page().keyboard.press("Escape");
}
