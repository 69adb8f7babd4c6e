// Cachet's database cannot be read: every overlay says so, and continues once reading works again.
import { damage, heal } from "../browser/damaged";
import { openExtensionPage } from "../browser/launch";
import { atRest, noOverlay, overlayFrame } from "../browser/overlays";
import { ALICE, BOB } from "../webmail/demo";
import { editorOf, openMail, press, startMail } from "./actions";
import { letter } from "./peer";
import { expect, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

test("every overlay says that what Cachet keeps cannot be read, and goes on once it can be", async ({ stage }) => {
  const { demo, page, browser, bob, aliceKey } = stage;
  const clear = `From: ${BOB.address}\r\nTo: ${ALICE.address}\r\nSubject: Clear\r\nMessage-ID: <c@demo.example>\r\n\r\nHello.`;
  await demo.webmail.deliver(letter(bob, ALICE.address, "Sealed", await bob.seal("quincemarmalade", [aliceKey])));
  await demo.webmail.deliver(clear);
  await damage(browser);

  await openMail(page, "Sealed");
  const read = await overlayFrame(page, "read");
  await expect(read.getByText(words("open_unreadable_title"))).toBeVisible();
  await press(read, words("try_again"));
  await expect(read.getByRole("button", { name: words("try_again") })).toBeEnabled();
  await expect(read.getByText(words("trouble_unreadable"))).toBeVisible();
  await heal(browser);
  await press(read, words("try_again"));
  await expect(read.getByText("quincemarmalade")).toBeVisible();

  await damage(browser);
  await page.evaluate(() => (location.hash = "#inbox"));
  await openMail(page, "Clear");
  const badge = await overlayFrame(page, "badge");
  await press(badge, words("trouble_badge"));
  await expect(badge.getByText(words("open_unreadable_title"))).toBeVisible();
  await heal(browser);
  await press(badge, words("try_again"));
  await expect(badge.getByRole("button", { name: /^Privacy:/ })).toBeVisible();

  await damage(browser);
  await startMail(page, BOB.address, "Answer", "begun in the page");
  const lock = page.getByRole("button", { name: words("compose_lock") });
  await lock.click();
  const closed = await overlayFrame(page, "compose");
  await expect(closed.getByText(words("trouble_compose"))).toBeVisible();
  await press(closed, words("compose_close"));
  await noOverlay(page, "compose");
  await expect(page.getByRole("textbox", { name: "Message Body" })).toHaveText("begun in the page");
  await lock.click();
  const writing = await overlayFrame(page, "compose");
  await expect(writing.getByText(words("open_unreadable_title"))).toBeVisible();
  await heal(browser);
  await press(writing, words("try_again"));
  await editorOf(writing).waitFor();
  await atRest(writing);
  await expect(editorOf(writing)).toHaveValue("begun in the page");

  await damage(browser);
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await expect(popup.getByText(words("home_unreadable_title"))).toBeVisible();
  await expect(popup.getByText(words("welcome_make"), { exact: true })).toHaveCount(0);
});
