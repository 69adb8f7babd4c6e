import { atRest, noOverlay } from "../browser/overlays";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { bobReads } from "./seen";
import { expect, test } from "./stage";

for (const mode of ["servfail", "garbage", "hide"] as const)
  test(`when resolvers answer with ${mode}, nothing is sent until a key is found`, async ({ stage }) => {
    const { demo, page } = stage;
    demo.dns.mode = mode;
    await startMail(page, BOB.address, "Plan");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill("hello");
    await press(overlay, sealAndSendOf(overlay));
    const named = overlay.getByRole("alert").filter({ hasText: BOB.address });
    await expect(named).toBeVisible();
    expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);
    demo.dns.mode = "normal";
    await atRest(overlay);
    await named.getByRole("button", { name: "Look again" }).click();
    await expect(named).toHaveCount(0);
    await press(overlay, sealAndSendOf(overlay));
    await noOverlay(page, "compose");
    expect(await bobReads(stage)).toBe("hello");
  });

test("slow resolvers do not hold up writing, and are given up after four seconds", async ({ stage }) => {
  const { demo, page } = stage;
  demo.dns.mode = "slow";
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  const person = overlay.getByRole("button", { name: BOB.address });
  await expect(person).toHaveAccessibleName(/look/i, { timeout: 1000 });
  await editorOf(overlay).fill("hello");
  await expect(person).not.toHaveAccessibleName(/look/i, { timeout: 9000 });
  await expect(editorOf(overlay)).toHaveValue("hello");
});
