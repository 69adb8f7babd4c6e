// Chromium as a driver (driver.ts), by Playwright.
import type { Frame, Locator, Page } from "@playwright/test";
import { askedWindow } from "./asked";
import type { Driver, Place, Plain, Tab } from "./driver";
import { type Launched, openExtensionPage } from "./launch";
import { overlayFrames } from "./overlays";
import { press } from "./press";
import { until } from "./until";
import { reloadExtension, stopWorker } from "./worker";

const PATIENCE = 15_000;

type Find = () => Frame | undefined;

export const inChromium = (launched: Launched): Driver => {
  const { context } = launched;
  const pages = new Map<Tab, Page>();
  const tab = (page: Page): Tab => {
    const made = tabOf(page);
    pages.set(made, page);
    return made;
  };
  return {
    name: "Chromium",
    async newTab(url) {
      const page = await context.newPage();
      await page.goto(url);
      return tab(page);
    },
    ownPage: async (path) => tab(await openExtensionPage(launched, path)),
    openedPage: async (path) =>
      tab(
        await until(`the page ${path}`, () =>
          context.pages().find((page) => new URL(page.url()).pathname === `/${path}`),
        ),
      ),
    askedWindow: async () => tab(await askedWindow(context)),
    gone: (of) => until("the window to close", () => pages.get(of)!.isClosed()),
    killBackground: () => stopWorker(context, launched.extensionId),
    reloadExtension: async () => {
      await reloadExtension(launched);
    },
    refused: [],
    close: () => launched.close(),
  };
};

function placeOf(page: Page, find: Find): Place {
  const there = (): Promise<Frame> => until("the frame", find, PATIENCE);
  const named = (frame: Frame, name: string | RegExp): Locator => {
    const [button, link, tab] = (["button", "link", "tab"] as const).map((role) =>
      frame.getByRole(role, { name, ...(typeof name === "string" && { exact: true }) }),
    );
    const others = frame.locator("summary, label").filter({ hasText: name });
    return button!.or(link!).or(tab!).or(others).filter({ visible: true }).first();
  };
  const pressIt = async (name: string | RegExp): Promise<void> => {
    const frame = await there();
    if (frame === page.mainFrame()) await named(frame, name).click();
    else await press(frame, named(frame, name));
  };
  return {
    ask<T, A extends readonly Plain[]>(what: string, question: (...args: A) => T | Promise<T>, ...args: A) {
      // One expression, because evaluate passes on a single argument.
      const expression = `(${question})(...${JSON.stringify(args)})`;
      const attempt = async (): Promise<T | null> => (await find()?.evaluate<T>(expression)) ?? null;
      return until(what, () => attempt().catch(() => null), PATIENCE);
    },
    press: pressIt,
    pressSurely: pressIt,
    async type(field, text) {
      const found = (await there()).locator(field).filter({ visible: true }).first();
      await found.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    },
  };
}

function tabOf(page: Page): Tab {
  return {
    ...placeOf(page, () => page.mainFrame()),
    async goto(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    url: () => page.url(),
    overlay: (kind, nth = -1) => placeOf(page, () => overlayFrames(page, kind).at(nth)),
    overlays: async (kind) => overlayFrames(page, kind).length,
    pressLock: (name) => page.getByRole("button", { name }).last().click(),
    hasLock: (name) => page.getByRole("button", { name }).last().isVisible(),
    async keys(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  };
}
