import { noOverlay, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { stopWorker } from "../browser/worker";
import { ALICE, BOB } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { letter } from "./peer";
import { bobReads, restored } from "./seen";
import { expect, leaks, type Stage, test } from "./stage";

const SECRET = "the spare key hangs in the shed";

async function writeAndWait({ page }: Stage): Promise<void> {
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  // Like Gmail, the page saves the window's fields; it must have done so before it is closed.
  await expect(page).toHaveURL(/compose=/);
}

test("a page loaded again finds the sealed draft", async ({ stage }) => {
  const { page } = stage;
  await writeAndWait(stage);
  await page.reload();
  await page.getByRole("dialog").waitFor();
  await expect(editorOf(await restored(stage))).toHaveValue(SECRET);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("the subject of an answer comes back as it was written, not as the page has it", async ({ stage }) => {
  const { page, demo, bob } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "Question", "Where?"));
  await openMail(page, "Question");
  const answer = async () => {
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await page.getByRole("button", { name: "Discard draft" }).waitFor();
  };
  await answer();
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill(SECRET);
  await editorOf(overlay).fill("Here.");
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await page.reload();
  await answer();
  const back = await restored(stage);
  await expect(editorOf(back)).toHaveValue("Here.");
  await expect(back.getByRole("textbox", { name: "Subject" })).toHaveValue(SECRET);
  expect(leaks(stage, SECRET)).toEqual([]);
});

test("a crashed tab loses nothing that was sealed as a draft", async ({ stage }) => {
  const { page, browser } = stage;
  await writeAndWait(stage);
  const url = page.url();
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => {});
  await crashed;
  const next = await browser.context.newPage();
  await next.goto(url);
  await next.getByRole("dialog").waitFor();
  await expect(editorOf(await restored({ ...stage, page: next }))).toHaveValue(SECRET);
});

test("the worker may die before the overlay claims, while typing, and before sealing", async ({ stage }) => {
  const { page, browser } = stage;
  const kill = async (): Promise<void> => {
    await stopWorker(browser.context, browser.extensionId);
    await page.bringToFront();
  };
  await startMail(page, BOB.address, "Plan");
  await kill();
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET.slice(0, 10));
  await kill();
  await editorOf(overlay).fill(SECRET);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
  await kill();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe(SECRET);
});

test("the worker dying in the middle of sealing costs at most another press", async ({ stage }) => {
  const { page, browser, demo } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await Promise.all([sealAndSendOf(overlay).click(), stopWorker(browser.context, browser.extensionId)]);
  await page.bringToFront();
  const sent = () => demo.webmail.boxes[1]!.messages().length > 0;
  await until(
    "an outcome",
    async () =>
      sent() ||
      (await overlay
        .getByRole("alert")
        .count()
        .catch(() => 0)) > 0,
  );
  if (!sent()) {
    await expect(editorOf(overlay)).toHaveValue(SECRET);
    await press(overlay, sealAndSendOf(overlay));
  }
  expect(await bobReads(stage)).toBe(SECRET);
  await until("the overlay to go", () => overlayFrames(page, "compose").length === 0);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(1);
});
