// The main job without a mouse: making a key, sealing a message, reading one and looking why it is private.
import { expect, type Frame, type Page, test } from "@playwright/test";
import { launch } from "../browser/launch";
import { noOverlay, overlayFrame } from "../browser/overlays";
import { until } from "../browser/until";
import { editorOf, openMail, readOverlay, startMail } from "../gmail/actions";
import { exportPublicKey, welcomePage } from "../gmail/own-key";
import { letter, makePeer } from "../gmail/peer";
import { bobReads } from "../gmail/seen";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { badgeOf } from "./badge-name";

const words = wordsOf("en");
const TEXT = "The tide is out at six.";

/** Accessible name of what has the focus in a document, "" when nothing of it has. */
const focused = (target: Page | Frame): Promise<string> =>
  target.evaluate(() => {
    let active = document.activeElement as HTMLElement | null;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement as HTMLElement;
    if (!active || active === document.body || active.tagName === "IFRAME") return "";
    const label = (active as HTMLInputElement).labels?.[0]?.textContent;
    return (active.ariaLabel ?? label ?? active.textContent ?? "").trim();
  });

/** Presses Tab (or Shift+Tab) until what is called so has the focus, as a person does who listens to each name. */
async function tabTo(page: Page, target: Page | Frame, name: string | RegExp, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    const now = await focused(target);
    if (typeof name === "string" ? now === name : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`${key} never reached ${name}, only ${passed.join(" | ")}`);
}

/** Presses Enter once the overlay takes presses: it refuses them right after it appeared or grew. */
async function enter(page: Page, overlay: Frame, keys = "Enter"): Promise<void> {
  await until("the overlay to take presses", () =>
    overlay.evaluate(() => !("guard" in document.documentElement.dataset)),
  );
  await page.keyboard.press(keys);
}

/** The steps at home: one is put off and taken back, one is done, and the focus is never lost. */
async function atHome(page: Page): Promise<void> {
  await page.goto(page.url().replace(/pages\/.*/, "pages/options/index.html"));
  await page.getByRole("heading", { name: words("step_backup_title") }).waitFor();
  await tabTo(page, page, words("step_later"));
  await page.keyboard.press("Enter");
  const undo = page.getByRole("button", { name: words("home_undo") });
  await expect(undo).toBeFocused();
  await page.keyboard.press("Enter");
  const backup = page.getByRole("button", { name: words("backup_make") });
  await expect(backup).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: words("leave_backup_title") }).waitFor();
  await tabTo(page, page, words("leave_do"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: words("done_backup") })).toBeVisible();
  await tabTo(page, page, words("home_put_away"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await tabTo(page, page, words("index_panel"));
  await page.keyboard.press("Enter");
  await expect(page.getByText(words("reason_device_backup"))).toBeVisible();
  await tabTo(page, page, words("index_how"));
  const opening = page.context().waitForEvent("page");
  await page.keyboard.press("Enter");
  const counted = await opening;
  await expect(counted.getByRole("heading", { name: "Your own letter" })).toBeInViewport();
  await tabTo(counted, counted, "Content", "Shift+Tab");
  await counted.keyboard.press("Enter");
  await expect(counted.getByRole("heading", { name: /^Content:/ })).toBeInViewport();
  await counted.close();
}

test("key, sealed message, reading and badge, all by keyboard", async () => {
  const demo = await startDemo();
  const bob = await makePeer(BOB);
  await demo.publish(BOB.address, bob.publicKey);
  const browser = await launch({ map: demo.map, certificates: demo.certificates });

  const welcome = await welcomePage(browser);
  await welcome.bringToFront();
  await welcome.getByRole("textbox", { name: words("name"), exact: true }).waitFor();
  await tabTo(welcome, welcome, words("name"));
  await welcome.keyboard.type(ALICE.name);
  await tabTo(welcome, welcome, words("address"));
  await welcome.keyboard.type(ALICE.address);
  await welcome.keyboard.press("Enter");
  await welcome.getByRole("heading", { name: words("next_title") }).waitFor();
  const aliceKey = await exportPublicKey(welcome);
  await atHome(welcome);
  await welcome.close();

  const page = await browser.context.newPage();
  await page.goto(MAIL_URL);
  // The demo webmail's own buttons are not the subject.
  await startMail(page, BOB.address, "Saturday");
  await page.getByRole("button", { name: words("compose_lock") }).waitFor();
  await page.getByRole("textbox", { name: "Message Body" }).focus();
  await tabTo(page, page, words("compose_lock"));
  await page.keyboard.press("Enter");

  const compose = await overlayFrame(page, "compose");
  await expect(editorOf(compose)).toBeFocused();
  await page.keyboard.type(TEXT);
  // To the badge of the forecast and back: its panel opens and closes where the focus stays.
  await tabTo(page, compose, /^Privacy:/, "Shift+Tab");
  await enter(page, compose);
  const panel = compose.getByRole("region", { name: words("index_panel") });
  await expect(panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(badgeOf(compose, words)).toBeFocused();
  await tabTo(page, compose, words("compose_message"));
  await enter(page, compose, "Control+Enter");
  await noOverlay(page, "compose");
  expect(await bobReads({ demo, bob } as never)).toBe(TEXT);

  await demo.webmail.deliver(letter(bob, ALICE.address, "Answer", await bob.seal("At seven.", [aliceKey])));
  await openMail(page, "Answer");
  const read = await readOverlay(page);
  await expect(read.getByText("At seven.")).toBeVisible();
  await page.getByRole("button", { name: /^Back to/ }).focus();
  await tabTo(page, read, /^Privacy:/);
  await enter(page, read);
  const why = read.getByRole("region", { name: words("index_panel") });
  await expect(why).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();
  await expect(badgeOf(read, words)).toBeFocused();
  await tabTo(page, read, words("read_reply"));
  await enter(page, read);
  const reply = await overlayFrame(page, "compose");
  await expect(editorOf(reply)).toBeFocused();
  // Escape asks what becomes of it, and Escape again goes back to writing.
  await page.keyboard.type("Good. ");
  await page.keyboard.press("Escape");
  await expect(reply.getByRole("button", { name: words("close_keep") })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(reply.getByRole("alertdialog")).toBeHidden();
  await expect(editorOf(reply)).toBeFocused();

  await browser.close();
  await demo.close();
});
