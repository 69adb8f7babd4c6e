// Presses a button of an overlay like a person who looks at the result and tries again.
import type { BrowserContext, Frame, Locator, Page } from "@playwright/test";
import { type Words, wordsOf } from "../gmail/words";
import { askedWindow, askedWindows, sayYes } from "./asked";
import { atRest } from "./overlays";
import { until } from "./until";

const english = wordsOf("en");

/**
 * What became of a press. Lost: the browser sent it elsewhere. Arrived: the frame received its beginning. Held: a guarded
 * control was pressed, and the guard checks first or asks for confirmation. Refused: the guard dropped it.
 */
type Fate = "lost" | "arrived" | "held" | "refused" | "taken";

/** In ms: a press that has not arrived by then was lost. */
const ARRIVAL_MS = 2000;
/** In ms, for slow machines: the browser opens a window, and the page answers whether anything covers the frame. */
const HELD_MS = 15_000;

/**
 * Presses a button of an overlay, once the frame has grown to show it. An overlay refuses a press while the page moves or covers
 * it; a person who sees no effect presses again, and so does this function, at most twice. A loaded browser whose window was
 * just resized also loses presses on their way to the frame, which is no fault of the overlay. Where the overlay asks for
 * confirmation in a window, the answer is yes.
 */
export async function press(overlay: Frame, what: string | Locator): Promise<void> {
  if ((await pressed(overlay, what)) === "taken") return;
  await sayYes(await askedWindow(overlay.page().context()));
  await until("the press to be done", async () => (await fateOf(overlay)) === "taken");
}

/** Presses in the same way a button that opens a window for an answer, and returns that window. */
export async function pressToAsk(overlay: Frame, what: string | Locator): Promise<Page> {
  await pressed(overlay, what);
  return askedWindow(overlay.page().context());
}

/** Opens the window for the passphrase from an overlay that asks to be unlocked. */
export const unlockWindow = (overlay: Frame, words: Words = english): Promise<Page> =>
  pressToAsk(overlay, overlay.getByRole("button", { name: words("unlock"), exact: true }));

/** Like `press`, but leaves a confirmation open and tells whether there is one. */
export async function pressed(overlay: Frame, what: string | Locator): Promise<"taken" | "asked"> {
  const button = typeof what === "string" ? overlay.getByRole("button", { name: what }) : what;
  const before = askedWindows(overlay.page().context());
  for (let refused = 0, lost = 0; ; ) {
    await button.waitFor();
    await atRest(overlay);
    await followPress(overlay);
    await button.click();
    const fate = await outcome(overlay, before);
    if (fate === "taken" || fate === "asked") return fate;
    if (fate === "lost") {
      lost++;
      await redrawn(overlay.page());
    } else refused++;
    if (refused > 2 || lost > 4)
      throw new Error(
        `the overlay was pressed in vain (refused ${refused}, lost ${lost}): ${await overlay.innerText("body")}`,
      );
    console.warn(`pressed again: ${what} (refused ${refused}, lost ${lost})`);
  }
}

/**
 * Records in the overlay what becomes of the next press. The window gets the event before the overlay's own guard, the document
 * after it: a press that the guard refuses never reaches the document.
 */
const followPress = (overlay: Frame): Promise<void> =>
  overlay.evaluate(() => {
    const world = globalThis as { press?: Fate };
    world.press = "lost";
    const once = { capture: true, once: true };
    addEventListener("pointerdown", () => (world.press = "arrived"), once);
    addEventListener(
      "click",
      ({ target }) => {
        const careful = target instanceof Element && target.closest("[data-careful]");
        world.press = careful && !document.documentElement.hasAttribute("data-guard") ? "held" : "refused";
      },
      once,
    );
    document.addEventListener("click", () => (world.press = "taken"), once);
  });

/** Waits while the press may still have an effect. */
async function outcome(overlay: Frame, before: readonly Page[]): Promise<Fate | "asked"> {
  const begun = Date.now();
  for (;;) {
    const fate = await fateOf(overlay);
    if (fate === "taken" || fate === "refused") return fate;
    if (isAsked(overlay.page().context(), before)) return "asked";
    if (Date.now() - begun > (fate === "held" ? HELD_MS : ARRIVAL_MS)) return fate;
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** An overlay that is gone or was replaced was closed by the press. */
const fateOf = (overlay: Frame): Promise<Fate> =>
  overlay.evaluate(() => (globalThis as { press?: Fate }).press ?? "taken").catch(() => "taken");

const isAsked = (context: BrowserContext, before: readonly Page[]): boolean =>
  askedWindows(context).some((each) => !before.includes(each));

/** Makes the browser lay out its window anew, and so correct where it sends presses. */
async function redrawn(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size) return;
  await page.setViewportSize({ ...size, height: size.height - 1 });
  await page.setViewportSize(size);
}
