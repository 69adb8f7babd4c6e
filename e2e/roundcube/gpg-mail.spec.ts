import { expect } from "@playwright/test";
import { addressOf } from "../lab/lab";
import { sendMail } from "../lab/send-mail";
import { writeMail } from "../lab/write-mail";
import { test } from "./lab-test";
import { addContact, bringKey, readSealed } from "./person";
import { openWhole, preview } from "./webmail";

// The other direction: mail made by gpg, which has never heard of Cachet, sent by plain SMTP.

test("bob reads what gpg sealed and clearsigned; a tampered text is said to be so", async ({ lab, gpg, person }) => {
  test.setTimeout(120_000);
  const [carol, bobAddress] = [addressOf("carol"), addressOf("bob")];
  const text = "Grüße aus der Küche — à bientôt.\n";
  const signed = gpg.clearsign("The price is 100 francs.\n- and no more\n", carol);
  await sendMail(lab, "carol", "bob", writeMail("carol", "bob", "Sealed by gpg", gpg.seal(text, carol, [bobAddress])));
  await sendMail(lab, "carol", "bob", writeMail("carol", "bob", "Signed by gpg", signed));
  await sendMail(lab, "carol", "bob", writeMail("carol", "bob", "Tampered", signed.replace("100", "900")));

  const bob = await person("bob");
  await bringKey(bob, gpg.armoredSecretKey(bobAddress));
  await addContact(bob, gpg.armoredPublicKey(carol));

  await preview(bob.page, "Sealed by gpg");
  const sealed = await readSealed(bob.page);
  expect(sealed.text).toContain("Grüße aus der Küche — à bientôt.");
  expect(sealed.signature).toMatch(/^Signed by Carol,/);
  await expect(sealed.overlay.getByRole("button", { name: /^Privacy: [AB], / })).toBeVisible();

  await openWhole(bob.page, "Signed by gpg");
  const clear = await readSealed(bob.page, "Signed message");
  expect(clear.text).toContain("The price is 100 francs.");
  expect(clear.text).toContain("- and no more");
  expect(clear.signature).toMatch(/^Signed by Carol,/);

  await openWhole(bob.page, "Tampered");
  const tampered = await readSealed(bob.page, "Signed message");
  expect(tampered.signature).toMatch(/^The text was changed on its way/);
});

test("alice's key made by gpg works in Cachet both ways", async ({ lab, gpg, person }) => {
  const alice = await person("alice");
  await bringKey(alice, gpg.armoredSecretKey(addressOf("alice")));
  await sendMail(
    lab,
    "carol",
    "alice",
    writeMail("carol", "alice", "For alice", gpg.seal("plain words\n", addressOf("carol"), [addressOf("alice")])),
  );
  await preview(alice.page, "For alice");
  const opened = await readSealed(alice.page);
  expect(opened.text).toContain("plain words");
  expect(opened.signature).toBe("Signed with a key you do not have, so nothing proves who wrote it");
});
