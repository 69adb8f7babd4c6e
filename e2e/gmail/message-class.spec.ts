import type { Frame } from "@playwright/test";
import { noOverlay } from "../browser/overlays";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { bobReads, takeUp } from "./seen";
import { expect, test } from "./stage";

const ZOE = "zoe@demo.example";

async function choose(overlay: Frame, level: string): Promise<void> {
  await press(overlay, "More ways");
  await press(overlay, overlay.getByRole("button", { name: "Who may receive this message" }));
  await overlay.getByRole("combobox", { name: "Who may receive this message" }).selectOption(level);
  await press(overlay, "Done");
}

test("a class set above the default is kept with the draft; one recipient below it blocks the send, and nothing goes in clear", async ({
  stage,
}) => {
  const { page, demo } = stage;
  await startMail(page, `${BOB.address}, ${ZOE}`, "Plan");
  const first = await pressLock(page);
  await editorOf(first).fill("hello");
  await choose(first, "Only people with a key");
  await expect(first.locator(".limits")).toHaveText("Only people with a key");
  await press(first, "Close");
  await expect(first.getByRole("button", { name: "Put back in the page, readable" })).toHaveCount(0);
  await press(first, "Keep as sealed draft");
  await noOverlay(page, "compose");

  const overlay = await takeUp(await pressLock(page));
  await expect(editorOf(overlay)).toHaveValue("hello");
  await expect(overlay.locator(".limits")).toHaveText("Only people with a key");
  await press(overlay, sealAndSendOf(overlay));
  const said = overlay.getByRole("alert").filter({ hasText: ZOE });
  await expect(said).toContainText(`No key yet: ${ZOE}.`);
  await expect(said).toContainText("You can also ask for less");
  await expect(overlay.getByRole("button", { name: "Send without sealing" })).toHaveCount(0);
  await expect(overlay.getByRole("button", { name: /letter/i })).toHaveCount(0);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);

  await choose(overlay, "Only people you verified");
  await page.getByLabel("Remove", { exact: true }).nth(1).click();
  await expect(overlay.getByRole("button", { name: ZOE })).toHaveCount(0);
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert").filter({ hasText: `Not verified: ${BOB.address}` })).toBeVisible();
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);

  await choose(overlay, "Only people with a key");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe("hello");
});
