import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { until } from "../browser/until";
import { startMapProxy } from "./map-proxy";
import { answerPrompt, type Popup, popupIn, windowOf } from "./window";

// Debian's Firefox over WebDriver BiDi, with the extension as a temporary add-on. Its pages get a known address by a
// preference. For extension pages Firefox reports no load events: so tests ask until it is so (hand.ts).

const ID = "cachet@cachet.example";
const UUID = "7c1ad1ab-0000-4000-8000-000000000001";
export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export interface Firefox {
  readonly browser: Browser;
  /** Opens one of the extension's own pages. */
  readonly openExtensionPage: (path: string) => Promise<Page>;
  /** Waits for one that the extension opens itself. */
  readonly extensionPage: (path: string) => Promise<Page>;
  /** Presses "Allow" or "Deny" in the prompt for permissions, as soon as it is there. Resolves with what it says. */
  readonly answerPrompt: (button: "Allow" | "Deny") => Promise<string>;
  /** The popup of the toolbar's button. */
  readonly popup: Popup;
  /** Where it puts what the user saves. */
  readonly downloads: string;
  /** Hosts it asked for that are nowhere: "host:port", or an address over http. */
  readonly refused: readonly string[];
  readonly close: () => Promise<void>;
  /** Ends it as a loss of power does. */
  readonly kill: () => Promise<void>;
}

interface Kept {
  /** A folder that is kept; default: a fresh one, removed on close. */
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
      // Its list of what was saved would open and take the focus.
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
