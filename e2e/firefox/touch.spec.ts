// In place of Firefox for Android, on which this was never tried: Firefox without windows, as narrow as a phone, used by touch.
import type { Page } from "puppeteer-core";
import { until } from "../browser/until";
import { makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { CANARY_HOST } from "../security/mail-html/hostile-html";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { htmlEntity, pgpMime } from "../webmail/mime-mail";
import { callFrom } from "./call";
import { ask, overlayIn, says, tap, type, visit } from "./hand";
import { type Firefox, launchFirefox } from "./launch";
import { buildWithoutWindows } from "./no-windows";
import { expect, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const PASSPHRASE = "wind in the mast";
const SECRET = "gravel-4471-causeway";
const LINK = `https://${CANARY_HOST}/page`;
const PHONE = { width: 360, height: 640 };
const CONSENT = "pages/consent/index.html";
const { step } = test;

test.skip(noFirefox(), WHY_NOT);

/** How many pixels a page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function onPhone(page: Page): Promise<Page> {
  await page.setViewport(PHONE);
  return page;
}

/** The tab that stands for the window with the passphrase. */
async function unlock(firefox: Firefox): Promise<void> {
  const asked = await onPhone(await firefox.extensionPage(CONSENT));
  await asked.bringToFront();
  await ask(asked, "presses to be taken", () => {
    const drawn = document.querySelector("main") !== null;
    return drawn && !document.documentElement.hasAttribute("data-waiting");
  });
  expect(await overflow(asked)).toBeLessThanOrEqual(0);
  await type(asked, "input[type=password]", PASSPHRASE);
  await tap(asked, words("unlock"));
  await until("the tab to close", () =>
    asked.evaluate(() => false).catch((error: unknown) => /no such frame|closed/i.test(String(error))),
  );
}

test("without windows, at the width of a phone and by touch, a key is made, a sealed mail read, and pages used", async () => {
  test.setTimeout(90_000);
  const build = buildWithoutWindows();
  const demo = await startDemo();
  const firefox = await launchFirefox(build.folder, demo.map, undefined, {
    preferences: { "dom.w3c_touch_events.enabled": 1 },
  });
  try {
    const welcome = await onPhone(await firefox.extensionPage("pages/welcome/index.html"));
    let key = "";
    await step("the first run, by touch", async () => {
      expect(
        await welcome.evaluate(
          () => typeof (globalThis as unknown as { browser: { windows?: object } }).browser.windows,
        ),
      ).toBe("undefined");
      await type(welcome, "input[type=text]", ALICE.name);
      await type(welcome, "input[type=email]", ALICE.address);
      await tap(welcome, words("welcome_passphrase"));
      await type(welcome, "input[type=password]", PASSPHRASE);
      await tap(welcome, words("welcome_make"));
      await says(welcome, "h1", words("next_title"));
      expect(await overflow(welcome)).toBeLessThanOrEqual(0);
      const [own] = await callFrom<{ fingerprint: string }[]>(welcome, "identity.list", {});
      const request = { fingerprint: own!.fingerprint, what: "public" };
      key = (await callFrom<{ text: string }>(welcome, "identity.export", request)).text;
      await callFrom(welcome, "vault.lock", {});
      await welcome.close();
    });
    const page = await onPhone(await firefox.browser.newPage());
    await visit(page, MAIL_URL);
    const reading = overlayIn(page, "read");
    await step("a sealed mail is unlocked in a tab, as there are no windows, and read in place", async () => {
      const bob = await makePeer(BOB);
      const outer = { from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject: "Tide" };
      const html = `<p>${SECRET}</p><p><a href="${LINK}">Read on</a></p>`;
      await demo.webmail.deliver(pgpMime(outer, await bob.seal(htmlEntity(html), [key])));
      await openMail(page, "Tide");
      await tap(page, words("unlock"), reading);
      await unlock(firefox);
      await page.bringToFront();
      await ask(
        reading,
        "the drawn mail",
        (secret) => document.querySelector("iframe")?.contentDocument?.body.innerText.includes(secret),
        SECRET,
      );
    });
    await step("the first touch on a link says where it leads, and only the second opens it", async () => {
      await tap(page, "Read on", reading);
      await says(reading, ".html-link", words("html_link_again"));
      await says(reading, ".html-link", LINK);
      const asked = (): boolean => firefox.refused.some((url) => url.includes(CANARY_HOST));
      expect(asked()).toBe(false);
      // A touch that comes sooner than anybody reads does not open it either.
      await ask(reading, "half a second", (ms) => new Promise((done) => setTimeout(done, ms, true)), 600);
      await tap(page, "Read on", reading);
      await until("the link to open", asked);
    });
    await step("popup and options fit the screen, and their parts open by touch", async () => {
      for (const path of ["pages/popup/index.html", "pages/options/index.html"]) {
        const own = await onPhone(await firefox.openExtensionPage(path));
        await ask(own, "the page", () => document.querySelector("main h1, main h2, main button") !== null);
        expect(await overflow(own), path).toBeLessThanOrEqual(0);
        if (path.includes("options")) {
          await tap(own, words("section_contacts"));
          await ask(own, "the contacts", () => location.hash.startsWith("#contacts"));
        }
        await own.close();
      }
    });
  } finally {
    await firefox.close();
    await demo.close();
    build.remove();
  }
});
