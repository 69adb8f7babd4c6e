// A press on a button of an overlay, as somebody makes it who looks at what comes of it.
import type { BrowserContext, Frame, Locator, Page } from "@playwright/test";
import { type Words, wordsOf } from "../gmail/words";
import { askedWindow, askedWindows, sayYes } from "./asked";
import { atRest } from "./overlays";
import { until } from "./until";

const english = wordsOf("en");

/**
 * What became of a press. Lost: the browser led it elsewhere. Arrived: the frame heard it begin. Held: a careful control
 * was pressed, and the guard looks first, or has it confirmed. Refused: the guard let it go.
 */
type Fate = "lost" | "arrived" | "held" | "refused" | "taken";

/** A press that is not taken by then was lost on its way. */
const ARRIVAL_MS = 2000;
/** The browser opens a window, and the page answers what lies over the frame, in this time however slow the machine. */
const HELD_MS = 15_000;

/**
 * Presses a button of an overlay, once the frame has grown to show it. An overlay refuses a press while the page shifts
 * beneath it or covers it; whoever sees that nothing happened presses again, and so does this, twice at most. A browser
 * under load, whose window has just been resized, loses presses on its way to the frame: those are not the overlay's.
 * Where the overlay has it confirmed in a window, this says yes there.
 */
export async function press(overlay: Frame, what: string | Locator): Promise<void> {
  if ((await pressed(overlay, what)) === "taken") return;
  await sayYes(await askedWindow(overlay.page().context()));
  await until("the press to be done", async () => (await fateOf(overlay)) === "taken");
}

/** Presses what ends in a window that asks, in the same way, and returns that window. */
export async function pressToAsk(overlay: Frame, what: string | Locator): Promise<Page> {
  await pressed(overlay, what);
  return askedWindow(overlay.page().context());
}

/** Opens the window for the passphrase from an overlay that asks to be unlocked. */
export const unlockWindow = (overlay: Frame, words: Words = english): Promise<Page> =>
  pressToAsk(overlay, overlay.getByRole("button", { name: words("unlock"), exact: true }));

/** The same, saying whether it was taken as it was or a window asks about it. */
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
 * Notes in the overlay what becomes of the next press. The window hears it before the overlay's own guard, the document
 * after it: the guard lets nothing through that it refuses.
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

/** Waits for as long as the press may still come to something. */
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

/** An overlay that is gone, or another by now, was closed by the press. */
const fateOf = (overlay: Frame): Promise<Fate> =>
  overlay.evaluate(() => (globalThis as { press?: Fate }).press ?? "taken").catch(() => "taken");

const isAsked = (context: BrowserContext, before: readonly Page[]): boolean =>
  askedWindows(context).some((each) => !before.includes(each));

/** Makes the browser lay its window out anew, and with it where presses go. */
async function redrawn(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size) return;
  await page.setViewportSize({ ...size, height: size.height - 1 });
  await page.setViewportSize(size);
}
