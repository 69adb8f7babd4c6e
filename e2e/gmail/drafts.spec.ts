// Unfinished messages, and answers, which begin as drafts: kept whole and sealed, and restored whatever happens.

import type { Frame, Page } from "@playwright/test";
import { decrypt, readMessage, readPrivateKey } from "openpgp";
import PostalMime from "postal-mime";
import { openExtensionPage } from "../browser/launch";
import { atRest, noOverlay, overlayFrames } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { stopWorker } from "../browser/worker";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { entity, exchange } from "../webmail/mime-mail";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { lock, restored } from "./seen";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const TEXT = "the spare key hangs in the shed";
const SUBJECT = "Where the key is";
const FILE = "Plan of the shed.txt";
const CONTENT = "third board from the left ".repeat(40_000);
const SECRETS = [TEXT, SUBJECT, "Plan of the shed", "third board"];
const ZOE = "zoe@demo.example";

const filesIn = (overlay: Frame) => overlay.getByRole("list", { name: "Attached files" }).getByRole("listitem");

async function write({ page }: Pick<Stage, "page">): Promise<Frame> {
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill(SUBJECT);
  await editorOf(overlay).fill(TEXT);
  await overlay
    .locator("input[type=file]")
    .setInputFiles([{ name: FILE, mimeType: "text/plain", buffer: Buffer.from(CONTENT) }]);
  await expect(filesIn(overlay)).toHaveCount(1);
  await kept(page);
  return overlay;
}

/** Waits until the last words are in the store, and the page's URL names its open window. */
async function kept(page: Page): Promise<void> {
  const overlay = overlayFrames(page, "compose").at(-1)!;
  // The status may be that of the previous save: the next follows a pause of 0.7 s.
  await quietFor(page, 1000);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await expect(page).toHaveURL(/compose=/);
}

async function whole(overlay: Frame): Promise<void> {
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await expect(overlay.getByRole("textbox", { name: "Subject" })).toHaveValue(SUBJECT);
  await expect(filesIn(overlay)).toHaveText([/Plan of the shed\.txt/]);
}

const clean = (stage: Stage): void => {
  for (const secret of SECRETS) expect(leaks(stage, secret), secret).toEqual([]);
};

/** The last mail in Bob's mailbox, opened with his own program. */
async function bobGot({ demo, bob }: Stage) {
  const message = await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().at(-1));
  const sealed = message.files.find(({ name }) => name === "encrypted.asc")!;
  const { data } = await decrypt({
    message: await readMessage({ armoredMessage: Buffer.from(sealed.content).toString() }),
    decryptionKeys: await readPrivateKey({ armoredKey: bob.privateKey }),
    format: "binary",
  });
  return PostalMime.parse(Buffer.from(data as Uint8Array), { attachmentEncoding: "arraybuffer" });
}

test("a draft with subject and attachment survives a reload and a dead worker, and is sent whole", async ({
  stage,
}) => {
  const { page, browser } = stage;
  await write(stage);
  await stopWorker(browser.context, browser.extensionId);
  await page.bringToFront();
  await page.reload();
  await page.getByRole("dialog").waitFor();
  const back = await restored(stage);
  await whole(back);
  await autosaved(page);
  clean(stage);

  await press(back, sealAndSendOf(back));
  await noOverlay(page, "compose");
  const mail = await bobGot(stage);
  expect(mail.subject).toBe(SUBJECT);
  expect(mail.text).toContain(TEXT);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([FILE]);
  expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer).toString()).toBe(CONTENT);
  clean(stage);
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await expect(popup.getByRole("heading", { name: "This page" }).or(popup.getByRole("main"))).toBeVisible();
  await expect(popup.getByText("Unfinished sealed messages")).toHaveCount(0);
});

test("a closed tab's draft is in the popup, by its subject while the key is open, and goes on from there", async ({
  stage,
}) => {
  const { page, browser } = stage;
  await write(stage);
  await page.close();

  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  const item = popup.getByRole("listitem").filter({ hasText: SUBJECT });
  await expect(item).toContainText("mail.google.com");
  await expect(item).toContainText("1 file");
  const opened = browser.context.waitForEvent("page");
  await item.getByRole("button", { name: /^Continue/ }).click();
  const next = await opened;
  await next.goto(MAIL_URL);
  // A new message has another draft name, yet the requested draft opens in it.
  await next.getByRole("button", { name: "Compose" }).click();
  const overlay = await pressLock(next, -1);
  await whole(overlay);
  await expect(overlay.getByRole("status").filter({ hasText: BOB.address })).toContainText("is meant for");
  await next.getByRole("combobox", { name: "To recipients" }).last().click();
  await next.getByRole("combobox", { name: "To recipients" }).last().fill(BOB.address);
  await next.getByRole("combobox", { name: "To recipients" }).last().press("Enter");
  await expect(overlay.getByText("is meant for")).toHaveCount(0);
  clean({ ...stage, page: next });
});

test("the popup deletes a draft after a question", async ({ stage }) => {
  const { page, browser } = stage;
  await write(stage);
  await page.close();
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await popup.getByRole("button", { name: `Delete “${SUBJECT}”` }).click();
  await popup.getByRole("alertdialog").or(popup.getByRole("dialog")).getByRole("button", { name: "Delete" }).click();
  await expect(popup.getByText("Unfinished sealed messages")).toHaveCount(0);
  expect(await callFrom(popup, "draft.list", {})).toEqual([]);
});

test.describe("under a passphrase", () => {
  test.use({ passphrase: "correct horse battery" });

  test("the popup tells no subject while the key is locked", async ({ stage }) => {
    await write(stage);
    await lock(stage.browser);
    const popup = await openExtensionPage(stage.browser, "pages/popup/index.html");
    await expect(popup.getByRole("listitem").filter({ hasText: "Sealed message" })).toContainText("mail.google.com");
    await expect(popup.getByText(SUBJECT)).toHaveCount(0);
  });
});

/** A message to Alice and Zoe with a sealed subject and a file, as another program writes it. */
async function received({ demo, page, bob, aliceKey }: Stage): Promise<Frame> {
  const content = entity(TEXT, SUBJECT, { name: FILE, content: CONTENT.slice(0, 500) });
  const sealed = await bob.seal(content, [aliceKey]);
  const to = `${ALICE.address}, ${ZOE}`;
  await demo.webmail.deliver(exchange({ from: `${bob.name} <${bob.address}>`, to, subject: "[...]" }, sealed));
  await openMail(page, "[...]");
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(TEXT)).toBeVisible();
  return overlay;
}

async function begun({ page }: Stage): Promise<Frame> {
  const overlay = await until("the editor", () => overlayFrames(page, "compose").at(-1));
  await editorOf(overlay).waitFor();
  await until("the quote", async () => (await editorOf(overlay).inputValue()) !== "");
  return atRest(overlay);
}

test("reply all goes to all, quotes inside the seal, and answers under the sealed subject", async ({ stage }) => {
  const { page, demo } = stage;
  await demo.publish(ZOE, stage.bob.publicKey).catch(() => {});
  const overlay = await received(stage);
  await press(overlay, "Reply all sealed");
  // Bob's key is unknown here, so nothing proves that he wrote it.
  await press(overlay, "Quote it anyway");
  const editor = await begun(stage);
  expect(await editorOf(editor).inputValue()).toContain(`> ${TEXT}`);
  await expect(editor.getByRole("textbox", { name: "Subject" })).toHaveValue(`Re: ${SUBJECT}`);
  await expect(editor.getByText(ZOE).first()).toBeVisible();
  await expect(editor.getByText("is meant for")).toHaveCount(0);
  await expect(filesIn(editor)).toHaveCount(0);
  await autosaved(page);
  clean(stage);
});

test("forwarding begins a new message with the text, the sealed subject and the file", async ({ stage }) => {
  const { page } = stage;
  const overlay = await received(stage);
  await press(overlay, "Forward sealed");
  await press(overlay, "Quote it anyway");
  const editor = await begun(stage);
  const text = await editorOf(editor).inputValue();
  expect(text).toContain("Forwarded message");
  expect(text).toContain(TEXT);
  await expect(editor.getByRole("textbox", { name: "Subject" })).toHaveValue(`Fwd: ${SUBJECT}`);
  await expect(filesIn(editor)).toHaveText([/Plan of the shed\.txt/]);
  await page.getByRole("combobox", { name: "To recipients" }).last().click();
  await page.getByRole("combobox", { name: "To recipients" }).last().fill(BOB.address);
  await page.getByRole("combobox", { name: "To recipients" }).last().press("Enter");
  await expect(editor.getByText(BOB.address).first()).toBeVisible();
  await press(editor, sealAndSendOf(editor));
  await noOverlay(page, "compose");
  const mail = await bobGot(stage);
  expect(mail.subject).toBe(`Fwd: ${SUBJECT}`);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([FILE]);
  clean(stage);
});

test("an answer in clear to a sealed message is held once, and the user told what would be readable", async ({
  stage,
}) => {
  const { page, demo } = stage;
  await received(stage);
  const before = demo.webmail.boxes[1]!.messages().length;
  await page.locator(".ams.bkH").click();
  await page.getByRole("textbox", { name: "Message Body" }).click();
  await page.keyboard.type("Thanks, I found it.");
  const send = page.getByRole("button", { name: "Send (Ctrl-Enter)" });
  await send.click();
  await autosaved(page);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(before);
  await send.click();
  await until("the mail", () => demo.webmail.boxes[1]!.messages().length > before);
});

test("a formatted message is quoted formatted, without what its sender could do harm with", async ({ stage }) => {
  const { page, demo, bob, aliceKey } = stage;
  const html = `<p>the <b>spare key</b> hangs <img src="https://elsewhere.demo.example/x.png" alt="here"></p><script>x</script>`;
  const sealed = await bob.seal(
    `Content-Type: text/html; charset=utf-8; protected-headers="v1"\r\nSubject: ${SUBJECT}\r\n\r\n${html}`,
    [aliceKey],
  );
  const outer = { from: `${bob.name} <${bob.address}>`, to: ALICE.address, subject: "[...]" };
  await demo.webmail.deliver(exchange(outer, sealed));
  await openMail(page, "[...]");
  const overlay = await readOverlay(page);
  await expect(overlay.getByRole("button", { name: "Reply all sealed" })).toHaveCount(0);
  await press(overlay, "Reply sealed");
  await press(overlay, "Quote it anyway");
  const editor = await until("the editor", () => overlayFrames(page, "compose").at(-1));
  await expect(editor.locator("blockquote")).toHaveText("the spare key hangs here");
  await expect(editor.locator("blockquote b")).toHaveText("spare key");
  await expect(editor.locator(".rich img, .rich script")).toHaveCount(0);
  expect(demo.webmail.requests.filter(({ url }) => url.includes("x.png"))).toEqual([]);
  await press(editor, editorOf(editor));
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Thanks.");
  await press(editor, sealAndSendOf(editor));
  await noOverlay(page, "compose");
  const mail = await bobGot(stage);
  expect(mail.subject).toBe(`Re: ${SUBJECT}`);
  expect(mail.html).toMatch(/Thanks\.[\s\S]*<blockquote>[\s\S]*<b>spare key<\/b>/);
  clean(stage);
});
