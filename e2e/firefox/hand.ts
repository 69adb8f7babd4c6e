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
const placeOf = (where: Where, selector: string, name: string | RegExp): Promise<Point> =>
  ask(
    where,
    `${selector} "${name}"`,
    async (chosen, pattern) => {
      const nameOf = (element: Element): string =>
        (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
      // A formatted mail is in a frame of its own within the overlay's.
      const inner = [...document.querySelectorAll("iframe")].flatMap((frame) => frame.contentDocument ?? []);
      const found = [document, ...inner]
        .flatMap((each) => [...each.querySelectorAll<HTMLElement>(chosen)])
        .find((each) => each.checkVisibility() && new RegExp(pattern).test(nameOf(each)));
      if (!found || (found as HTMLButtonElement).disabled) return null;
      // With this attribute, an overlay refuses presses, as it has not been in view for long enough.
      if (document.documentElement.hasAttribute("data-guard")) return null;
      if (window !== top && innerHeight < Math.floor(document.body.getBoundingClientRect().height)) return null;
      const at = () => {
        const { x, y, width, height } = found.getBoundingClientRect();
        const view = found.ownerDocument.defaultView as unknown as Record<string, number>;
        const { mozInnerScreenX, mozInnerScreenY } = view;
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

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the screen to the page's own coordinates. */
async function inPage(page: Page, at: Point): Promise<Point> {
  const [x, y] = await page.evaluate(() => {
    const { mozInnerScreenX, mozInnerScreenY } = window as unknown as Record<string, number>;
    return [mozInnerScreenX!, mozInnerScreenY!] as const;
  });
  return { x: at.x - x, y: at.y - y };
}

async function click(page: Page, at: Point): Promise<void> {
  const { x, y } = await inPage(page, at);
  await page.mouse.click(x, y);
}

async function touch(page: Page, at: Point): Promise<void> {
  const { x, y } = await inPage(page, at);
  await page.touchscreen.tap(x, y);
}

const CONTROLS = "button, [role=button], [role=link], summary, label, a[href]";

/**
 * Presses a control in the front page, or in one of its frames, by its accessible name. Under load Firefox dispatches a press to
 * whatever was at its position before: a press that did not arrive is repeated, at most twice.
 */
export const press = (page: Page, name: string | RegExp, where: Where = page): Promise<void> =>
  pressWith(click, page, name, where);

/** The same with a finger. */
export const tap = (page: Page, name: string | RegExp, where: Where = page): Promise<void> =>
  pressWith(touch, page, name, where);

async function pressWith(
  how: (page: Page, at: Point) => Promise<void>,
  page: Page,
  name: string | RegExp,
  where: Where,
): Promise<void> {
  for (let left = 2; ; left--) {
    const at = await placeOf(where, CONTROLS, name);
    await ask(where, "to hear the press", () => {
      const world = globalThis as { arrived?: boolean };
      world.arrived = false;
      const inner = [...document.querySelectorAll("iframe")].flatMap((frame) => frame.contentDocument ?? []);
      for (const each of [document, ...inner])
        each.defaultView!.addEventListener("pointerdown", () => (world.arrived = true), { capture: true, once: true });
      return true;
    });
    await how(page, at);
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

/**
 * Loads a page and waits until another document than the one before is complete. Firefox's own answer is not waited for: it is an
 * error where the page's script navigates at the same time, even where the load goes on.
 */
async function loaded(page: Page, load: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { left: true })).catch(() => {});
  await load().catch((error: unknown) => {
    if (!/NS_BINDING_ABORTED/.test(String(error))) throw error;
  });
  await until("the page to load", () =>
    page.evaluate(() => document.readyState === "complete" && !("left" in globalThis)).catch(() => false),
  );
}

export const visit = (page: Page, url: string): Promise<void> => loaded(page, () => page.goto(url, { waitUntil: [] }));

export const reload = (page: Page): Promise<void> => loaded(page, () => page.reload({ waitUntil: [] }));
