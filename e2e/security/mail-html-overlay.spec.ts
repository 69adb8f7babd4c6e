// Hostile HTML sealed to the reader and opened in the overlay on the webmail's page.
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { openMail, press, readOverlay } from "../gmail/actions";
import { expect, type Stage, test } from "../gmail/stage";
import { ALICE, MAIL_URL } from "../webmail/demo";
import { htmlEntity, pgpMime } from "../webmail/mime-mail";
import { CANARY_HOST, HOSTILE } from "./mail-html/hostile-html";

const C = `https://${CANARY_HOST}`;
const SECRET = "gravel-5512-orchard";

async function receive({ demo, page, bob, aliceKey }: Stage, html: string): Promise<void> {
  const outer = { from: `${bob.name} <${bob.address}>`, to: ALICE.address, subject: "Formatted" };
  await demo.webmail.deliver(pgpMime(outer, await bob.seal(htmlEntity(html), [aliceKey])));
  await openMail(page, "Formatted");
}

test("sealed hostile HTML in the overlay asks for nothing, runs nothing and moves neither frame nor tab", async ({
  stage,
}) => {
  const { page, browser } = stage;
  const asked: string[] = [];
  browser.context.on("request", (request) => {
    if (request.url().includes(CANARY_HOST)) asked.push(request.url());
  });
  // Each in its own table cell, so that unclosed elements do not swallow the next.
  const all = HOSTILE.map(([, html]) => `<table><tr><td>${html}</td></tr></table>`).join("\n");
  await receive(stage, `<p>${SECRET}</p>${all}<p><a href="${C}/read-on">Read on</a></p>`);
  const overlay = await readOverlay(page);
  const tabs = browser.context.pages().length;
  const mail = await until("the mail frame", () => overlay.childFrames()[0]);
  await expect(mail.getByText(SECRET)).toBeVisible();
  await quietFor(page, 1000);
  expect(asked).toEqual([]);
  expect(page.url()).toContain(MAIL_URL);
  expect(overlay.childFrames()).toHaveLength(1);
  expect(mail.url()).toBe("about:srcdoc");
  expect(browser.context.pages()).toHaveLength(tabs);
  expect(await overlay.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(await page.content()).not.toContain(SECRET);
});

test("formatted sealed mail is drawn, loads images only when told, and opens links outside", async ({ stage }) => {
  const { page, browser } = stage;
  const asked: string[] = [];
  browser.context.on("request", (request) => {
    if (request.url().includes(CANARY_HOST)) asked.push(request.url());
  });
  await receive(
    stage,
    `<p style="color:rgb(1,2,3)">${SECRET}</p><img src="${C}/cat.gif" alt="A cat"><p><a href="${C}/page">Read on</a></p>`,
  );
  const overlay = await readOverlay(page);
  const mail = await until("the mail frame", () => overlay.childFrames()[0]);
  await expect(mail.getByText(SECRET)).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(mail.getByText("A cat")).toBeVisible();
  expect(asked).toEqual([]);
  const tab = browser.context.waitForEvent("page");
  await mail.getByRole("link", { name: "Read on" }).click();
  expect(await (await tab).evaluate(() => opener)).toBeNull();
  await (await tab).close();
  asked.length = 0;
  await press(overlay, "Load remote images");
  await expect.poll(() => asked).toEqual([`${C}/cat.gif`]);
});
