// Gmail's buttons for answers, in the page before the autumn of 2025 and since, in three languages: Cachet presses the right
// one of the right message, whatever its label.
import type { Frame, Page } from "@playwright/test";
import { atRest, noOverlay, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { ALICE, BOB } from "../webmail/demo";
import type { Look } from "../webmail/look";
import { editorAfter, editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { letter } from "./peer";
import { bobReads } from "./seen";
import { autosaved, expect, leaks, type Stage, test } from "./stage";

const TEXT = "the tide is out at six";
const ZOE = "zoe@demo.example";

/** From Bob to Alice and Zoe, sealed. */
async function received({ demo, bob, aliceKey, page }: Stage, subject: string): Promise<void> {
  const mail = letter(bob, `${ALICE.address}, ${ZOE}`, subject, await bob.seal(TEXT, [aliceKey]));
  await demo.webmail.deliver(mail);
  await openMail(page, subject);
}

/** Presses a button of the open message, and returns the editor that opens with the quote. */
async function begun(page: Page, button: string): Promise<Frame> {
  const before = new Set(overlayFrames(page, "compose"));
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(TEXT)).toBeVisible();
  await press(overlay, button);
  const editor = await editorAfter(overlay, () => overlayFrames(page, "compose").find((frame) => !before.has(frame)));
  await editorOf(editor).waitFor();
  await until("the quote", async () => (await editorOf(editor).inputValue()).includes(TEXT));
  return atRest(editor);
}

/** Where the page's own editor is: the index of its message in the conversation, or a window; and its recipients. */
const openedOn = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector(".M9")!;
    const items = [...document.querySelectorAll("[role=list] > [role=listitem]")];
    return {
      at: box.closest("[role=dialog]") ? "window" : items.findIndex((item) => item.contains(box)),
      to: [...box.querySelectorAll<HTMLElement>("[role=option]")].map(({ dataset }) => dataset.hovercardId),
    };
  });

async function discarded(page: Page, editor: Frame): Promise<void> {
  await press(editor, "Close");
  await press(editor, "Discard");
  await noOverlay(page, "compose");
  await page.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.locator(".M9")).toHaveCount(0);
}

const LOOKS: [string, Partial<Look>][] = [
  ["2025", { skin: "2025" }],
  ["2026", { skin: "2026" }],
  ["2026 in French, answering all by default", { language: "fr", answersAll: true }],
  ["2026 in German, one letter at a time, beside the list", { language: "de", conversations: false, preview: true }],
];

test("reply, reply all and forward open the editor of their own message, in every page Gmail draws", async ({
  stage,
}) => {
  const { page, demo, bob, aliceKey } = stage;
  const first = letter(bob, `${ALICE.address}, ${ZOE}`, "News", await bob.seal(TEXT, [aliceKey]));
  await demo.webmail.deliver(first);
  const about = /^Message-ID: (.*)$/m.exec(first)![1];
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", "Did you get it?", `In-Reply-To: ${about}\n`));
  for (const [name, look] of LOOKS) {
    await test.step(name, async () => {
      demo.webmail.draw(look);
      await page.reload();
      const row = page.url().includes("#inbox/") ? null : page.getByRole("row").filter({ hasText: "News" }).last();
      await row?.click();
      const closed = page.locator(".kv");
      for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
      expect.soft(await answeredBy(page, "Reply all sealed"), name).toEqual({ at: 0, to: [BOB.address, ZOE] });
      expect.soft(await answeredBy(page, "Reply sealed"), name).toEqual({ at: 0, to: [BOB.address] });
      expect.soft(await answeredBy(page, "Forward sealed"), name).toEqual({ at: "window", to: [] });
    });
  }
  await autosaved(page);
  expect(leaks(stage, TEXT)).toEqual([]);
});

async function answeredBy(page: Page, button: string) {
  const editor = await begun(page, button);
  const opened = await openedOn(page);
  await discarded(page, editor);
  return opened;
}

test("in a window of its own a letter opens by its source, and its answer goes out sealed", async ({ stage }) => {
  const { page, demo } = stage;
  demo.webmail.draw({ rich: false });
  await received(stage, "Plan");
  const [alone] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("button", { name: "In new window" }).click(),
  ]);
  await page.close();
  const editor = await begun(alone, "Reply sealed");
  expect(demo.webmail.requests.filter(({ url }) => /popout.*[?&]view=/.test(url))).toEqual([]);
  expect(demo.webmail.requests.some(({ url }) => /^\/mail\/u\/0\/\?view=/.test(url))).toBe(true);
  await press(editor, sealAndSendOf(editor));
  await noOverlay(alone, "compose");
  expect(await bobReads(stage)).toContain(TEXT);
});

test("a mail that is sealed first can be put off until later by the page, and goes out sealed", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  const arrow = page.getByRole("button", { name: "More options" });
  await arrow.click();
  await expect(overlay.getByRole("alert")).toContainText("once you have pressed Seal");
  await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
  await noOverlay(page, "compose");
  await arrow.click();
  await page.getByRole("menuitem", { name: "Schedule send" }).click();
  await page.getByRole("menuitem", { name: "Tomorrow morning" }).click();
  await page.getByText("Send scheduled").waitFor();
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
  expect(await demo.webmail.sendScheduled()).toBe(1);
  expect(await bobReads(stage)).toBe(TEXT);
});
