import { expect } from "@playwright/test";
import { press } from "../gmail/actions";
import { addressOf } from "../lab/lab";
import { sealedMailTo } from "../lab/sealed-mail";
import { whereSeen } from "../lab/where-seen";
import { test } from "./lab-test";
import { makeKey, sealTextOnly, startSealing } from "./person";
import { sent, startMessage } from "./webmail";

const SECRET = "slopewine2222";

test("with Roundcube's HTML editor the seal takes over its text and goes out readable for gpg", async ({
  lab,
  gpg,
  person,
}) => {
  test.setTimeout(90_000);
  const alice = await person("alice");
  await makeKey(alice);
  await startMessage(alice.page, addressOf("bob"), "From the rich editor");
  await alice.page
    .getByRole("button", { name: "HTML" })
    .or(alice.page.locator(".editor-toolbar a, a.mce-i-html"))
    .first()
    .click();
  const rich = alice.page.frameLocator("#composebody_ifr").locator("body");
  await rich.click();
  await rich.pressSequentially("Written first");
  const overlay = await startSealing(alice.page);
  const editor = overlay.getByRole("textbox", { name: "Message" });
  await expect(editor).toHaveValue(/^Written first/);
  await expect(rich).not.toContainText("Written first");
  await sealTextOnly(overlay);
  await editor.press("Control+End");
  await editor.pressSequentially(`\n${SECRET}`);
  await expect(overlay.getByRole("button", { name: "bob@example.test: new key, proven by DNS" })).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: "Seal and send" }));
  await sent(alice.page);
  const opened = gpg.open(sealedMailTo(lab, "bob", "From the rich editor"));
  expect(opened.text).toContain("Written first");
  expect(opened.text).toContain(SECRET);
  expect(whereSeen(lab, SECRET)).toEqual([]);
});
