// Pages that speak to Cachet as they do to Mailvelope: off at first, on by a click in the popup, and taken back there.
import type { Page } from "@playwright/test";
import { overlayFrames } from "../browser/overlays";
import { press } from "../browser/press";
import { until } from "../browser/until";
import { readOverlay } from "../gmail/actions";
import { expect, type Stage, test } from "../gmail/stage";
import { popupOver } from "../screens/popup-over";
import { draw, gmxLike, HOST, nextcloudLike, PAGE_URL, posteoLike } from "./pages";

const TEXT = "The tide is out at six.";

/** Enables the page and, with another click, the client API on it. */
async function allowIn({ browser }: Stage, page: Page): Promise<void> {
  const popup = await popupOver(browser, page, PAGE_URL);
  await popup.getByRole("button", { name: `Use Cachet on ${HOST}` }).click();
  await popup.getByText("Made for Mailvelope?").click();
  await expect(popup.getByText("It then learns that an OpenPGP extension is here", { exact: false })).toBeVisible();
  await popup.getByRole("button", { name: `Let ${HOST} use it` }).click();
  await expect(popup.getByText("This takes effect when the page is loaded again.")).toBeVisible();
  await popup.close();
}

const said = (page: Page) => page.locator("#said");

test("a page finds nothing before the user's click; then it shows a letter that it cannot read; then nothing again", async ({
  stage,
}) => {
  const { browser, bob, aliceKey } = stage;
  const sealed = await bob.seal(TEXT, [aliceKey]);
  const page = await browser.context.newPage();
  const there = () => page.evaluate(() => "mailvelope" in window);
  await draw(page, nextcloudLike(sealed, { press: false }));
  expect(await there()).toBe(false);
  await allowIn(stage, page);

  await test.step("a letter that the user did not open waits for the user", async () => {
    await draw(page, nextcloudLike(sealed, { press: false }));
    const overlay = await readOverlay(page);
    await expect(overlay.getByRole("heading", { name: "Open this sealed message?" })).toBeVisible();
    await expect(said(page)).toHaveText('{"answer":{},"steps":true}');
    await press(overlay, "Open the message");
    await expect(overlay.getByText(TEXT)).toBeVisible();
  });

  await test.step("the frame is a child of the page's element, with nothing in its address, and one alone", async () => {
    const frame = page.locator("#letter > iframe");
    await expect(frame).toHaveCount(1);
    const [src, height] = await frame.evaluate((one: HTMLIFrameElement) => [one.src, one.offsetHeight] as const);
    expect(src).toMatch(/^chrome-extension:\/\/[^#?]+\/index\.html$/);
    expect(height).toBeGreaterThanOrEqual(450);
    expect(overlayFrames(page, "read")).toHaveLength(1);
    expect(await page.evaluate(() => window[0]!.document?.body.innerText).catch(String)).toContain("SecurityError");
    expect(await page.content()).not.toContain(TEXT);
  });

  await test.step("one that the page moves is opened again, for the user", async () => {
    await page.evaluate(() => {
      const frame = document.querySelector("#letter > iframe")!;
      document.querySelector("#letter")!.append(frame);
    });
    // Until then the frame before it may still be listed.
    const heading = () =>
      overlayFrames(page, "read").at(-1)?.getByRole("heading", { name: "Open this sealed message?" });
    await until(
      "the moved frame asks anew",
      async () =>
        (await heading()
          ?.isVisible()
          .catch(() => false)) === true,
    );
  });

  await test.step("a letter that the user opens is shown at once", async () => {
    await draw(page, nextcloudLike(sealed, { press: true }));
    await page.getByRole("button", { name: "Tide" }).click();
    const overlay = await readOverlay(page);
    await expect(overlay.getByText(TEXT)).toBeVisible();
    await expect(said(page)).toHaveText('{"answer":{},"steps":true}');
  });

  await test.step("a letter that Cachet opened by itself is left to the page", async () => {
    await draw(page, nextcloudLike(sealed, { press: true, beside: sealed }));
    await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
    await page.getByRole("button", { name: "Tide" }).click();
    await expect(page.locator("#letter > iframe")).toHaveCount(1);
    // The page's own frame, and not the one before it, whichever is listed for how long.
    const frame = await page.locator("#letter > iframe").elementHandle();
    await until("one overlay alone, the page's", async () => {
      const [one, ...others] = overlayFrames(page, "read");
      return others.length === 0 && one !== undefined && one === (await frame!.contentFrame());
    });
    await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
    await expect(page.locator("#text")).toBeVisible();
  });

  await test.step("taken back in the popup, the page finds nothing", async () => {
    const popup = await popupOver(browser, page, PAGE_URL);
    await expect(popup.getByText(`${HOST} may use Mailvelope’s interface`)).toBeVisible();
    await popup.getByRole("button", { name: "Take this back" }).click();
    await expect(popup.getByRole("button", { name: `Let ${HOST} use it` })).toBeVisible();
    await popup.close();
    await draw(page, nextcloudLike(sealed, { press: false }));
    expect(await there()).toBe(false);
  });
});

test("keyrings and keys, as Roundcube's plugins and GMX ask for them", async ({ stage }) => {
  const { browser } = stage;
  const page = await browser.context.newPage();
  await draw(page, posteoLike());
  await allowIn(stage, page);
  await draw(page, posteoLike());
  await expect(said(page)).toContainText('{"code":"NO_KEYRING_FOR_ID","isError":true}');
  await expect(said(page)).toContainText('{"version":true,"id":"Posteo"}');
  await expect(said(page)).toContainText('{"again":"KEYRING_ALREADY_EXISTS"}');
  await expect(said(page)).toContainText('{"mine":true,"other":false}');

  await page.getByRole("textbox", { name: "To" }).fill("alice@demo.example");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(said(page)).toContainText('{"alice@demo.example":[["LOC",0]],"behind@demo.example":false}');

  await draw(page, gmxLike());
  await expect(said(page)).toHaveText('{"same":true,"missing":true}');
});

test("where Mailvelope answers already, Cachet keeps silent, and the popup says so", async ({ stage }) => {
  const { browser } = stage;
  const page = await browser.context.newPage();
  await draw(page, gmxLike());
  await allowIn(stage, page);
  await page.addInitScript(() => {
    Object.assign(window, { mailvelope: { of: "another extension" } });
  });
  await draw(page, gmxLike());
  expect(await page.evaluate(() => (window as unknown as { mailvelope: object }).mailvelope)).toEqual({
    of: "another extension",
  });
  const popup = await popupOver(browser, page, PAGE_URL);
  await expect(popup.getByText("Another extension, probably Mailvelope", { exact: false })).toBeVisible();
});
