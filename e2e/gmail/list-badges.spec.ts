import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { overlayFrame } from "../browser/overlays";
import { badgesOn, untilBadges } from "../browser/page-badges";
import { stopWorker } from "../browser/worker";
import { ALICE, BOB } from "../webmail/demo";
import { backToList, openMail, press } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const date = "Tue, 03 Nov 2026 01:29:00 -0800 (PST)";
/** Fields as Gmail writes them: the DKIM result, and which server received the mail by which protocol. */
const over = (how: string): string =>
  `Authentication-Results: mx.google.com;\n       dkim=pass header.i=@demo.example\nReceived: from mail.demo.example (mail.demo.example. [193.0.6.139])\n        by mx.google.com with ${how};\n        ${date}\n`;
const TLS = over("ESMTPS id a1-20 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)");
const CLEAR = over("ESMTP id a1-21");

const sourcesAsked = ({ demo }: Stage): number =>
  demo.webmail.requests.filter(({ url }) => /view=(om|att)/.test(url)).length;

async function readBadge(page: Page, name: string, nth = 0): Promise<void> {
  const frame = await overlayFrame(page, "badge", nth);
  await expect(frame.getByRole("button", { name, exact: true })).toBeVisible();
}

test("a list shows what was judged until an answer comes; the worst message counts; reading again asks the webmail nothing", async ({
  stage,
}) => {
  const { demo, page, bob, browser } = stage;
  const options = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(options, "contact.import", { key: bob.publicKey });
  await page.bringToFront();
  const first = TLS + letter(bob, ALICE.address, "News", "Just a postcard.");
  await demo.webmail.deliver(first);
  await demo.webmail.deliver(TLS + letter(bob, ALICE.address, "Other", "Never opened."));
  await page.getByRole("row").filter({ hasText: "Other" }).waitFor();
  expect(await badgesOn(page)).toEqual([]);
  expect(sourcesAsked(stage)).toBe(0);

  await openMail(page, "News");
  await readBadge(page, "Privacy: C, postcard");
  const asked = sourcesAsked(stage);
  expect(asked).toBe(1);
  await backToList(page);
  await untilBadges(page, ["Privacy: C, postcard"]);

  await stopWorker(browser.context, browser.extensionId);
  await page.bringToFront();
  await page.reload();
  await untilBadges(page, ["Privacy: C, postcard"]);
  await openMail(page, "News");
  await readBadge(page, "Privacy: C, postcard");
  expect(sourcesAsked(stage)).toBe(asked);
  // The path's picture needs the header, which is fetched only then.
  const badge = await overlayFrame(page, "badge");
  await press(badge, badge.getByRole("button", { name: /^Privacy:/ }));
  await expect(badge.getByRole("list", { name: words("trace_label") })).toBeVisible();
  expect(sourcesAsked(stage)).toBe(asked + 1);
  await backToList(page);

  const parent = /Message-ID: (<.*>)/.exec(first)![1]!;
  await demo.webmail.deliver(
    CLEAR + letter(bob, ALICE.address, "Re: News", "In clear all the way.", `In-Reply-To: ${parent}\n`),
  );
  await page.getByRole("row").filter({ hasText: "News" }).getByText("2", { exact: true }).waitFor();
  await untilBadges(page, []);
  await openMail(page, "News");
  await readBadge(page, "Privacy: D, exposed");
  await untilBadges(page, ["Whole conversation. Privacy: D, exposed"]);
  await backToList(page);
  await untilBadges(page, ["Privacy: D, exposed"]);

  // A key that may be somebody else's makes all earlier badges void, which the open list shows.
  await callFrom(options, "contact.import", { key: (await makePeer(BOB)).publicKey });
  await untilBadges(page, []);
  await openMail(page, "News");
  await readBadge(page, "Privacy: E, beware");
  await untilBadges(page, ["Whole conversation. Privacy: E, beware"]);
});
