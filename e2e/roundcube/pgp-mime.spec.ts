import { expect, type Frame } from "@playwright/test";
import { atRest, overlayFrame } from "../browser/overlays";
import { press } from "../gmail/actions";
import { addressOf } from "../lab/lab";
import { sendMail } from "../lab/send-mail";
import { entity, pgpMime, signedMime, withFile } from "../webmail/mime-mail";
import { test } from "./lab-test";
import { addContact, bringKey, type Person, readSealed } from "./person";
import { openWhole, preview } from "./webmail";

// PGP/MIME as gpg's users send it, by plain SMTP, read in Roundcube, which itself shows of it no more than its files.

const FILE = { name: "Gehälter 2026.csv", content: "name;sum\nAda;100\n" };

async function shownFiles(bob: Person, region: string): Promise<Frame> {
  const overlay = await overlayFrame(bob.page, "read");
  await overlay.getByRole("region", { name: region }).waitFor();
  return atRest(overlay);
}

test("bob reads PGP/MIME from gpg with its file, and sees what is signed and what only hangs on a message", async ({
  lab,
  gpg,
  person,
}) => {
  test.setTimeout(150_000);
  const [carol, bobAddress] = [addressOf("carol"), addressOf("bob")];
  const outer = (subject: string) => ({ from: `Carol <${carol}>`, to: bobAddress, subject });
  const inner = entity("Grüße aus der Küche — à bientôt.", "Lohnliste", FILE);
  const signed =
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSigned caf=E9\r\n";
  const signature = gpg.detachSign(signed, carol);
  const send = (mail: string) => sendMail(lab, "carol", "bob", mail);
  await send(pgpMime(outer("Sealed by gpg"), gpg.seal(inner, carol, [bobAddress])));
  await send(signedMime(outer("Signed by gpg"), signed, signature));
  await send(signedMime(outer("Changed"), signed.replace("Signed", "Forged"), signature));
  await send(withFile(outer("With a file"), "notes.txt.asc", gpg.seal("only a note\n", carol, [bobAddress])));

  const bob = await person("bob");
  await bringKey(bob, gpg.armoredSecretKey(bobAddress));
  await addContact(bob, gpg.armoredPublicKey(carol));

  await openWhole(bob.page, "Sealed by gpg");
  const sealed = await readSealed(bob.page);
  expect(sealed.text).toContain("Grüße aus der Küche — à bientôt.");
  expect(sealed.signature).toMatch(/^Signed by Carol,/);
  await expect(sealed.overlay.getByRole("heading", { name: "Lohnliste" })).toBeVisible();
  const download = bob.page.waitForEvent("download");
  await press(sealed.overlay, `Save ${FILE.name}`);
  expect((await download).suggestedFilename()).toBe(FILE.name);
  expect(await bob.page.content()).not.toContain("Lohnliste");

  await preview(bob.page, "Signed by gpg");
  const clear = await readSealed(bob.page, "Signed message");
  expect(clear.text).toContain("Signed café");
  expect(clear.signature).toMatch(/^Signed by Carol,/);

  await openWhole(bob.page, "Changed");
  const changed = await readSealed(bob.page, "Signed message");
  expect(changed.signature).toMatch(/^The text was changed on its way/);

  await openWhole(bob.page, "With a file");
  const files = await shownFiles(bob, "Sealed or signed files");
  await files.getByRole("button", { name: /^Open notes\.txt\.asc/ }).click();
  await expect(files.getByText("Attached to the message from Carol")).toBeVisible();
  await expect(files.getByRole("button", { name: "Save notes.txt" })).toBeVisible();
});
