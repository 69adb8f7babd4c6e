// A page that changes the recipients without the user's knowledge.

import { noOverlay } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "../gmail/actions";
import { makePeer } from "../gmail/peer";
import { expect, test } from "../gmail/stage";
import { BOB } from "../webmail/demo";

const SECRET = "gravel-5518-pier";
const ZOE = "zoe@demo.example";

test("somebody the page adds just before the press gets nothing, is named, and one press accepts them", async ({
  stage,
}) => {
  const { page, demo } = stage;
  const zoe = await makePeer({ name: "Zoe", address: ZOE });
  await demo.publish(ZOE, zoe.publicKey);
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).focus();
  await page.keyboard.type(SECRET);
  const button = await sealAndSendOf(overlay).elementHandle();
  await page.evaluate((address) => {
    const field = document.querySelector<HTMLInputElement>("[role=dialog] [role=combobox]")!;
    field.value += `, ${address}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, ZOE);
  await quietFor(page, 150);
  await button!.evaluate((element) => (element as HTMLElement).click());
  const held = overlay.getByRole("alert").filter({ hasText: "Not put there by you" });
  await expect(held).toContainText(ZOE);
  await expect(overlay.getByRole("button", { name: new RegExp(`${ZOE}.*not seen yet`) })).toBeVisible();
  await expect(overlay.getByRole("alert").filter({ hasText: "Nothing was sealed" })).toBeVisible();
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);

  await press(overlay, `Yes, also to ${ZOE}`);
  await expect(held).toBeHidden();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
});
