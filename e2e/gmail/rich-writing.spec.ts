import { decrypt, readKey, readMessage, readPrivateKey } from "openpgp";
import PostalMime from "postal-mime";
import { noOverlay } from "../browser/overlays";
import { until } from "../browser/until";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const SUBJECT = "Gehaltsrunde im Januar";
const TABLE = "Gehälter 2026.xlsx";
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const LARGE = Buffer.alloc(1024 * 1024, "noise that must not be seen ");

/** What Bob was sent: the server's copy, and the content of the sealed file. */
async function bobGot({ demo, bob, aliceKey }: Stage) {
  const message = await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().at(-1));
  const raw = demo.webmail.boxes[1]!.raw(message.id)!.toString();
  const sealed = message.files.find(({ name }) => name === "encrypted.asc");
  if (!sealed) return { message, raw, entity: "", inner: null, signed: false };
  const { data, signatures } = await decrypt({
    message: await readMessage({ armoredMessage: Buffer.from(sealed.content).toString() }),
    decryptionKeys: await readPrivateKey({ armoredKey: bob.privateKey }),
    verificationKeys: await readKey({ armoredKey: aliceKey }),
    format: "binary",
  });
  const entity = Buffer.from(data as Uint8Array).toString();
  const signed = await signatures[0]!.verified.catch(() => false);
  return { message, raw, entity, inner: await PostalMime.parse(entity, { attachmentEncoding: "arraybuffer" }), signed };
}

test("formatted text, subject and files are sealed into one file; the server's copy shows none of them", async ({
  stage,
}) => {
  const { page, demo } = stage;
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill(SUBJECT);
  await expect(overlay.getByText("sealed too")).toBeVisible();
  await editorOf(overlay).fill("Dear Bob, the new figures");
  await editorOf(overlay).press("Control+a");
  await page.keyboard.press("Control+b");
  await expect(overlay.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" are attached.");

  await overlay.locator("input[type=file]").setInputFiles([
    { name: "view-of-the-harbour.png", mimeType: "image/png", buffer: PICTURE },
    { name: "noise-of-the-sea.bin", mimeType: "application/octet-stream", buffer: LARGE },
    {
      name: TABLE,
      mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      buffer: Buffer.from("PK\u0003\u0004 a table"),
    },
  ]);
  await expect(overlay.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(3);
  await autosaved(page);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");

  const { message, raw, entity, inner, signed } = await bobGot(stage);
  expect(message.subject).toBe("[...]");
  expect(message.files.map(({ name, type }) => [name, type])).toEqual([
    ["PGPMIME version identification", "application/pgp-encrypted"],
    ["encrypted.asc", "application/octet-stream"],
  ]);
  for (const secret of [
    SUBJECT,
    TABLE,
    "view-of-the-harbour",
    "noise-of-the-sea",
    "the new figures",
    "noise that must",
  ]) {
    expect(leaks(stage, secret), secret).toEqual([]);
    expect(raw).not.toContain(secret);
  }
  expect(
    demo.webmail.requests.some(({ body }) => body.includes("BEGIN PGP MESSAGE") || body.includes("LS0tLS1CRUdJTi")),
  ).toBe(true);

  expect(signed).toBe(true);
  expect(entity).toMatch(/^Content-Type:[^\n]*(?:\n\s[^\n]*)*hp="?cipher/im);
  expect(entity).toContain("HP-Outer: Subject: [...]");
  expect(inner!.subject).toBe(SUBJECT);
  expect(inner!.from?.address).toBe("alice@demo.example");
  expect(inner!.to?.map(({ address }) => address)).toEqual([BOB.address]);
  expect(inner!.text).toContain("Dear Bob, the new figures are attached.");
  expect(inner!.html).toMatch(/<b>Dear Bob, the new figures<\/b>\s*are attached\./);
  expect(inner!.attachments.map(({ filename, content }) => [filename, (content as ArrayBuffer).byteLength])).toEqual([
    ["view-of-the-harbour.png", PICTURE.length],
    ["noise-of-the-sea.bin", LARGE.length],
    [TABLE, 12],
  ]);
  expect(Buffer.from(inner!.attachments[1]!.content as ArrayBuffer).equals(LARGE)).toBe(true);
});

test("a subject typed in the page moves under the seal, and comes back when nothing is sent", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Venue for Thursday");
  const field = page.getByRole("dialog").getByRole("textbox", { name: "Subject" });
  const overlay = await pressLock(page);
  await expect(overlay.getByRole("textbox", { name: "Subject" })).toHaveValue("Venue for Thursday");
  await expect(field).toHaveValue("");
  await press(overlay, "Close");
  await noOverlay(page, "compose");
  await expect(field).toHaveValue("Venue for Thursday");

  const again = await pressLock(page);
  await editorOf(again).fill("The back room");
  await press(again, sealAndSendOf(again));
  await noOverlay(page, "compose");
  const { message, inner } = await bobGot(stage);
  expect(message.subject).toBe("[...]");
  expect(inner!.subject).toBe("Venue for Thursday");
});

test("text only, when asked for, leaves the subject in the page and the text in the body", async ({ stage }) => {
  const { page, bob } = stage;
  await startMail(page, BOB.address, "Venue");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("The back room");
  await press(overlay, "More ways");
  await press(overlay, overlay.getByRole("checkbox", { name: /Seal the text only/ }));
  await page.keyboard.press("Escape");
  await expect(overlay.getByText("not sealed")).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  const { message } = await bobGot(stage);
  expect(message.subject).toBe("Venue");
  expect(message.files).toEqual([]);
  expect(await bob.open(message.text!)).toBe("The back room");
});

test("signed only, the text can be read by all and its signature checked", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Statement");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("Everybody may read this.\n- indeed");
  await press(overlay, "More ways");
  await press(overlay, overlay.getByRole("button", { name: /Sign only/ }));
  await noOverlay(page, "compose");
  const box = page.getByRole("textbox", { name: "Message Body" });
  await expect(box).toContainText("BEGIN PGP SIGNED MESSAGE");
  await expect(box).toContainText("Everybody may read this.");
});

test("what is pasted keeps its meaning and nothing else, and goes back to plain text", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("x");
  await press(overlay, overlay.getByRole("button", { name: "Quote" }));
  const editor = overlay.locator("div.rich");
  await expect(editor.locator("blockquote")).toHaveText("x");
  await editor.evaluate((box) => {
    const data = new DataTransfer();
    data.setData(
      "text/html",
      `<p style="color:red" onclick="x()">One <b>two</b> <img src="https://tracker.example/p" onerror="x()">
       <a href="javascript:alert(1)">three</a> <a href="https://a.example/">four</a><script>x()</script></p>`,
    );
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(editor).toContainText("One two");
  const html = await editor.innerHTML();
  expect(html).not.toMatch(/style|onclick|onerror|img|script|tracker/);
  expect(html).toContain('href="https://a.example/"');
  await press(overlay, "Remove formatting");
  await expect(editorOf(overlay)).toHaveValue(/One two\s+three four <https:\/\/a\.example\/>/);
});

test("what is typed while the rich editor is on its way is in it", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("One");
  const bold = await overlay.getByRole("button", { name: "Bold" }).elementHandle();
  await editorOf(overlay).evaluate((box: HTMLTextAreaElement, button) => {
    (button as HTMLElement).click();
    box.setRangeText(" two", 3, 3, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, bold);
  await expect(overlay.locator("div.rich")).toHaveText("One two");
  await expect(overlay.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
});
