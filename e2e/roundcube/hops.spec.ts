import { expect, type Frame } from "@playwright/test";
import { atRest, overlayFrame } from "../browser/overlays";
import { untilBadges } from "../browser/page-badges";
import { until } from "../browser/until";
import { press } from "../gmail/actions";
import { wordsOf } from "../gmail/words";
import { EXCHANGE, type Hops, STARTS, STORE, type Start, startHops } from "../lab/hops";
import { addressOf, type Lab } from "../lab/lab";
import { reasonToSkipHops } from "../lab/need";
import { storedMails } from "../lab/stored-mail";
import { test as labTest } from "./lab-test";
import type { Person } from "./person";
import { openWhole, preview } from "./webmail";

// Mail that five real Postfix servers carried to the mailbox, one of them over TLS and one in clear: what the badge says
// of its way is held against what they wrote into its header.

const test = labTest.extend<object, { hops: Hops }>({
  hops: [
    async ({ lab }, use) => {
      const hops = await startHops(lab);
      await use(hops);
      await hops.stop();
    },
    { scope: "worker" },
  ],
});
const words = wordsOf("en");
const skip = reasonToSkipHops();
test.beforeEach(() => test.skip(skip !== null, skip ?? ""));

/** Its second letter is Cyrillic. */
const LOOK_ALIKE = "mail.b\u0430nk.example";
/** What a sender can write into a message to make it look as if it had come over TLS and been checked. */
const FORGED = [
  `Authentication-Results: ${EXCHANGE}; dkim=pass header.d=careless.example; spf=pass; dmarc=pass`,
  `Received: from ${EXCHANGE} (${EXCHANGE} [198.51.100.25]) by ${STORE} (Postfix) with ESMTPS id F0; Tue, 3 Nov 2026 10:00:02 +0000`,
  `Received: from ${LOOK_ALIKE} (${LOOK_ALIKE} [192.0.2.99])`,
  "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))",
  `\tby ${EXCHANGE} (Postfix) with ESMTPS id F1; Tue, 3 Nov 2026 10:00:01 +0000`,
];

/** Posts a message and returns its header as it lies in bob's mailbox, unfolded, with one Received field a line. */
async function delivered(lab: Lab, hops: Hops, start: Start, subject: string, more: string[] = []): Promise<string> {
  const from = `ada@${STARTS[start].replace(/^\w+\./, "")}`;
  const head = [...more, `From: Ada <${from}>`, `To: ${addressOf("bob")}`, `Subject: ${subject}`];
  await hops.post(start, from, "bob", [...head, "", "The tide is out at six.", ""].join("\n"));
  const mail = await until(`the mail about ${subject}`, () => storedMails(lab, "bob", subject)[0]);
  return mail.split("\n\n")[0]!.replaceAll(/\n\s+/g, " ");
}

/** Opens the panel of the badge on the message now shown. */
async function openPanel({ page }: Person, grade: RegExp): Promise<Frame> {
  const badge = await overlayFrame(page, "badge", -1);
  await press(badge, badge.getByRole("button", { name: grade }));
  return atRest(badge);
}

const stations = (panel: Frame) => panel.getByRole("list", { name: words("trace_label") }).getByRole("listitem");

/** Which of the lines into the stations after the first are drawn whole; the others are dashed or dotted. */
const drawnWhole = (panel: Frame): Promise<boolean[]> =>
  stations(panel).evaluateAll((items) =>
    items.slice(1).map((item) => getComputedStyle(item.firstElementChild!, "::before").borderLeftStyle === "solid"),
  );

/** What earned points, and the sum of it all. */
async function earned(panel: Frame): Promise<{ score: string; reasons: string[] }> {
  const score = panel.getByText(/^\d+ of 100$/);
  const reasons = panel.getByRole("listitem").filter({ hasText: /: \d+ of \d+\.|: −?\d+\./ });
  return { score: await score.innerText(), reasons: await reasons.allInnerTexts() };
}

test("the badge shows what real servers wrote about the way of a message; what its sender wrote earns nothing", async ({
  lab,
  hops,
  person,
}) => {
  test.setTimeout(90_000);
  const careful = await delivered(lab, hops, "careful", "Over TLS");
  expect(careful).toMatch(
    /^Received: from mail\.sender\.example \(mail\.sender\.example \[192\.0\.2\.25\]\) \(using TLSv1\.3 with cipher TLS_AES_256_GCM_SHA384 .* by mx\.example\.test \(Postfix\) with ESMTPS id/m,
  );
  const careless = await delivered(lab, hops, "careless", "In clear");
  const inClear =
    /^Received: from mx\.example\.test \(mail\.careless\.example \[203\.0\.113\.25\]\) by mx\.example\.test \(Postfix\) with ESMTP id/m;
  expect(careless).toMatch(inClear);
  expect(careless).not.toContain("TLS");
  const madeUp = await delivered(lab, hops, "careless", "Made up", FORGED);
  expect(madeUp).toMatch(inClear);
  expect(madeUp.slice(madeUp.search(inClear))).toMatch(/^Received: from mail\.b\u0430nk\.example .*TLSv1\.3/m);
  const inner = await delivered(lab, hops, "desk", "From the next room");
  expect(inner).toMatch(
    /^Received: from desk\.example\.test \(desk\.example\.test \[10\.20\.0\.77\]\) by mx\.example\.test/m,
  );

  const bob = await person("bob");

  await openWhole(bob.page, "Over TLS");
  const modern = await openPanel(bob, /^Privacy: D/);
  await expect(modern.getByText(words("reason_path_modern", { host: STARTS.careful }))).toBeVisible();
  expect((await earned(modern)).reasons.join()).toContain("Path: 70 of 70.");
  await expect(stations(modern)).toHaveText([/ada@sender\.example/, /sender\.example/, /modern encryption.*You/]);
  expect(await drawnWhole(modern)).toEqual([false, true]);

  await openWhole(bob.page, "In clear");
  const clear = await openPanel(bob, /^Privacy: E/);
  await expect(clear.getByText(words("reason_path_clear", { host: STARTS.careless }))).toBeVisible();
  await expect(stations(clear)).toHaveText([/ada@careless\.example/, /careless\.example/, /in clear.*You/]);
  const alone = await earned(clear);
  expect(alone.reasons.join()).toContain("Path: 0 of 70.");

  await openWhole(bob.page, "Made up");
  const forged = await openPanel(bob, /^Privacy: E/);
  await expect(stations(forged)).toHaveText([
    /ada@careless\.example/,
    /xn--bnk-6cd\.example/,
    /modern encryption.*careless\.example/,
    /in clear.*You/,
  ]);
  await expect(stations(forged).nth(2)).toContainText(words("leg_claimed"));
  await expect(stations(forged).nth(3)).not.toContainText(words("leg_claimed"));
  expect(await drawnWhole(forged)).toEqual([false, false, true]);
  await expect(forged.getByText(words("trace_claimed"))).toBeVisible();
  expect(await earned(forged)).toEqual(alone);

  // As most people read: in the preview beside the list.
  await preview(bob.page, "From the next room");
  const inside = await openPanel(bob, /^Privacy: D/);
  await expect(inside.getByText(words("reason_path_internal"))).toBeVisible();
  expect((await earned(inside)).reasons.join()).toContain("Path: 100 of 100.");
  await expect(stations(inside)).toHaveText([/ada@example\.test/, /inside one provider.*You/]);
  expect(await drawnWhole(inside)).toEqual([true]);
  await expect(inside.getByText(words("trace_claimed"))).toHaveCount(0);

  // The list beside it, newest first: what was read on pages of its own before, and what is read in the preview now.
  const [exposed, beware] = ["Privacy: D, exposed", "Privacy: E, beware"];
  await untilBadges(bob.page, [exposed, beware, beware, exposed]);
});
