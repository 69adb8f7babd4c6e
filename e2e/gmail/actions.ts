// What a person does in the demo webmail and in Cachet, by role and name. Shared by the tests and `npm start -- --headless`.
import type { Frame, Page } from "@playwright/test";
import { atRest, overlayFrame, overlayFrames } from "../browser/overlays";
import { press, pressToAsk } from "../browser/press";
import { until } from "../browser/until";
import { badgeOf } from "../screens/badge-name";
import { type Words, wordsOf } from "./words";

export { press, pressToAsk };

const english = wordsOf("en");

/** First run: name, address, one button. The page must be the welcome page. */
export async function makeKey(
  welcome: Page,
  person: { readonly name: string; readonly address: string },
  { passphrase, words = english }: { passphrase?: string; words?: Words } = {},
): Promise<void> {
  await welcome.getByRole("textbox", { name: words("name"), exact: true }).fill(person.name);
  await welcome.getByRole("textbox", { name: words("address"), exact: true }).fill(person.address);
  if (passphrase) {
    await welcome.getByText(words("welcome_passphrase")).click();
    await welcome.getByLabel(words("passphrase"), { exact: true }).fill(passphrase);
  }
  await welcome.getByRole("button", { name: words("welcome_make") }).click();
  await welcome.getByRole("heading", { name: words("next_title") }).waitFor();
}

/** Opens a pop-up compose window and fills its fields. */
export async function startMail(page: Page, to: string, subject: string, text = ""): Promise<void> {
  await page.getByRole("button", { name: "Compose" }).click();
  const dialog = page.getByRole("dialog").last();
  await dialog.getByRole("combobox", { name: "To recipients" }).fill(to);
  await dialog.getByRole("textbox", { name: "Subject" }).fill(subject);
  if (!text) return;
  await dialog.getByRole("textbox", { name: "Message Body" }).click();
  await page.keyboard.type(text);
}

/** Presses the nth lock on the page and returns the overlay that opens, its editor ready. */
export async function pressLock(page: Page, nth = 0, words = english): Promise<Frame> {
  const before = new Set(overlayFrames(page, "compose"));
  await page
    .getByRole("button", { name: words("compose_lock") })
    .nth(nth)
    .click();
  const frame = await until("a new compose overlay", () =>
    overlayFrames(page, "compose").find((each) => !before.has(each)),
  );
  await editorOf(frame, words).waitFor();
  return atRest(frame);
}

export const editorOf = (overlay: Frame, words = english) =>
  overlay.getByRole("textbox", { name: words("compose_message"), exact: true });

export const sealAndSendOf = (overlay: Frame, words = english) =>
  overlay.getByRole("button", { name: words("compose_seal_and_send"), exact: true });

/** Opens the conversation with this subject from the list. */
export async function openMail(page: Page, subject: string): Promise<void> {
  await page.getByRole("row").filter({ hasText: subject }).first().click();
  await page.getByRole("heading", { name: subject }).waitFor();
}

/** Opens a message in clear, and the panel of its badge. */
export async function openPanel(page: Page, subject: string, words = english): Promise<Frame> {
  await openMail(page, subject);
  const badge = await overlayFrame(page, "badge");
  await press(badge, badgeOf(badge, words));
  return badge;
}

export const backToList = (page: Page): Promise<void> => page.getByRole("button", { name: "Back to inbox" }).click();

/** Waits for the editor that an answer opens, and quotes the message anyway where the read overlay asks about it. */
export function editorAfter(read: Frame, find: () => Frame | undefined): Promise<Frame> {
  const anyway = read.getByRole("button", { name: english("quote_anyway") });
  return until("the editor", async () => {
    // The question may be gone, and the overlay with it, by the time it is pressed.
    if (await anyway.isVisible().catch(() => false)) await press(read, anyway).catch(() => {});
    return find();
  });
}

/** Waits until the nth read overlay shows a message or an error. */
export async function readOverlay(page: Page, nth = 0, words = english): Promise<Frame> {
  const frame = await overlayFrame(page, "read", nth);
  await frame.getByRole("region", { name: words("read_region") }).waitFor();
  return atRest(frame);
}
