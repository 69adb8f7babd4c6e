// Overlays are in closed shadow roots, out of reach of selectors, but every frame is in page.frames().
import type { Frame, Page } from "@playwright/test";
import { until } from "./until";

export type OverlayKind = "read" | "compose" | "badge";

/** The present overlays of a kind, oldest first. */
export function overlayFrames(page: Page, kind: OverlayKind): Frame[] {
  return page.frames().filter((frame) => !frame.isDetached() && frame.url().includes(`/pages/overlays/${kind}/`));
}

/** Waits for the nth overlay of a kind (0 is the oldest; -1 the newest). */
export function overlayFrame(page: Page, kind: OverlayKind, nth = 0, ms = 20_000): Promise<Frame> {
  return until(`${kind} overlay number ${nth}`, () => overlayFrames(page, kind).at(nth), ms);
}

/** Waits until no overlay of a kind is left; the error contains the text of one that stays. */
export async function noOverlay(page: Page, kind: OverlayKind, ms = 20_000): Promise<void> {
  try {
    await until(`no ${kind} overlay`, () => overlayFrames(page, kind).length === 0, ms);
  } catch (error) {
    const shown = overlayFrames(page, kind).map((frame) => frame.evaluate(() => document.body.innerText).catch(String));
    throw new Error(`${error}, which shows: ${JSON.stringify(await Promise.all(shown))}`);
  }
}

/**
 * Waits until the frame is as tall as its content, takes clicks, and has been drawn by the browser, which until then sends
 * clicks to what it drew before. Tests are faster than any hand.
 */
export async function atRest(frame: Frame): Promise<Frame> {
  await frame.waitForFunction(
    () =>
      innerHeight >= Math.floor(document.body.getBoundingClientRect().height) &&
      !document.documentElement.hasAttribute("data-guard"),
  );
  // The overlay reports its height, the page resizes the frame, and then the browser hit-tests presses in the new layout.
  await drawnInTurn(frame);
  return frame;
}

/** Waits until a frame and its page have been drawn in turn. The page knows the new layout only once it has been drawn. */
export async function drawnInTurn(frame: Frame): Promise<void> {
  const top = frame.page().mainFrame();
  for (const each of [frame, top, frame, top, frame]) await drawn(each);
}

/** Waits until the present content of the document has been drawn. */
export const drawn = (frame: Frame): Promise<unknown> =>
  frame.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
