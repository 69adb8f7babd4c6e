import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { until } from "../browser/until";
import { startMapProxy } from "./map-proxy";

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
  /** Where it puts what the user saves. */
  readonly downloads: string;
  readonly close: () => Promise<void>;
}

export async function launchFirefox(
  extension: string,
  map: Readonly<Record<string, number>>,
  executablePath = FIREFOX,
): Promise<Firefox> {
  const proxy = await startMapProxy(map);
  const profile = mkdtempSync(join(tmpdir(), "cachet-firefox-"));
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
    extensionPage: (path) =>
      until(`the page ${path}`, async () => {
        for (const page of (await browser.pages()).reverse())
          if ((await page.evaluate(() => location.pathname).catch(() => "")) === `/${path}`) return page;
        return null;
      }),
    answerPrompt: (button) => answerPrompt(browser, button),
    downloads: join(profile, "Downloads"),
    async close() {
      await browser.close();
      proxy.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Firefox's own commands, which puppeteer passes on and has no types for. */
interface Connection {
  send(method: string, params: object): Promise<{ result: never }>;
}

/** The prompt is drawn by the browser's own window, a context of Firefox's ("moz:scope") and no page. */
async function answerPrompt(browser: Browser, button: "Allow" | "Deny"): Promise<string> {
  const { connection } = browser as unknown as { connection: Connection };
  const tree: { contexts: { context: string; url: string }[] } = (
    await connection.send("browsingContext.getTree", { "moz:scope": "chrome" })
  ).result;
  const { context } = tree.contexts.find(({ url }) => url.endsWith("/browser.xhtml"))!;
  const inWindow = async (expression: string): Promise<unknown> => {
    const target = { context };
    const answer: { result?: { value?: unknown } } = (
      await connection.send("script.evaluate", { expression, target, awaitPromise: false })
    ).result;
    return answer.result?.value;
  };
  const prompt = `document.getElementById("addon-webext-permissions-notification")`;
  // Firefox takes no press before the prompt has been there for a moment, and each that comes too early prolongs that.
  const text = await until("the prompt for permissions", () =>
    inWindow(`document.getElementById("notification-popup").state === "open" && ${prompt} &&
      ChromeUtils.now() - ${prompt}.notification.timeShown > Services.prefs.getIntPref("security.notification_enable_delay") &&
      ${prompt}.textContent`),
  );
  await inWindow(`${prompt}.${button === "Allow" ? "button" : "secondaryButton"}.click()`);
  await until("the prompt to close", () =>
    inWindow(`document.getElementById("notification-popup").state === "closed"`),
  );
  return String(text);
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
