// What a person does in Firefox, with a real pointer and real keys. Frames are in closed shadow roots and, as extension
// pages, in another process, so BiDi cannot locate elements in them. But every document knows its position on the screen
// (mozInnerScreenX), and Firefox dispatches pointer events to whatever is at their position.
import type { Frame, Page } from "puppeteer-core";
import { until } from "../browser/until";

/** A page, or a function that finds a frame, as Firefox may replace a frame while it loads. */
export type Where = Page | (() => Promise<Frame | null>);

const PATIENCE = 15_000;

const evaluator = async (where: Where): Promise<Page | Frame | null> => (typeof where === "function" ? where() : where);

/** Evaluates in the page or frame until the result is truthy; a frame being replaced counts as "not yet". */
export function ask<T, A extends readonly unknown[]>(
  where: Where,
  what: string,
  question: (...args: A) => T | Promise<T>,
  ...args: A
): Promise<NonNullable<T>> {
  const attempt = async (): Promise<T | null> => {
    const there = await evaluator(where);
    return there ? ((await there.evaluate(question as unknown as (...args: unknown[]) => T, ...args)) as T) : null;
  };
  return until(what, () => attempt().catch(() => null), PATIENCE) as Promise<NonNullable<T>>;
}

/** Waits until the text of the selected element contains this, white space collapsed. */
export const says = (where: Where, selector: string, text: string): Promise<string> =>
  ask(
    where,
    `${selector} to say "${text}"`,
    (chosen, wanted) => {
      const said = [...document.querySelectorAll(chosen)].map((each) => each.textContent?.replace(/\s+/g, " ") ?? "");
      return said.find((each) => each.includes(wanted));
    },
    selector,
    text,
  );

/** The centre of an element on the screen, once it and its frame are at rest and take presses. */
const placeOf = (where: Where, selector: string, name: string | RegExp): Promise<{ x: number; y: number }> =>
  ask(
    where,
    `${selector} "${name}"`,
    async (chosen, pattern) => {
      const nameOf = (element: Element): string =>
        (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
      const found = [...document.querySelectorAll<HTMLElement>(chosen)].find(
        (each) => each.checkVisibility() && new RegExp(pattern).test(nameOf(each)),
      );
      if (!found || (found as HTMLButtonElement).disabled) return null;
      // With this attribute, an overlay refuses presses, as it has not been in view for long enough.
      if (document.documentElement.hasAttribute("data-guard")) return null;
      if (window !== top && innerHeight < Math.floor(document.body.getBoundingClientRect().height)) return null;
      const at = () => {
        const { x, y, width, height } = found.getBoundingClientRect();
        const { mozInnerScreenX, mozInnerScreenY } = window as unknown as Record<string, number>;
        return { x: mozInnerScreenX! + x + width / 2, y: mozInnerScreenY! + y + height / 2 };
      };
      found.scrollIntoView({ block: "center" });
      const before = at();
      await new Promise((next) => setTimeout(next, 100));
      const after = at();
      return before.x === after.x && before.y === after.y ? after : null;
    },
    selector,
    typeof name === "string" ? `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$` : name.source,
  );

async function click(page: Page, at: { x: number; y: number }): Promise<void> {
  const [x, y] = await page.evaluate(() => {
    const { mozInnerScreenX, mozInnerScreenY } = window as unknown as Record<string, number>;
    return [mozInnerScreenX!, mozInnerScreenY!] as const;
  });
  await page.mouse.click(at.x - x, at.y - y);
}

const CONTROLS = "button, [role=button], summary, label, a[href]";

/**
 * Presses a control in the front page, or in one of its frames, by its accessible name. Under load Firefox dispatches a press to
 * whatever was at its position before: a press that did not arrive is repeated, at most twice.
 */
export async function press(page: Page, name: string | RegExp, where: Where = page): Promise<void> {
  for (let left = 2; ; left--) {
    const at = await placeOf(where, CONTROLS, name);
    await ask(where, "to hear the press", () => {
      const world = globalThis as { arrived?: boolean };
      world.arrived = false;
      addEventListener("pointerdown", () => (world.arrived = true), { capture: true, once: true });
      return true;
    });
    await click(page, at);
    if (left === 0 || (await hasCome(where))) return;
  }
}

/** Whether the press arrived. A frame or window that is gone or was replaced counts as pressed. */
async function hasCome(where: Where): Promise<boolean> {
  const heard = async (): Promise<boolean> => {
    const there = await evaluator(where);
    return there === null || there.evaluate(() => (globalThis as { arrived?: boolean }).arrived !== false);
  };
  return until("the press to come", () => heard().catch(() => true), 1500).catch(() => false);
}

/** Types into a field, replacing its content. */
export async function type(page: Page, selector: string, text: string, where: Where = page): Promise<void> {
  await click(page, await placeOf(where, selector, /(?:)/));
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
}

/** Presses Tab until the focused element has this name. */
export async function tabTo(page: Page, name: string | RegExp, where: Where = page): Promise<void> {
  const wanted = typeof name === "string" ? name : name.source;
  const passed: string[] = [];
  while (passed.length < 25) {
    await page.keyboard.press("Tab");
    const there = await evaluator(where);
    const focused = await there
      ?.evaluate(() => {
        const { activeElement } = document;
        if (!document.hasFocus() || !activeElement) return "";
        return (activeElement.getAttribute("aria-label") ?? activeElement.textContent ?? "").trim();
      })
      .catch(() => "");
    passed.push(focused ?? "");
    if (focused && (typeof name === "string" ? focused === name : name.test(focused))) return;
  }
  throw new Error(`Tab did not lead to "${wanted}" but to ${passed.filter(Boolean).join(", ")}`);
}

/** The overlays of a kind, oldest first. */
export async function overlaysIn(page: Page, kind: string): Promise<Frame[]> {
  const paths = page.frames().map((frame) => frame.evaluate(() => location.pathname).catch(() => ""));
  const found = await Promise.all(paths);
  return page.frames().filter((_, at) => found[at]?.startsWith(`/pages/overlays/${kind}/`));
}

/** Finds the newest overlay of a kind, or null. */
export const overlayIn =
  (page: Page, kind: string): (() => Promise<Frame | null>) =>
  async () =>
    (await overlaysIn(page, kind)).at(-1) ?? null;
