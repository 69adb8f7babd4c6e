import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { until } from "../browser/until";
import { startMapProxy } from "./map-proxy";
import { answerPrompt, killBackground, type Popup, popupIn, reloadExtension, windowOf } from "./window";

// Debian's Firefox over WebDriver BiDi, with the extension as a temporary add-on. A preference gives its pages a known
// origin. Firefox reports no load events for extension pages, so tests poll (hand.ts).

const ID = "cachet@cachet.example";
const UUID = "7c1ad1ab-0000-4000-8000-000000000001";
export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export interface Firefox {
  readonly browser: Browser;
  /** Opens one of the extension's own pages. */
  readonly openExtensionPage: (path: string) => Promise<Page>;
  /** Waits for a page that the extension opens itself. */
  readonly extensionPage: (path: string) => Promise<Page>;
  /** Presses "Allow" or "Deny" in the permission prompt when it appears. Resolves with its text. */
  readonly answerPrompt: (button: "Allow" | "Deny") => Promise<string>;
  /** The toolbar button's popup. */
  readonly popup: Popup;
  /** The folder for downloads. */
  readonly downloads: string;
  /** Requested hosts outside the map: "host:port", or a URL over http. */
  readonly refused: readonly string[];
  /** Ends the event page as Firefox ends an idle one. The next message starts it again. */
  readonly killBackground: () => Promise<void>;
  /** Reloads the extension, as an update does. */
  readonly reloadExtension: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Kills the browser, like a loss of power. */
  readonly kill: () => Promise<void>;
}

interface Kept {
  /** Profile folder, which is kept; default: a fresh one, removed on close. */
  readonly profile?: string;
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

export async function launchFirefox(
  extension: string,
  map: Readonly<Record<string, number>>,
  executablePath = FIREFOX,
  kept: Kept = {},
): Promise<Firefox> {
  const proxy = await startMapProxy(map);
  const profile = kept.profile ?? mkdtempSync(join(tmpdir(), "cachet-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    args: ["--remote-allow-system-access"], // without it, BiDi refuses moz-extension: pages
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
      // The panel of downloads would open and take the focus.
      "browser.download.alwaysOpenPanel": false,
      ...kept.preferences,
    },
  });
  await browser.installExtension(extension);
  const inWindow = await windowOf(browser);
  return {
    browser,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`moz-extension://${UUID}/${path}`, { waitUntil: [] });
      return page;
    },
    extensionPage: (path) =>
      until(`the page ${path}`, async () => {
        for (const page of (await browser.pages()).reverse())
          if ((await page.evaluate(() => location.pathname).catch(() => "")) === `/${path}`) return page;
        return null;
      }),
    answerPrompt: (button) => answerPrompt(inWindow, button),
    popup: popupIn(inWindow, ID),
    downloads: join(profile, "Downloads"),
    refused: proxy.refused,
    killBackground: () => killBackground(inWindow, ID),
    reloadExtension: () => reloadExtension(inWindow, ID),
    async close() {
      await browser.close();
      proxy.stop();
      if (!kept.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
    async kill() {
      const child = browser.process()!;
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      await gone;
      proxy.stop();
    },
  };
}

/** Firefox without the extension and without network access. */
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
