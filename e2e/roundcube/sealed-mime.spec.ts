import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import PostalMime from "postal-mime";
import { onDisk } from "../browser/on-disk";
import { noOverlay, overlayFrame } from "../browser/overlays";
import { editorOf, press } from "../gmail/actions";
import { addressOf, type Lab } from "../lab/lab";
import { whereSeen } from "../lab/where-seen";
import { test } from "./lab-test";
import { bringKey, makeKey, publicKeyOf, readSealed, startSealing } from "./person";
import { openWhole, pageBox, send, startMessage } from "./webmail";

// Everything a letter can hold, sealed into one file. Words of one piece, as in seal-to-bob.spec.ts.
const SUBJECT = "Medlarcheese0815";
const WORD = "gooseberryfool4711";
const TABLE = "Gehälter 2026.xlsx";
const PDF = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(10 << 20)]);
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const FILES = [
  { name: "whortleberries.pdf", buffer: PDF },
  { name: "cloudberryharvest.png", buffer: PICTURE },
  {
    name: TABLE,
    buffer: Buffer.from("PK\u0003\u0004 damsoncheese2342"),
  },
];
const NAMES = FILES.map(({ name }) => name);

/** encrypted.asc out of the one large mail bob has: the armor, and how many files hang on the mail. */
async function sealedFileOf(lab: Lab): Promise<{ raw: string; armored: string; files: (string | null)[] }> {
  // Other tests have written to bob, too, but nothing of this size.
  const mails = lab
    .stored()
    .filter(({ path, text }) => /\/bob\/Maildir\/(?:new|cur)\//.test(path) && text.length > 10 * 1024 * 1024);
  expect(mails).toHaveLength(1);
  const raw = mails[0]!.text;
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
  const sealed = attachments.find(({ filename }) => filename === "encrypted.asc")!;
  const armored = Buffer.from(sealed.content as ArrayBuffer).toString();
  return { raw, armored, files: attachments.map(({ filename }) => filename) };
}

test("a letter with form, picture, table and 10 MiB of PDF goes as one sealed file and comes back complete", async ({
  lab,
  gpg,
  person,
}) => {
  test.setTimeout(240_000);
  const alice = await person("alice");
  await makeKey(alice);
  await startMessage(alice.page, addressOf("bob"), "");
  const overlay = await startSealing(alice.page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill(SUBJECT);
  await editorOf(overlay).fill(WORD);
  await editorOf(overlay).press("Control+a");
  await alice.page.keyboard.press("Control+b");
  await expect(overlay.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await overlay.locator("input[type=file]").setInputFiles(FILES.map(onDisk));
  await expect(overlay.getByRole("list", { name: "Attached files" }).getByRole("listitem")).toHaveCount(FILES.length);
  await expect(overlay.getByRole("button", { name: "bob@example.test: new key, proven by DNS" })).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
  await expect(alice.page.locator("#attachment-list li")).toHaveCount(2, { timeout: 90_000 });
  await expect(pageBox(alice.page)).not.toHaveValue(new RegExp(WORD));
  // Until the page has taken all of it, its own Send is held back.
  await noOverlay(alice.page, "compose", 60_000);
  await send(alice.page);

  const { raw, armored, files } = await sealedFileOf(lab);
  expect(files).toEqual(["PGPMIME version identification", "encrypted.asc"]);
  expect(raw).toMatch(/^Subject: \[\.\.\.\]\r?$/m);
  for (const secret of [SUBJECT, WORD, "whortleberries", "cloudberryharvest", "Geh%C3%A4lter", "damsoncheese2342"])
    expect(whereSeen(lab, secret), secret).toEqual([]);
  // The search itself works.
  expect(whereSeen(lab, "identification").length).toBeGreaterThan(0);

  gpg.importKey(await publicKeyOf(alice));
  const opened = gpg.open(armored);
  expect(opened.goodSignatureBy).not.toBeNull();
  const inner = await PostalMime.parse(opened.text, { attachmentEncoding: "arraybuffer" });
  expect(inner.subject).toBe(SUBJECT);
  expect(inner.html).toContain(`<b>${WORD}</b>`);
  expect(inner.attachments.map(({ filename }) => filename)).toEqual(NAMES);
  for (const [index, { buffer }] of FILES.entries())
    expect(Buffer.from(inner.attachments[index]!.content as ArrayBuffer).equals(buffer), NAMES[index]).toBe(true);

  const bob = await person("bob");
  await bringKey(bob, gpg.armoredSecretKey(addressOf("bob")));
  await openWhole(bob.page, "[...]");
  const frame = await overlayFrame(bob.page, "read", -1, 30_000);
  // 18 MiB of armor on the way from the server, through base64 twice, and out of the seal.
  await frame.getByRole("button", { name: /^Privacy:/ }).waitFor({ timeout: 60_000 });
  const read = await readSealed(bob.page);
  await expect(read.overlay.getByRole("heading", { name: SUBJECT })).toBeVisible();
  for (const { name, buffer } of FILES) {
    const download = bob.page.waitForEvent("download");
    await press(read.overlay, `Save ${name}`);
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(name);
    expect(readFileSync(await saved.path()).equals(buffer), name).toBe(true);
  }
  expect(await bob.page.content()).not.toContain(WORD);
});
