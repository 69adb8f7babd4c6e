// What a person does in the demo webmail and in Cachet, by role and name. Shared by the tests and `npm start -- --headless`.
import type { Frame, Locator, Page } from "@playwright/test";
import { askedWindow, askedWindows, sayYes } from "../browser/asked";
import { atRest, overlayFrame, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { type Words, wordsOf } from "./words";

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

/** The nth read overlay, once it shows a message or an error. */
export async function readOverlay(page: Page, nth = 0, words = english): Promise<Frame> {
  const frame = await overlayFrame(page, "read", nth);
  await frame.getByRole("region", { name: words("read_region") }).waitFor();
  return atRest(frame);
}

/**
 * Presses a button of an overlay, once the frame has grown to show it. An overlay refuses a press while the page shifts
 * beneath it or covers it; whoever sees that nothing happened presses again, and so does this, twice at most. A browser
 * under load, whose window has just been resized, loses presses on its way to the frame: those are not the overlay's.
 */
export async function press(overlay: Frame, what: string | Locator): Promise<void> {
  const button = typeof what === "string" ? overlay.getByRole("button", { name: what }) : what;
  for (let refused = 0, lost = 0; ; ) {
    await button.waitFor();
    await atRest(overlay);
    // The window hears it before the overlay's own guard, the document after it: the guard lets nothing through that it
    // refuses. Gone with the overlay where the press closes it.
    await overlay.evaluate(() => {
      const world = globalThis as { arrived?: boolean; taken?: boolean };
      world.arrived = world.taken = false;
      addEventListener("pointerdown", () => (world.arrived = true), { capture: true, once: true });
      document.addEventListener("click", () => (world.taken = true), { capture: true, once: true });
    });
    await button.click();
    if (await isTaken(overlay)) return;
    if (await overlay.evaluate(() => (globalThis as { arrived?: boolean }).arrived)) refused++;
    else {
      lost++;
      await redrawn(overlay.page());
    }
    if (refused > 2 || lost > 4)
      throw new Error(
        `the overlay was pressed in vain (refused ${refused}, lost ${lost}): ${await overlay.innerText("body")}`,
      );
    console.warn(`pressed again: ${what} (refused ${refused}, lost ${lost})`);
  }
}

/** Makes the browser lay its window out anew, and with it where presses go. */
async function redrawn(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size) return;
  await page.setViewportSize({ ...size, height: size.height - 1 });
  await page.setViewportSize(size);
}

/** A press that the overlay holds is taken a moment later, or once it was confirmed in a window. */
async function isTaken(overlay: Frame): Promise<boolean> {
  const context = overlay.page().context();
  const taken = () => overlay.evaluate(() => (globalThis as { taken?: boolean }).taken !== false).catch(() => true);
  const outcome = await until(
    "the press to be taken",
    async () => ((await taken()) ? "taken" : askedWindows(context).length > 0 && "asked"),
    2000,
  ).catch(() => null);
  if (outcome !== "asked") return outcome !== null;
  await sayYes(await askedWindow(context));
  return until("the press to be done", taken).then(() => true);
}
