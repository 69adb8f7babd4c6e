// Two accounts of one person in one browser: a list shows no badge of the other account's mail, and neither the index of a
// message nor the contacts count an own account as another person.

import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { noOverlay, overlayFrame } from "../browser/overlays";
import { badgesOn, untilBadges } from "../browser/page-badges";
import { until } from "../browser/until";
import { badgeOf } from "../screens/badge-name";
import { ALICE, BOB } from "../webmail/demo";
import { backToList, editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer, type Peer } from "./peer";
import { bobsWebmail } from "./second-account";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const CAROL = { name: "Carol Petit", address: "carol@demo.example" };
const SECRET = "gravel-4410-jetty";
const OVER =
  "Authentication-Results: mx.google.com;\n       dkim=pass header.i=@demo.example\nReceived: from mail.demo.example (mail.demo.example. [193.0.6.139])\n        by mx.google.com with ESMTPS id a1-20 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        Tue, 03 Nov 2026 01:29:00 -0800 (PST)\n";

const row = (page: Page, subject: string) => page.getByRole("row").filter({ hasText: subject });

async function judged(page: Page): Promise<void> {
  const badge = await overlayFrame(page, "badge");
  await expect(badge.getByRole("button", { name: /^Privacy:/ })).toBeVisible();
}

interface Told {
  readonly stage: Stage;
  readonly carol: Peer;
  /** An extension page. */
  readonly own: Page;
}

/** Gives both accounts a key, and makes Carol known. */
async function bothTold(stage: Stage): Promise<Told> {
  const carol = await makePeer(CAROL);
  await stage.demo.publish(CAROL.address, carol.publicKey);
  const own = await openExtensionPage(stage.browser, "pages/options/index.html");
  await callFrom(own, "identity.create", BOB);
  await callFrom(own, "contact.import", { key: carol.publicKey });
  return { stage, carol, own };
}

/** Makes a page use the name of the first of these messages for the second. */
const namedAlike = (name: string, instead: string) => (page: Page) =>
  page.addInitScript(
    ([first, second]) => {
      const { json } = Response.prototype;
      Response.prototype.json = async function () {
        return JSON.parse(JSON.stringify(await json.call(this)).replaceAll(second!, first!));
      };
    },
    [name, instead],
  );

async function search(page: Page, query: string, found: readonly string[]): Promise<void> {
  await page.getByRole("searchbox", { name: words("contacts_search") }).fill(query);
  await expect(page.getByText(words("contacts_count", { count: String(found.length) }))).toBeAttached();
  await expect(page.locator("ul.contacts li")).toHaveCount(found.length);
  for (const who of found) await expect(page.locator("ul.contacts")).toContainText(who);
}

test("a list shows no badge for a message that has the name of one read in the other account", async ({ stage }) => {
  const { demo, page: alices } = stage;
  const { carol } = await bothTold(stage);
  const postcard = (to: string, subject: string): string => OVER + letter(carol, to, subject, "A postcard.");
  const read = await demo.webmail.deliver(postcard(ALICE.address, "Oars"));
  await demo.webmail.deliver(postcard(BOB.address, "Read here"), 1);
  const alike = await demo.webmail.deliver(postcard(BOB.address, "Named alike"), 1);
  await alices.bringToFront();
  await openMail(alices, "Oars");
  await judged(alices);
  await backToList(alices);
  const [shown] = await until("a badge", async () => {
    const badges = await badgesOn(alices);
    return badges.length === 1 ? badges : null;
  });

  const bobs = await bobsWebmail(stage, namedAlike(read.id, alike.id));
  await expect(row(bobs, "Named alike").locator(`[data-legacy-last-message-id="${read.id}"]`)).toBeAttached();
  await openMail(bobs, "Read here");
  await judged(bobs);
  await backToList(bobs);
  await row(bobs, "Named alike").waitFor();
  // One call asks for both rows: if the other's badge came, it would come together with this one.
  await untilBadges(bobs, [shown!]);
});

test("from one to the other and to somebody else: the index and the contacts count the one who is not the user", async ({
  stage,
}) => {
  const { page: alices } = stage;
  const { own } = await bothTold(stage);
  await alices.bringToFront();
  await startMail(alices, `${BOB.address}, ${CAROL.address}`, "Boats");
  const overlay = await pressLock(alices);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(alices, "compose");
  const bobs = await bobsWebmail(stage);
  await openMail(bobs, "...");
  const read = await readOverlay(bobs);
  await expect(read.getByText(SECRET)).toBeVisible();
  await expect(read.getByText(words("signature_own_other", { address: ALICE.address }))).toBeVisible();
  await press(read, badgeOf(read, words));
  await expect(read.getByText(words("reason_people_known", { count: "1", total: "1" }))).toBeVisible();

  await own.bringToFront();
  await own.goto(own.url().replace(/(#.*)?$/, "#contacts"));
  await search(own, "", [CAROL.address]);
  await search(own, ALICE.address, []);
  await search(own, BOB.name, []);

  // The home page, open since before the second key was made, names the weakest key by its own address, and a backup of one key
  // does not count for the other.
  await own.goto(own.url().replace(/#.*$/, "#home"));
  await own.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const weakest = (address: string) => own.getByText(words("home_weakest", { address }));
  await expect(weakest(ALICE.address)).toBeVisible();
  const downloading = own.waitForEvent("download");
  await own.getByRole("button", { name: words("backup_make") }).click();
  await own.getByRole("button", { name: words("leave_do") }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^alice.*-backup\.asc$/);
  await expect(weakest(BOB.address)).toBeVisible();
  const keys = await callFrom<{ backupAt: number | null }[]>(own, "identity.list", {});
  expect(keys.map(({ backupAt }) => backupAt !== null)).toEqual([true, false]);
});
