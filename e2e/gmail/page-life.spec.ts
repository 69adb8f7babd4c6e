import { demoExtension } from "../browser/build";
import { launch } from "../browser/launch";
import { noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { reloadExtension } from "../browser/worker";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { editorOf, openMail, pressLock, readOverlay, startMail } from "./actions";
import { letter } from "./peer";
import { expect, test } from "./stage";

const TEXT = "The tide is out at six.";

test("a page that changes every 50 ms does not starve the extension", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await page.evaluate(() => {
    const ticker = document.createElement("div");
    document.body.append(ticker);
    setInterval(() => ticker.replaceChildren(document.createElement("span"), String(Math.random())), 50);
  });
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey])));
  await openMail(page, "News");
  await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  await startMail(page, BOB.address, "Plan");
  await expect(page.getByRole("button", { name: "Seal this message" })).toBeVisible();
});

test("60,000 text nodes arriving at once do not stop it", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey])));
  await openMail(page, "News");
  await page.evaluate(() => {
    const heap = document.createElement("div");
    for (let line = 0; line < 30_000; line += 1) heap.append(`line ${line}`, document.createElement("br"), "more");
    document.querySelector("[role=main]")!.append(heap);
  });
  await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  await startMail(page, BOB.address, "Plan");
  await expect(page.getByRole("button", { name: "Seal this message" })).toBeVisible();
});

test("overlays turn dark with the page, and light again", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey])));
  await openMail(page, "News");
  const read = await readOverlay(page);
  await startMail(page, BOB.address, "Plan");
  const writing = await pressLock(page);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const frame of [read, writing]) await expect(frame.locator("html")).toHaveAttribute("data-theme", colorScheme);
  }
  await expect(editorOf(writing)).toBeVisible();
});

test("an extension loaded again leaves no trace in the page, and its new self works there", async ({ stage }) => {
  const { demo, page, bob, browser, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey])));
  await openMail(page, "News");
  const old = await readOverlay(page);
  await expect(old.getByText(TEXT)).toBeVisible();
  await startMail(page, BOB.address, "Plan", "typed before");
  await pressLock(page);

  await reloadExtension(browser);
  const locks = page.getByRole("button", { name: "Seal this message" });
  await until("the old overlay to go", () => old.isDetached());
  await until("one read overlay", async () => overlayFrames(page, "read").length === 1);
  await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  await expect(locks).toHaveCount(1);
  await noOverlay(page, "compose");
  await expect(page.getByRole("textbox", { name: "Message Body" })).toHaveText("typed before");
  const overlay = await pressLock(page);
  await expect(editorOf(overlay)).toHaveValue("typed before");
});

test("installing works on a webmail page that was open before, without a restart", async () => {
  const demo = await startDemo();
  const browser = await launch({
    extension: null,
    map: demo.map,
    certificates: demo.certificates,
    extraArgs: ["--enable-unsafe-extension-debugging"],
    ignoreDefaultArgs: ["--disable-extensions"],
  });
  const page = await browser.context.newPage();
  await page.goto(MAIL_URL);
  await startMail(page, BOB.address, "Plan");
  const session = await browser.context.browser()!.newBrowserCDPSession();
  await session.send("Extensions.loadUnpacked" as never, { path: demoExtension("chrome") } as never);
  await page.bringToFront();
  await expect(page.getByRole("button", { name: "Seal this message" })).toBeVisible();
  await page.getByRole("button", { name: "Seal this message" }).click();
  await overlayFrame(page, "compose");
  await until("the welcome page", () => browser.context.pages().some((each) => each.url().includes("/pages/welcome/")));
  await browser.close();
  await demo.close();
});
