// Firefox as a driver (browser/driver.ts), by what hand.ts does.
import type { Page } from "puppeteer-core";
import type { Driver, Place, Tab } from "../browser/driver";
import { askedWindow, expectGone } from "./asked";
import { ask, overlaysIn, press, reload, type, visit, type Where } from "./hand";
import type { Firefox } from "./launch";

export const inFirefox = (firefox: Firefox): Driver => {
  const pages = new Map<Tab, Page>();
  const tab = (page: Page): Tab => {
    const made = tabOf(page, firefox);
    pages.set(made, page);
    return made;
  };
  return {
    name: "Firefox",
    async newTab(url) {
      const page = await firefox.browser.newPage();
      await page.setViewport({ width: 1280, height: 860 });
      const made = tab(page);
      await made.goto(url);
      return made;
    },
    ownPage: async (path) => tab(await firefox.openExtensionPage(path)),
    openedPage: async (path) => tab(await firefox.extensionPage(path)),
    askedWindow: async () => tab(await askedWindow({ firefox })),
    gone: (of) => expectGone(pages.get(of)!),
    killBackground: firefox.killBackground,
    reloadExtension: firefox.reloadExtension,
    refused: firefox.refused,
    close: firefox.close,
  };
};

function placeOf(page: Page, where: Where, firefox: Firefox): Place {
  const pressIt = (name: string | RegExp): Promise<void> => press(page, name, where);
  return {
    ask: (what, question, ...args) => ask(where, what, question, ...args),
    press: pressIt,
    async pressSurely(name) {
      await pressIt(name);
      const asked = await askedWindow({ firefox });
      await asked.bringToFront();
      // A window that had lost the focus takes presses only a moment after it has it again.
      await ask(asked, "presses to be taken", () => !document.documentElement.hasAttribute("data-waiting"));
      await asked.click("[data-yes]");
      await expectGone(asked);
      await page.bringToFront();
    },
    type: (field, text) => type(page, field, text, where),
  };
}

function tabOf(page: Page, firefox: Firefox): Tab {
  const frames = (kind: string) => overlaysIn(page, kind);
  return {
    ...placeOf(page, page, firefox),
    goto: (url) => visit(page, url),
    reload: () => reload(page),
    url: () => page.url(),
    overlay: (kind, nth = -1) => placeOf(page, async () => (await frames(kind)).at(nth) ?? null, firefox),
    overlays: async (kind) => (await frames(kind)).length,
    async pressLock(name) {
      const locks = `>>> [aria-label='${name}']`;
      await page.waitForSelector(locks);
      await (await page.$$(locks)).at(-1)!.click();
    },
    hasLock: async (name) => (await page.$(`>>> [aria-label='${name}']`)) !== null,
    async keys(...keys) {
      for (const chord of keys) await pressChord(page, chord.split("+"));
    },
    bringToFront: () => page.bringToFront(),
    close: () => page.close(),
  };
}

async function pressChord(page: Page, keys: readonly string[]): Promise<void> {
  const [last, ...held] = [...keys].reverse() as Parameters<Page["keyboard"]["press"]>[0][];
  for (const key of held) await page.keyboard.down(key);
  await page.keyboard.press(last!);
  for (const key of held) await page.keyboard.up(key);
}
