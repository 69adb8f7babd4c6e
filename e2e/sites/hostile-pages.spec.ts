// What a page may do, by malice or in a new version, to an open message, to the people it names and to a mail being written:
// no overlay shows or sends anything false.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { noOverlay, overlayFrame } from "../browser/overlays";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf } from "../gmail/actions";
import { letter } from "../gmail/peer";
import { verifyBob } from "../gmail/seen";
import { autosaved, expect, type Stage, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { openPopup } from "../roundcube/person";
import { ALICE, BOB } from "../webmail/demo";
import { outlookCompose, ROUNDCUBE, yahooCompose } from "./compose-pages";
import { runOn } from "./enabled";
import { OUTLOOK, outlookSender, PREFORMATTED, resentInOutlook } from "./pages";
import { sketchHits } from "./sketch-hits";

const words = wordsOf("en");
const TEXT = "The tide is out at six.";
const SIGNED_BY_BOB = new RegExp(`^Signed .*by ${BOB.name}, who(?:m|se key) you verified`);
const STOPPED = words("compose_page_send_stopped");

async function open({ browser }: Stage, url: string, body: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.route(url, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(url);
  return page;
}

const done = (page: Page): Promise<string[]> => page.evaluate("done");
const typedIn = (page: Page, name: string) => page.getByLabel(name, { exact: true }).inputValue();

/** What the page does with `letter`, the element that held the open message. */
const NEXT_LETTER = {
  "writes the next letter into the element": `letter.textContent = "Hello from Carol"`,
  "hides it and shows a sibling": `letter.hidden = true;
    letter.insertAdjacentHTML("beforebegin", "<pre>Hello from Carol</pre>")`,
  "swaps classes": `letter.insertAdjacentHTML("afterend", "<pre class=gone>Hello from Carol</pre>");
    letter.className = "gone"; letter.nextElementSibling.className = ""`,
};

test("an opened letter is gone before the next frame when the page shows another in its place", async ({ stage }) => {
  const sealed = await stage.bob.seal(TEXT, [stage.aliceKey]);
  const page = await open(stage, PREFORMATTED.url, PREFORMATTED.html(sealed));
  for (const [what, script] of Object.entries(NEXT_LETTER)) {
    await test.step(what, async () => {
      await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
      const standing = await page.evaluate(`(async () => {
        const letter = document.getElementById("UniqueMessageBody_1");
        const host = letter.nextElementSibling;
        ${script};
        await new Promise(requestAnimationFrame);
        return host.isConnected;
      })()`);
      expect.soft(standing).toBe(false);
      await expect(page.getByText("Hello from Carol")).toBeVisible();
      await noOverlay(page, "read");
      await page.reload();
    });
  }
});

test("Outlook: mail of Bob's that another resends is never shown as from Bob, however they call themselves", async ({
  stage,
}) => {
  const { bob, aliceKey } = stage;
  await verifyBob(stage, { importing: true });
  const sealed = await bob.seal(TEXT, [aliceKey]);
  const told = async (page: Page): Promise<string> => {
    const overlay = await readOverlay(page);
    await expect(overlay.getByText(TEXT)).toBeVisible();
    return overlay.getByRole("status").first().innerText();
  };
  const honest = await open(stage, OUTLOOK.url, OUTLOOK.html(sealed));
  await expect.poll(() => told(honest)).toMatch(SIGNED_BY_BOB);
  await honest.close();

  const well = `<div role="region" aria-label="To: ${BOB.address}" data-testid="RecipientWell"><span
    aria-label="To: ${BOB.address}">${BOB.address}</span></div>`;
  const headers = [
    outlookSender(`${BOB.address}<mallory@evil.example>`, BOB.address),
    outlookSender(`"${BOB.name} <${BOB.address}>"<mallory@evil.example>`, BOB.name),
    outlookSender("Anna Example", "Anna Example") + well,
    // A person in the directory, shown by name alone.
    outlookSender(BOB.address, BOB.address),
    outlookSender("Anna Example", "Anna Example") +
      `<div role="listbox"><div role="option" aria-label="File">${outlookSender(`Bob<${BOB.address}>`, "Bob.pdf")}</div></div>`,
  ];
  for (const header of headers) {
    await test.step(header, async () => {
      const page = await open(stage, OUTLOOK.url, resentInOutlook(header).html(sealed));
      const status = await told(page);
      expect.soft(status).toContain(BOB.address);
      expect.soft(status).not.toMatch(/verified/);
      await page.close();
    });
  }
});

/** Seals and sends a mail whose subject is written in the overlay. */
async function sealInOutlook(stage: Stage, subjectField: string) {
  const { url, html } = outlookCompose(subjectField);
  const page = await open(stage, url, html);
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  return { page, overlay };
}

test("Outlook: the subject is sealed out of its own field, and no other field is touched", async ({ stage }) => {
  const { page, overlay } = await sealInOutlook(
    stage,
    '<input type="text" autocomplete="off" id="MSG_59b_SUBJECT" aria-label="Subject" value="Merger with Acme">',
  );
  await expect(overlay.getByLabel(words("compose_subject"), { exact: true })).toHaveValue("Merger with Acme");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await done(page)).toEqual(["sent"]);
  expect(await typedIn(page, "Subject")).toBe("[...]");
  expect(await typedIn(page, "Search people")).toBe("ca");
});

test("Outlook: where the subject's field is not known, none is taken for it, and the overlay says it is not sealed", async ({
  stage,
}) => {
  const { page, overlay } = await sealInOutlook(stage, '<input aria-label="Subject" value="Merger with Acme">');
  await expect(overlay.getByText(words("compose_subject_clear"), { exact: true })).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: words("compose_seal"), exact: true }));
  await noOverlay(page, "compose");
  expect(await done(page)).toEqual([]);
  expect(await typedIn(page, "Search people")).toBe("ca");
  expect(await typedIn(page, "Subject")).toBe("Merger with Acme");
});

test("Outlook: who is shown by an address alone may be somebody of that name, and nothing is sealed to them before a yes", async ({
  stage,
}) => {
  const { url, html } = outlookCompose("", { title: BOB.address, shown: BOB.address });
  const page = await open(stage, url, html);
  const overlay = await pressLock(page);
  await expect(overlay.getByText(words("chip_unsure"))).toBeVisible();
  await editorOf(overlay).fill(TEXT);
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert")).toContainText(words("refused_unsure"));
  expect(await done(page)).toEqual([]);

  const question = overlay.getByText(words("unsure_address", { address: BOB.address }));
  const yes = overlay.getByRole("button", { name: words("unsure_yes", { address: BOB.address }) });
  await press(overlay, yes);
  await expect(question).toHaveCount(0);
  // Shown differently and then as before: the question is asked anew.
  const shown = page.locator("[data-lpc-hover-target-id]");
  await shown.evaluate((pill) => Object.assign(pill, { title: "", textContent: "Bob" }));
  await expect(overlay.getByText(words("chip_unreadable"))).toBeVisible();
  await shown.evaluate((pill, address) => Object.assign(pill, { title: address, textContent: address }), BOB.address);
  await expect(question).toBeVisible();
  await press(overlay, yes);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await done(page)).toEqual(["sent"]);
});

test("Yahoo: a person in a field that is not known cannot be read, and nothing is sealed to the others alone", async ({
  stage,
}) => {
  const pill =
    '<div data-test-id="compose-header-field-team"><div data-test-id="pill" title="c@demo.example">Carol</div></div>';
  const { url, html } = yahooCompose(pill);
  const page = await open(stage, url, html);
  const overlay = await pressLock(page);
  await expect(overlay.getByText("Carol")).toBeVisible();
  await expect(overlay.getByText(words("chip_unreadable"))).toBeVisible();
  await editorOf(overlay).fill(TEXT);
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert")).toContainText(words("refused_unreadable"));
  expect(await done(page)).toEqual([]);
});

test("Roundcube 1.7: Save goes through beside an overlay and uses up no warning; Send is held, and told", async ({
  stage,
}) => {
  const { browser } = stage;
  const page = await open(stage, ROUNDCUBE.url, ROUNDCUBE.html);
  await runOn(browser, ROUNDCUBE.url);
  const command = (name: string) => page.evaluate(`rcmail.command("${name}")`);
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await command("savedraft");
  expect(await done(page)).toEqual(["saved"]);
  await expect(overlay.getByText(STOPPED)).toHaveCount(0);
  await command("send");
  await expect(overlay.getByText(STOPPED)).toBeVisible();
  await command("savedraft");
  await command("send");
  expect(await done(page)).toEqual(["saved", "saved"]);
});

test("Gmail: every way to send an answer is held while an overlay is open, and the overlay says so", async ({
  stage,
}) => {
  const { page, demo, bob, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey])));
  await openMail(page, "News");
  await page.locator(".ams.bkH").click();
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  const told = overlay.getByText(STOPPED);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await button("Archive the conversation too").click();
  await expect(told).toBeVisible();
  // First the arrow, then the menu item, in case the page opens the menu by itself.
  await button("More options").click();
  await expect(page.getByRole("menuitem", { name: "Schedule send" })).toHaveCount(0);
  await button("More options").evaluate((arrow) => arrow.dispatchEvent(new CustomEvent("opens")));
  await page.getByRole("menuitem", { name: "Schedule send" }).click();
  await page.getByRole("menuitem", { name: "Schedule send" }).press("Enter");
  await button("Send (Ctrl-Enter)").press("Enter");
  await button("Send (Ctrl-Enter)").press("Control+Enter");
  await autosaved(page);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);
});

test.describe("without a key", () => {
  test.use({ withKey: false });
  test("Gmail: where no link tells the account, a subject in the page's title does not become it", async ({
    stage,
  }) => {
    const { browser, page, demo, bob } = stage;
    const subject = "Invoice - mallory@evil.example - overdue";
    await demo.webmail.deliver(letter(bob, ALICE.address, subject, await bob.seal(TEXT, [bob.publicKey])));
    await page.addInitScript(() => {
      const away = () => document.querySelector("a[href*=SignOutOptions]")?.remove();
      new MutationObserver(away).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await openMail(page, subject);
    await expect(page).toHaveTitle(`${subject} - ${ALICE.address} - Gmail`);
    const overlay = await readOverlay(page);
    const opening = browser.context.waitForEvent("page");
    await press(overlay, overlay.getByRole("link", { name: words("open_welcome") }));
    const welcome = await opening;
    await welcome.getByRole("button", { name: words("welcome_make") }).waitFor();
    await expect(welcome.getByRole("textbox", { name: words("address"), exact: true })).toHaveValue(ALICE.address);
  });
});

test("a webmail at a port of its own has its overlay, and the popup says that it works there", async ({ stage }) => {
  const url = OUTLOOK.url.replace(".com/", ".com:8443/");
  const page = await open(stage, url, OUTLOOK.html(await stage.bob.seal(TEXT, [stage.aliceKey])));
  await overlayFrame(page, "read");
  await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  const popup = await openPopup(stage.browser, page);
  await expect(popup.getByText(words("popup_works_part", { host: new URL(url).host }))).toBeVisible();

  // A wrong guess about the page can be corrected from the user's sketch, which contains the page's structure and nothing else.
  await popup.getByText(words("popup_trouble")).click();
  await popup.getByRole("button", { name: words("sketch_make") }).click();
  const shown = popup.getByRole("region", { name: words("sketch_shown") });
  await expect(shown).toContainText('role="main"');
  const saving = popup.waitForEvent("download");
  await popup.getByRole("button", { name: words("sketch_save") }).click();
  const sketch = readFileSync(await (await saving).path(), "utf8");
  expect(sketch.trim()).toBe((await shown.textContent())!.trim());
  const { address, name } = stage.bob;
  for (const theirs of [address, name, TEXT, "BEGIN PGP", ALICE.address]) expect(sketch).not.toContain(theirs);
  expect(sketchHits(sketch).outlook!.messageBody).toBeGreaterThan(0);
});
