import { typePassphrase } from "../browser/asked";
import { noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { unlockWindow } from "../browser/press";
import { until } from "../browser/until";
import { BOB } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { letter } from "./peer";
import { bobReads, lock, takeUp } from "./seen";
import { autosaved, expect, leaks, test } from "./stage";

const SECRET = "meet me behind the lighthouse";

test("text typed before is taken over, the page's box is emptied, and nothing typed after reaches the server", async ({
  stage,
}) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan", "Dear Bob,");
  const overlay = await pressLock(page);
  await expect(editorOf(overlay)).toHaveValue("Dear Bob,");
  await expect(overlay.getByText("may have kept a copy")).toBeVisible();
  expect(await page.locator("[g_editable]").textContent()).toBe("");

  await editorOf(overlay).press("End");
  await page.keyboard.type(`\n${SECRET}`);
  await autosaved(page);
  expect(leaks(stage, SECRET)).toEqual([]);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe(`Dear Bob,\n${SECRET}`);
  await autosaved(page);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("Seal leaves the sealed text in the page's box, and the page's own Send sends it", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
  await noOverlay(page, "compose");
  await expect(page.getByRole("textbox", { name: "Message Body" })).toContainText("BEGIN PGP MESSAGE");
  await page.getByRole("button", { name: "Send (Ctrl-Enter)" }).click();
  expect(await bobReads(stage)).toBe(SECRET);
});

test("the page's own Send and Ctrl+Enter in its fields send nothing while the overlay is open", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await page.getByRole("button", { name: "Send (Ctrl-Enter)" }).click();
  await expect(overlay.getByRole("alert")).toContainText("Not sent");
  await page.getByRole("textbox", { name: "Subject" }).press("Control+Enter");
  await autosaved(page);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);
});

test("a recipient without a key is named, and clear text leaves only after a confirmation", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, `${BOB.address}, zoe@demo.example`, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert").filter({ hasText: "zoe@demo.example" })).toBeVisible();
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);

  await press(overlay, "Send without sealing");
  const question = overlay.getByRole("alertdialog");
  await expect(question).toContainText("zoe@demo.example");
  await press(overlay, question.getByRole("button", { name: "Cancel" }));
  await autosaved(page);
  expect(leaks(stage, SECRET)).toEqual([]);

  await press(overlay, sealAndSendOf(overlay));
  await press(overlay, "Send without sealing");
  await press(overlay, "Put it in the page unsealed");
  await noOverlay(page, "compose");
  await expect(page.getByRole("textbox", { name: "Message Body" })).toHaveText(SECRET);
});

test("closing with text asks first; the text can go on, be kept sealed or be put back", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, "Close");
  await press(overlay, "Go on writing");
  await expect(editorOf(overlay)).toHaveValue(SECRET);
  await press(overlay, "Close");
  await press(overlay, "Keep as sealed draft");
  await noOverlay(page, "compose");
  await autosaved(page);
  expect(leaks(stage, SECRET)).toEqual([]);

  const again = await takeUp(await pressLock(page));
  await expect(editorOf(again)).toHaveValue(SECRET);
  await press(again, "Close");
  await press(again, "Put back in the page, readable");
  await noOverlay(page, "compose");
  await expect(page.getByRole("textbox", { name: "Message Body" })).toHaveText(SECRET);
});

test("several windows are sealed independently, each to its own people", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, BOB.address, "First");
  await startMail(page, "zoe@demo.example", "Second");
  const first = await pressLock(page, 0);
  await editorOf(first).fill("for Bob");
  const second = await pressLock(page, 1);
  await editorOf(second).fill("for Zoe");
  await expect(first.getByText(BOB.address).first()).toBeVisible();
  await expect(second.getByText("zoe@demo.example").first()).toBeVisible();
  await press(first, sealAndSendOf(first));
  await until("one overlay left", () => overlayFrames(page, "compose").length === 1);
  expect(await bobReads(stage)).toBe("for Bob");
  await expect(editorOf(second)).toHaveValue("for Zoe");
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(1);
});

test("recipients added while writing are looked up and sealed to", async ({ stage }) => {
  const { page, demo } = stage;
  await page.getByRole("button", { name: "Compose" }).click();
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  expect(demo.dns.queries).toHaveLength(0);
  await page.getByRole("combobox", { name: "To recipients" }).click();
  await page.getByRole("combobox", { name: "To recipients" }).fill(BOB.address);
  await page.getByRole("combobox", { name: "To recipients" }).press("Enter");
  await expect(overlay.getByRole("button", { name: /proven by DNS/ })).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  expect(await bobReads(stage)).toBe(SECRET);
});

test("going full screen, which loads every frame in the window again, loses no text", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await page.getByRole("button", { name: "Full screen" }).click();
  // No other editor had it in between: it returns by itself and is not offered as a found draft.
  await until("the frame to be another", () => overlay.isDetached());
  const next = await overlayFrame(page, "compose");
  await expect(editorOf(next)).toHaveValue(SECRET);
  await press(next, sealAndSendOf(next));
  expect(await bobReads(stage)).toBe(SECRET);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("a reply written with the page's own Reply is sealed below the message", async ({ stage }) => {
  const { page, demo, bob } = stage;
  await demo.webmail.deliver(letter(bob, "alice@demo.example", "Question", "Where?"));
  await openMail(page, "Question");
  await page.getByRole("button", { name: "Reply" }).click();
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe(SECRET);
  const sent = await overlayFrame(page, "read");
  await expect(sent.getByText(SECRET)).toBeVisible();
});

test.describe("with a passphrase", () => {
  test.use({ passphrase: "wind in the mast" });

  test("a locked key is opened in a window of its own and the seal goes on", async ({ stage, passphrase }) => {
    const { page, browser } = stage;
    await startMail(page, BOB.address, "Plan");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill(SECRET);
    await lock(browser);
    await press(overlay, sealAndSendOf(overlay));
    const asked = await unlockWindow(overlay);
    await typePassphrase(asked, "not this one");
    await expect(asked.getByRole("alert")).toContainText("does not open the key");
    await typePassphrase(asked, passphrase);
    await noOverlay(page, "compose");
    expect(await bobReads(stage)).toBe(SECRET);
  });
});
