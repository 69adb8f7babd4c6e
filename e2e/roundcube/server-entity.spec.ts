import { expect, type Frame, type Page } from "@playwright/test";
import PostalMime from "postal-mime";
import { noOverlay } from "../browser/overlays";
import { said } from "../browser/said";
import { until } from "../browser/until";
import { editorOf, press } from "../gmail/actions";
import { addressOf, type Lab, type User, WEBMAIL } from "../lab/lab";
import { reasonToSkip } from "../lab/need";
import { whereSeen } from "../lab/where-seen";
import { shownByNotmuch } from "../peers/notmuch";
import { test } from "./lab-test";
import { makeKey, publicKeyOf, readSealed, startSealing } from "./person";
import { pageBox, saveDraft, send, startMessage } from "./webmail";

// Roundcube's own server makes RFC 3156 multipart/encrypted of what Cachet hands over. Words of one piece, as in
// seal-to-bob.spec.ts.
const SUBJECT = "Loganberrytart1147";
const WORD = "mulberrywine2260";
const FILE = { name: "tayberries.csv", mimeType: "text/csv", buffer: Buffer.from("name;sum\nboysenberries3381;7\n") };
const CLEAR = "cranberryclear5512";

const without = reasonToSkip(["/usr/bin/notmuch"]);
test.skip(without !== null, without ?? "");

/** Mails of this kind in one folder of a user's ("": the inbox). */
const mailsIn = (lab: Lab, user: User, folder: string, type: string): string[] =>
  lab
    .stored()
    .filter(({ path, text }) => {
      const [, of = ""] = new RegExp(`/${user}/Maildir/(?:\\.(\\w+)/)?(?:new|cur)/`).exec(path) ?? [null, "none"];
      return of === folder && text.includes(`Content-Type: ${type}`);
    })
    .map(({ text }) => text);

const carriedField = (page: Page) => page.locator("input[name=_pgpmime]");

async function write(overlay: Frame, subject: string, text: string): Promise<void> {
  await overlay.getByRole("textbox", { name: "Subject" }).fill(subject);
  await editorOf(overlay).fill(text);
  await expect(overlay.getByRole("button", { name: /^bob@example\.test: .*proven by DNS$/ })).toBeVisible();
  await expect(overlay.getByText("Goes out as PGP/MIME, which every OpenPGP program opens.")).toBeVisible();
}

test("Roundcube's server sends PGP/MIME, and only what was sealed for the mail as it is", async ({
  lab,
  gpg,
  person,
}) => {
  const sealed = "multipart/encrypted";
  const earlier = new Set(lab.stored().map(({ text }) => text));
  const newIn = (user: User, folder: string, type: string): string[] =>
    mailsIn(lab, user, folder, type).filter((text) => !earlier.has(text));
  const alice = await person("alice");
  await makeKey(alice);
  gpg.importKey(await publicKeyOf(alice));
  const { page } = alice;
  await startMessage(page, addressOf("bob"), "");
  const overlay = await startSealing(page);
  await overlay.locator("input[type=file]").setInputFiles(FILE);
  await write(overlay, SUBJECT, WORD);
  await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
  await noOverlay(page, "compose");
  await expect(pageBox(page)).toHaveValue(/^This text is not sent/);
  await expect(page.locator("#attachment-list li")).toHaveCount(0);
  await expect(carriedField(page)).toHaveCount(0);

  // Its autosave does what this button does.
  await saveDraft(page);
  expect(newIn("alice", "Drafts", sealed)).toHaveLength(1);
  await send(page);

  const [mail, ...more] = newIn("bob", "", sealed);
  expect(more).toEqual([]);
  expect(mail).toMatch(/^Subject: \[\.\.\.\]\r?$/m);
  expect(mail).toMatch(/^Content-Type: multipart\/encrypted;\s+protocol="?application\/pgp-encrypted"?;/m);
  const { attachments, text } = await PostalMime.parse(mail!, { attachmentEncoding: "utf8" });
  expect(text ?? "").toBe("");
  expect(attachments.map(({ mimeType }) => mimeType)).toEqual([
    "application/pgp-encrypted",
    "application/octet-stream",
  ]);
  expect(attachments[0]!.content).toMatch(/^Version: 1\s*$/);
  const opened = gpg.open(attachments[1]!.content as string);
  expect(opened.goodSignatureBy).not.toBeNull();
  expect(opened.text).toContain(WORD);
  const shown = shownByNotmuch(gpg.home, Buffer.from(mail!));
  for (const within of [`"Subject": "${SUBJECT}"`, WORD, `"filename": "${FILE.name}"`])
    expect(shown.read).toContain(within);
  expect(shown.read).toMatch(/"sigstatus": \[\{"status": "good"/);
  expect(shown.raw).not.toContain(WORD);

  // The copy Roundcube keeps of it.
  await page.goto(`${WEBMAIL}/?_task=mail&_mbox=Sent`);
  await page.locator("#messagelist tr").filter({ hasText: "[...]" }).first().dblclick();
  const read = await readSealed(page);
  await expect(read.overlay.getByRole("heading", { name: SUBJECT })).toBeVisible();
  expect(read.text).toContain(WORD);
  for (const secret of [SUBJECT, WORD, "tayberries", "boysenberries3381"]) expect(whereSeen(lab, secret)).toEqual([]);

  // Sealed, and then written in clear: nothing of the sealed one goes along.
  await startMessage(page, addressOf("bob"), "");
  const again = await startSealing(page);
  await write(again, CLEAR, CLEAR);
  await press(again, again.getByRole("button", { name: "Seal", exact: true }));
  await noOverlay(page, "compose");
  await pageBox(page).fill(CLEAR);
  await page.getByRole("textbox", { name: "Subject" }).fill(CLEAR);
  const pressSend = () => page.locator(".formbuttons .send").click({ timeout: 3000 });
  await pressSend();
  await until("the notice", () => said(page, "your text is not sealed"));
  // Told once, the user sends it all the same. A second press in the same breath counts as the first.
  await expect(async () => {
    if (page.url().includes("compose")) await pressSend();
    await page.waitForURL((url) => !url.search.includes("compose"), { timeout: 3000, waitUntil: "commit" });
  }).toPass({ timeout: 20_000 });
  const [clear] = newIn("bob", "", "text/plain").filter((one) => one.includes(CLEAR));
  expect(clear).not.toContain("BEGIN PGP");
  expect(newIn("bob", "", sealed)).toHaveLength(1);
});
