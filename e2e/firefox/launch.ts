import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import { until } from "../browser/until";
import { startMapProxy } from "./map-proxy";

// Debian's Firefox over WebDriver BiDi, with the extension as a temporary add-on. Its pages get a known address by a
// preference. For extension pages Firefox reports no load events, and positions inside frames in closed shadow roots are
// not known to BiDi: so tests ask until it is so, and press by dispatching.

const ID = "cachet@cachet.example";
const UUID = "7c1ad1ab-0000-4000-8000-000000000001";
export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export interface Firefox {
  readonly browser: Browser;
  /** Opens one of the extension's own pages. */
  readonly openExtensionPage: (path: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export async function launchFirefox(extension: string, map: Readonly<Record<string, number>>): Promise<Firefox> {
  const proxy = await startMapProxy(map);
  const profile = mkdtempSync(join(tmpdir(), "cachet-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    acceptInsecureCerts: true,
    args: ["--remote-allow-system-access"], // else BiDi refuses moz-extension: pages
    userDataDir: profile,
    env: { ...process.env, HOME: profile },
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxy.port,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": proxy.port,
      "extensions.webextensions.uuids": JSON.stringify({ [ID]: UUID }),
      "intl.locale.requested": "en-US",
    },
  });
  await browser.installExtension(extension);
  return {
    browser,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`moz-extension://${UUID}/${path}`, { waitUntil: [] });
      return page;
    },
    async close() {
      await browser.close();
      proxy.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Firefox as it comes, without the extension and without a way out. */
export async function launchPlainFirefox(): Promise<Pick<Firefox, "browser" | "close">> {
  const profile = mkdtempSync(join(tmpdir(), "cachet-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    userDataDir: profile,
    env: { ...process.env, HOME: profile },
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": 9,
      "intl.locale.requested": "en-US",
    },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** A page, or what finds a frame: Firefox may put another in a frame's place while it loads. */
type Where = Page | (() => Promise<Frame | null>);

const evaluator = async (where: Where): Promise<Page | Frame | null> => (typeof where === "function" ? where() : where);

/** Asks in the page or frame until the answer is truthy; a frame that is just being replaced counts as "not yet". */
export function ask<T, A extends unknown[]>(
  where: Where,
  what: string,
  question: (...args: A) => T,
  ...args: A
): Promise<NonNullable<T>> {
  const attempt = async (): Promise<T | null> => {
    const there = await evaluator(where);
    return there ? ((await there.evaluate(question as (...args: unknown[]) => T, ...args)) as T) : null;
  };
  return until(what, () => attempt().catch(() => null), 15_000) as Promise<NonNullable<T>>;
}

/** Presses a button of an overlay or an extension page, or a link that looks like one, by its accessible name. */
export async function press(where: Where, name: string): Promise<void> {
  await ask(
    where,
    `button "${name}"`,
    (wanted) => {
      const nameOf = (element: Element): string =>
        (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
      const buttons = [...document.querySelectorAll<HTMLElement>("button, [role=button], a.button")];
      const found = buttons.find((button) => nameOf(button) === wanted && !(button as HTMLButtonElement).disabled);
      // Overlays refuse presses until they have been in view for a moment, and say so by this attribute.
      if (!found || document.documentElement.hasAttribute("data-guard")) return false;
      found.click();
      return true;
    },
    name,
  );
}

/** Types into a field the way the keyboard does, as far as its listeners can tell. */
export async function fill(where: Where, selector: string, text: string): Promise<void> {
  await ask(
    where,
    selector,
    (chosen, value) => {
      const field = document.querySelector<HTMLElement>(chosen);
      if (!field) return false;
      field.focus();
      document.execCommand("selectAll");
      return document.execCommand("insertText", false, value);
    },
    selector,
    text,
  );
}

/** Finds the newest overlay of a kind, or null. */
export const overlayIn =
  (page: Page, kind: string): (() => Promise<Frame | null>) =>
  async () => {
    for (const frame of page.frames().reverse()) {
      const path = await frame.evaluate(() => location.pathname).catch(() => "");
      if (path.startsWith(`/pages/overlays/${kind}/`)) return frame;
    }
    return null;
  };
