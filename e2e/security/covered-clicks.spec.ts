// Clickjacking: the page makes the overlay almost transparent, covers it with a layer that lets clicks through, or moves it
// under the pointer. No text is exposed without a yes in the extension's own window.

import type { Frame, Page } from "@playwright/test";
import { askedWindows, sayYes, takesPresses } from "../browser/asked";
import { openExtensionPage } from "../browser/launch";
import { atRest, noOverlay } from "../browser/overlays";
import { pressed } from "../browser/press";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { stopWorker } from "../browser/worker";
import { editorOf, press, pressLock, pressToAsk, sealAndSendOf, startMail } from "../gmail/actions";
import { expect, type Stage, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { BOB } from "../webmail/demo";

const words = wordsOf("en");
const SECRET = "gravel-5518-orchard";

/** An overlay with the question what to do with its text. */
async function closing({ page }: Stage): Promise<Frame> {
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, words("compose_close"));
  await overlay.getByRole("alertdialog").waitFor();
  return atRest(overlay);
}

const putBackOf = (overlay: Frame) => overlay.getByRole("button", { name: words("close_put_back") });
const bodyOf = (page: Page) => page.getByRole("textbox", { name: "Message Body" });

/** Covers everything with an opaque layer that lets clicks through. */
const cover = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const layer = document.createElement("div");
    layer.id = "layer";
    layer.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none";
    document.body.append(layer);
  });

async function expectNothingBared({ page, demo }: Stage): Promise<void> {
  await expect(page.locator("body")).not.toContainText(SECRET);
  expect(demo.webmail.requests.filter(({ body }) => body.includes(SECRET))).toEqual([]);
}

for (const [trick, style] of [
  ["opacity", "opacity: .999"],
  ["a filter", "filter: brightness(1.001)"],
  ["a transform", "transform: scale(1.0001)"],
] as const)
  test(`${trick} on an ancestor and a layer over all: two clicks bare nothing`, async ({ stage }) => {
    await stage.page.addStyleTag({ content: `.dw { ${style} }` });
    const overlay = await closing(stage);
    await cover(stage.page);
    const asked = await pressToAsk(overlay, putBackOf(overlay));
    await expect(asked.getByRole("heading")).toHaveText(words("consent_put_back_title"));
    await expectNothingBared(stage);
    // Closing the window means no.
    await asked.close();
    await expect(overlay.getByRole("alertdialog")).toBeVisible();
    await expectNothingBared(stage);
  });

test("a frame that nothing hides is pressed directly; one brought under the pointer is not", async ({ stage }) => {
  const { page, browser } = stage;
  const overlay = await closing(stage);
  const box = (await putBackOf(overlay).boundingBox())!;
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, 20);
  await page.evaluate(() => (document.querySelector<HTMLElement>(".dw")!.style.translate = "0 -40px"));
  await atRest(overlay);
  // The pointer waits where the button will be.
  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => (document.querySelector<HTMLElement>(".dw")!.style.translate = ""));
  await page.mouse.down();
  await page.mouse.up();
  // The press is either refused, or held for a question, whose window takes the browser a moment.
  const asked = await until("a window that asks", () => askedWindows(browser.context)[0], 2000).catch(() => null);
  await asked?.close();
  await expectNothingBared(stage);

  await putBackOf(overlay).hover();
  // A person's pause between moving there and pressing.
  await quietFor(page, 700);
  expect(await pressed(overlay, putBackOf(overlay))).toBe("taken");
  await noOverlay(page, "compose");
  await expect(bodyOf(page)).toHaveText(SECRET);
  expect(askedWindows(browser.context)).toEqual([]);
});

test("the window takes nothing at once, nor Enter, nor from another tab, and its yes outlives the worker", async ({
  stage,
}) => {
  const { page, browser } = stage;
  await page.addStyleTag({ content: ".dw { opacity: .999 }" });
  const overlay = await closing(stage);
  const asked = await pressToAsk(overlay, putBackOf(overlay));
  const token = new URL(asked.url()).hash;
  const yes = asked.locator("[data-yes]");
  for (const fact of ["mail.google.com", "alice@demo.example", BOB.address])
    await expect(asked.getByText(fact)).toBeVisible();
  await expect(asked.getByRole("img", { name: /mark/i })).toBeVisible();
  // Presses are refused for half a second after any focus; here the focus comes with the press.
  await asked.evaluate(() => {
    const once = { capture: true, once: true };
    addEventListener("pointerdown", () => dispatchEvent(new FocusEvent("focus")), once);
    addEventListener(
      "click",
      () => Object.assign(globalThis, { waited: document.documentElement.hasAttribute("data-waiting") }),
      once,
    );
  });
  await yes.click();
  expect(await asked.evaluate(() => (globalThis as { waited?: boolean }).waited)).toBe(true);
  await takesPresses(asked);
  await expect(asked.getByRole("button", { name: words("cancel") })).toBeFocused();
  await yes.focus();
  await asked.keyboard.press("Enter");
  // The window's URL is valid for one tab.
  const other = await openExtensionPage(browser, "pages/options/index.html");
  await other.goto(`chrome-extension://${browser.extensionId}/pages/consent/index.html${token}`).catch(() => null);
  await until("the second tab to close", () => other.isClosed());
  await expectNothingBared(stage);
  await stopWorker(browser.context, browser.extensionId);
  await asked.bringToFront();
  await takesPresses(asked);
  await sayYes(asked);
  await noOverlay(page, "compose");
  await expect(bodyOf(page)).toHaveText(SECRET);
});

test("with the webmail's tab goes the window; what is only to be seen is refused under a layer, and said", async ({
  stage,
}) => {
  const { page, demo } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await cover(page);
  // The browser reports visibility with a delay.
  await quietFor(page, 700);
  await sealAndSendOf(overlay).click();
  await expect(overlay.getByRole("alert").filter({ hasText: words("overlay_covered") })).toBeVisible();
  await editorOf(overlay).press("Control+Enter");
  await expect(overlay.getByRole("alert").filter({ hasText: words("overlay_covered") })).toBeVisible();
  expect(demo.webmail.boxes[0]!.messages()).toEqual([]);

  await page.evaluate(() => document.querySelector("#layer")!.remove());
  await page.addStyleTag({ content: ".dw { opacity: .999 }" });
  await press(overlay, words("compose_close"));
  const asked = await pressToAsk(overlay, putBackOf(overlay));
  await Promise.all([asked.waitForEvent("close"), page.close()]);
});
