// Makes docs/pictures/**/*.png from the built extension on the demo webmail: npm run pictures [messages]
// Twice the screen's resolution, cropped to what matters.
import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { ensureBuilt } from "../browser/build";
import { type Launched, openExtensionPage } from "../browser/launch";
import { editorOf, makeKey, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "../gmail/actions";
import { callFrom, exportPublicKey, welcomePage } from "../gmail/own-key";
import { letter, makePeer, type Peer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, type Demo, MAIL_URL } from "../webmail/demo";
import { badgeOf } from "./badge-name";
import { type Box, inDoubledWindow, PICTURES, picture, settled, sized } from "./picture";
import { twelve } from "./twelve";
import { GOOD_WAY } from "./ways";

const words = wordsOf("en");
const SIZE = { width: 980, height: 800 };
const FRIENDS = [
  { name: "Camille Roche", address: "camille@demo.example" },
  { name: "Ada Okafor", address: "ada@demo.example" },
  { name: "Jonas Weber", address: "jonas@demo.example" },
];

const around = (box: Box | null, by: number): Box => ({
  x: Math.max(0, box!.x - by),
  y: Math.max(0, box!.y - by),
  width: Math.min(SIZE.width, box!.x + box!.width + by) - Math.max(0, box!.x - by),
  height: Math.min(SIZE.height, box!.y + box!.height + by) - Math.max(0, box!.y - by),
});

async function firstRun(browser: Launched): Promise<Page> {
  const page = await welcomePage(browser);
  await sized(page, SIZE);
  await page.getByRole("textbox", { name: words("name"), exact: true }).fill(ALICE.name);
  await page.getByRole("textbox", { name: words("address"), exact: true }).fill(ALICE.address);
  await page.getByRole("radio").first().check({ force: true });
  await page.getByRole("button", { name: words("welcome_make") }).focus();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const card = await page.locator("form").boundingBox();
  await picture(page, "welcome", {
    x: card!.x - 40,
    y: 0,
    width: card!.width + 80,
    height: card!.y + card!.height + 32,
  });
  await makeKey(page, ALICE);
  await callFrom(page, "settings.set", { mark: { symbol: "anchor", colour: "amber" } });
  return page;
}

/** Everyone's key is found and used once; Bob's was compared, too. */
async function becomeKnown(browser: Launched, mail: Page, people: readonly Peer[]): Promise<void> {
  await startMail(mail, people.map(({ address }) => address).join(", "), "Hello");
  const overlay = await pressLock(mail);
  for (const { address } of people) await overlay.getByRole("button", { name: `${address}: new key` }).waitFor();
  await editorOf(overlay).fill("Hello everyone.");
  await press(overlay, sealAndSendOf(overlay));
  await mail.getByRole("dialog").waitFor({ state: "detached" });
  const options = await openExtensionPage(browser, "pages/options/index.html");
  for (const { address } of people.slice(0, 2)) await callFrom(options, "contact.verify", { address, verified: true });
  await sized(options, { width: 980, height: 560 });
  await options.evaluate(() => {
    location.hash = "contacts";
  });
  await options.getByText(BOB.address).waitFor();
  await picture(options, "options", { x: 0, y: 0, width: 980, height: 470 });
  await home(options);
  await options.close();
}

/** Where Alice stands after her first letters. */
async function home(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = "home";
  });
  await page.getByText(words("home_either_way")).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await sized(page, SIZE);
  const card = await page.locator("main > section").first().boundingBox();
  await picture(page, "home", { x: 0, y: 0, width: SIZE.width, height: card!.y + card!.height + 12 });
}

async function writing(mail: Page): Promise<void> {
  await startMail(mail, `${BOB.address}, ${FRIENDS[2]!.address}`, "Venue for Thursday");
  const overlay = await pressLock(mail);
  await overlay.getByRole("button", { name: `${BOB.address}: ${words("chip_verified")}` }).waitFor();
  await editorOf(overlay).fill("See you at six. I will bring the keys to the back room.\n\nAlice");
  await overlay
    .getByText(/sealed/i)
    .last()
    .waitFor();
  await picture(mail, "compose", around(await mail.getByRole("dialog").boundingBox(), 4));
  await press(overlay, words("compose_close"));
  await press(overlay, words("compose_discard"));
}

async function reading(mail: Page, demo: Demo, bob: Peer, key: string, name: string, panel?: string): Promise<void> {
  const subject = "Venue for Thursday";
  const text = "The back room is ours from six. Please tell nobody on the mailing list yet.\n\nBob";
  await demo.webmail.deliver(GOOD_WAY + letter(bob, ALICE.address, subject, await bob.seal(text, [key])));
  await mail.goto(MAIL_URL);
  await openMail(mail, subject);
  const overlay = await readOverlay(mail);
  await overlay.getByText("The back room").waitFor();
  const frame = await overlay.frameElement();
  const heading = (await mail.getByRole("heading", { name: subject }).boundingBox())!;
  const shown = async (as: string, from: number) => {
    await settled(mail);
    const box = (await frame.boundingBox())!;
    const y = from - 18;
    await picture(mail, as, { x: 208, y, width: SIZE.width - 216, height: box.y + box.height + 14 - y });
  };
  await shown(name, heading.y);
  if (!panel) return;
  await press(overlay, badgeOf(overlay, words));
  const why = overlay.getByRole("region", { name: words("index_panel") });
  await why.waitFor();
  await sized(mail, { ...SIZE, height: 1200 });
  await settled(mail);
  const top = around(await frame.boundingBox(), 12);
  // The demo's domain signs nothing, whatever its provider says: what can be checked of that is not for a picture.
  const below = (await why.getByRole("region", { name: words("dkim_title") }).boundingBox())!;
  await picture(mail, panel, { ...top, height: below.y - top.y });
  await sized(mail, SIZE);
}

async function all(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await inDoubledWindow(SIZE, async (demo, browser) => {
    const [bob, ...friends] = await Promise.all([BOB, ...FRIENDS].map(makePeer));
    for (const peer of [bob!, ...friends]) await demo.publish(peer.address, peer.publicKey);
    const welcome = await firstRun(browser);
    const key = await exportPublicKey(welcome);
    await welcome.close();
    const mail = await browser.context.newPage();
    await sized(mail, SIZE);
    await mail.goto(MAIL_URL);
    await mail.getByRole("button", { name: "Compose" }).waitFor();
    await becomeKnown(browser, mail, [bob!, ...friends]);
    await writing(mail);
    await reading(mail, demo, bob!, key, "read", "panel");
    await mail.emulateMedia({ colorScheme: "dark" });
    await reading(mail, demo, bob!, key, "dark");
  });
}

ensureBuilt("chrome");
if (process.argv[2] !== "messages") await all();
await twelve();
