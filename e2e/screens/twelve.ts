// Twelve messages as they come in, and what the badge says of each: docs/pictures/messages/*.png, shown in the README.
// Part of `npm run pictures`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "@playwright/test";
import type { Launched } from "../browser/launch";
import { overlayFrame } from "../browser/overlays";
import { badgesOn } from "../browser/page-badges";
import { until } from "../browser/until";
import { editorOf, makeKey, openMail, press, pressLock, sealAndSendOf, startMail } from "../gmail/actions";
import { callFrom, exportPublicKey, welcomePage } from "../gmail/own-key";
import { letter, makePeer, type Peer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, type Demo, MAIL_URL } from "../webmail/demo";
import type { Mailbox } from "../webmail/mail-text";
import { badgeOf } from "./badge-name";
import { inDoubledWindow, PICTURES, picture, settled, sized } from "./picture";
import { BULK, CLEAR_WAY, FORGED_WAY, GOOD_WAY, INTERNAL, OLD_WAY } from "./ways";

const words = wordsOf("en");
/** Narrow, so that the words are large in a small picture. */
const SIZE = { width: 640, height: 1100 };

interface World {
  readonly key: string;
  /** Compared by Alice; used once; never met; met with another key than now. */
  readonly bob: Peer;
  readonly camille: Peer;
  readonly stranger: Peer;
  readonly jonas: Peer;
  /** Jonas as somebody else pretends to be him. */
  readonly impostor: Peer;
}

interface Typical {
  readonly name: string;
  readonly fields: string;
  readonly from: (world: World) => Mailbox;
  readonly to?: string;
  readonly text: (world: World) => string | Promise<string>;
}

/** Of each, in its order. */
const SUBJECTS = [
  "Thursday, the back room",
  "Nice to meet you",
  "By way of the old office",
  "You do not know me yet",
  "Lunch on Thursday",
  "From the farm's own server",
  "Lunch, perhaps?",
  "Upstairs at noon",
  "Ten things to read this week",
  "Your account needs you",
  "Changed: now at ten",
  "My new computer",
];

const TEXT = "The back room is ours from six.";
const POSTCARD = "Lunch is at noon on Thursday.";
const spoilt = (signed: string): string => signed.replace("six", "ten");

const TWELVE: readonly Typical[] = [
  { name: "verified", fields: GOOD_WAY, from: (w) => w.bob, text: (w) => w.bob.seal(TEXT, [w.key]) },
  { name: "first-contact", fields: GOOD_WAY, from: (w) => w.camille, text: (w) => w.camille.seal(TEXT, [w.key]) },
  { name: "sealed-clear-hop", fields: CLEAR_WAY, from: (w) => w.bob, text: (w) => w.bob.seal(TEXT, [w.key]) },
  { name: "stranger", fields: GOOD_WAY, from: (w) => w.stranger, text: (w) => w.stranger.seal(TEXT, [w.key]) },
  { name: "clear-tls", fields: GOOD_WAY, from: (w) => w.camille, text: () => POSTCARD },
  { name: "clear-old", fields: OLD_WAY, from: (w) => w.camille, text: () => POSTCARD },
  { name: "clear-open", fields: CLEAR_WAY, from: (w) => w.stranger, text: () => POSTCARD },
  { name: "internal", fields: INTERNAL, from: (w) => w.camille, text: () => POSTCARD },
  {
    name: "newsletter",
    fields: BULK,
    from: () => ({ name: "Weekly News", address: "hello@news.example" }),
    text: () => "Ten things to read this week.",
  },
  {
    name: "claimed",
    fields: FORGED_WAY,
    from: () => ({ name: "Your Bank", address: "service@bank.example" }),
    text: () => "Please confirm your details.",
  },
  {
    name: "forged",
    fields: GOOD_WAY,
    from: (w) => w.bob,
    text: async (w) => spoilt(await w.bob.clearsign(TEXT)),
  },
  { name: "changed-key", fields: GOOD_WAY, from: (w) => w.jonas, text: (w) => w.impostor.seal(TEXT, [w.key]) },
];

async function world(demo: Demo, browser: Launched, welcome: Page): Promise<World> {
  const people = ["Bob Durand", "Camille Roche", "Sam Stranger", "Jonas Weber", "Jonas Weber"].map((name) =>
    makePeer({ name, address: `${name.split(" ")[0]!.toLowerCase()}@demo.example` }),
  );
  const [bob, camille, stranger, jonas, impostor] = (await Promise.all(people)) as [Peer, Peer, Peer, Peer, Peer];
  for (const peer of [bob, camille, jonas]) await demo.publish(peer.address, peer.publicKey);
  const key = await exportPublicKey(welcome);
  const mail = await browser.context.newPage();
  await sized(mail, { width: 980, height: 800 });
  await mail.goto(MAIL_URL);
  const everyone = [bob, camille, jonas].map(({ address }) => address);
  await startMail(mail, everyone.join(", "), "Hello");
  const overlay = await pressLock(mail);
  for (const address of everyone) await overlay.getByRole("button", { name: `${address}: new key` }).waitFor();
  await editorOf(overlay).fill("Hello everyone.");
  await press(overlay, sealAndSendOf(overlay));
  await mail.getByRole("dialog").waitFor({ state: "detached" });
  await mail.close();
  for (const { address } of [bob, jonas]) await callFrom(welcome, "contact.verify", { address, verified: true });
  await callFrom(welcome, "contact.import", { key: impostor.publicKey });
  return { key, bob, camille, stranger, jonas, impostor };
}

/** The frame with the message's badge: its own one for a clear message, the read overlay's strip for others. */
async function badgeFrame(page: Page, clear: boolean): Promise<Frame> {
  return overlayFrame(page, clear ? "badge" : "read");
}

async function take(page: Page, demo: Demo, typical: Typical, among: World, nth: number): Promise<void> {
  const text = await typical.text(among);
  const subject = SUBJECTS[nth - 1]!;
  await demo.webmail.deliver(typical.fields + letter(typical.from(among), ALICE.address, subject, text));
  await page.goto(MAIL_URL);
  await openMail(page, subject);
  // The panel of a clear message opens over the page's own header, which would look out behind its corners.
  await page.addStyleTag({ content: ".gH .g3, .gH button { visibility: hidden }" });
  const frame = await badgeFrame(page, !text.includes("-----BEGIN PGP"));
  const badge = badgeOf(frame, words);
  await badge.waitFor();
  // The header arrives a moment after the people; only then is the grade final.
  await settled(page);
  await press(frame, badge);
  const panel = frame.getByRole("region", { name: words("index_panel") });
  await panel.waitFor();
  await settled(page);
  const box = (await (await frame.frameElement()).boundingBox())!;
  const start = await panel.boundingBox();
  const list = await panel.getByRole("list").last().boundingBox();
  const from = text.includes("-----BEGIN PGP") ? box.y : start!.y;
  const to = Math.min(list!.y, SIZE.height) - 4;
  const width = Math.min(box.width, 560);
  const file = `messages/${String(nth).padStart(2, "0")}-${typical.name}`;
  await picture(page, file, { x: Math.max(0, box.x), y: from, width, height: to - from });
  console.log(`  ${typical.name}: ${await badge.getAttribute("aria-label")}`);
}

/** The list afterwards: each row with the badge its message got. */
async function inList(mail: Page): Promise<void> {
  const size = { width: 980, height: 660 };
  await sized(mail, size);
  await mail.goto(MAIL_URL);
  await mail.mouse.move(0, 0);
  await until("the badges", async () => (await badgesOn(mail)).length >= TWELVE.length - 1);
  const grid = (await mail.getByRole("grid").boundingBox())!;
  await picture(mail, "list", { ...grid, height: Math.min(grid.height, size.height - grid.y) });
  console.log(`  in the list: ${(await badgesOn(mail)).join("; ")}`);
}

/** Makes the twelve pictures, and that of the list. */
export async function twelve(): Promise<void> {
  mkdirSync(join(PICTURES, "messages"), { recursive: true });
  await inDoubledWindow(SIZE, async (demo, browser) => {
    const welcome = await welcomePage(browser);
    await makeKey(welcome, ALICE);
    await callFrom(welcome, "settings.set", { mark: { symbol: "anchor", colour: "amber" } });
    const among = await world(demo, browser, welcome);
    await welcome.close();
    const mail = await browser.context.newPage();
    await sized(mail, SIZE);
    for (const [i, typical] of TWELVE.entries()) await take(mail, demo, typical, among, i + 1);
    await inList(mail);
  });
}
