// Where a page hands over neither the message nor its files, and has no button to answer with, there is still a way.
import type { Page } from "@playwright/test";
import { atRest, overlayFrame } from "../browser/overlays";
import { editorOf, press, pressLock, readOverlay } from "../gmail/actions";
import { expect, type Stage, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB } from "../webmail/demo";
import { entity, exchange, pgpMime } from "../webmail/mime-mail";
import { outlookCompose } from "./compose-pages";
import { OUTLOOK } from "./pages";

const words = wordsOf("en");
const TEXT = "The tide is out at six.";
const MALLORY = { name: "Mallory", address: "mallory@evil.example" };

/** Outlook lists the files of a sealed message by name alone. */
const FILES = `<div role="listbox">${["PGPMIME version identification.dat", "encrypted.asc"]
  .map((name) => `<div role="option" aria-label="${name}"><div title="${name}">${name}</div></div>`)
  .join("")}</div>`;

async function open({ browser }: Stage, body: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.route(OUTLOOK.url, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(OUTLOOK.url);
  return page;
}

test("Outlook: a message whose files the page keeps is opened from the downloaded mail, and another's mail is named as that", async ({
  stage,
}) => {
  const { bob, aliceKey } = stage;
  const outer = { from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject: "[...]" };
  const sealed = await bob.seal(entity(TEXT, "Low water", { name: "plan.txt", content: "Pier" }), [aliceKey]);
  const page = await open(stage, OUTLOOK.html("").replace('<div role="region">', `<div role="region">${FILES}`));
  const overlay = await overlayFrame(page, "read");
  const place = overlay.getByRole("group", { name: words("give_title") });
  await expect(place).toBeVisible();
  await expect(overlay.getByText(words("read_clear_unknown"))).toBeVisible();
  const picker = overlay.getByLabel(words("give_choose"), { exact: true }).and(overlay.locator("input"));
  const give = (name: string, text: string) =>
    picker.setInputFiles({ name, mimeType: "message/rfc822", buffer: Buffer.from(text) });

  await give("message.eml", "Hello Bob");
  await expect(place.getByRole("alert")).toHaveText(words("give_not_a_message"));

  await give("message.eml", exchange(outer, sealed));
  await expect(overlay.getByText(TEXT)).toBeVisible();
  await expect(overlay.getByText(words("given_same_sender", { who: BOB.address }))).toBeVisible();
  expect(await page.content()).not.toContain(TEXT);

  await press(await atRest(overlay), overlay.getByRole("button", { name: words("inside_back") }));
  await expect(place).toBeVisible();
  // Dropped beside the place, on the overlay.
  const strangers = pgpMime({ ...outer, from: `${BOB.name} <${MALLORY.address}>` }, sealed);
  await overlay.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "message.eml"));
    for (const type of ["dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }, strangers);
  const other = words("given_other_sender", { who: MALLORY.address, shown: BOB.address });
  await expect(overlay.getByRole("alert").filter({ hasText: other })).toBeVisible();
});

test("Outlook: without a button to answer, the answer is a draft that the next editor there opens with", async ({
  stage,
}) => {
  const { bob, aliceKey } = stage;
  const page = await open(stage, OUTLOOK.html(await bob.seal(TEXT, [aliceKey])));
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(TEXT)).toBeVisible();
  await expect(overlay.getByRole("button", { name: words("read_reply"), exact: true })).toHaveCount(0);
  await press(overlay, words("read_reply_own"));
  // A signature over inline text names no sender.
  await press(overlay, words("quote_anyway"));
  await expect(overlay.getByText(words("reply_kept"))).toBeVisible();
  const editor = outlookCompose('<input id="MSG_1_SUBJECT" aria-label="Subject">').html;
  await page.evaluate((html) => {
    const drawn = new DOMParser().parseFromString(html, "text/html").querySelector("[data-app-section]");
    document.body.append(document.importNode(drawn!, true));
  }, editor);
  const writing = await pressLock(page);
  await expect(editorOf(writing)).toHaveValue(new RegExp(TEXT));
});
