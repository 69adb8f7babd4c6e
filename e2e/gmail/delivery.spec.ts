// The delivery forecast while a mail is written: on each recipient's card, in the badge and in its panel.
import type { Frame } from "@playwright/test";
import { announcePolicy, GOOGLE_POLICY } from "../dns/mail-zones";
import { BOB } from "../webmail/demo";
import { press, pressLock, startMail } from "./actions";
import { makePeer } from "./peer";
import { expect, test } from "./stage";

const ZED = { name: "Zed", address: "zed@example.org" };
const POLICY_HOST = "mta-sts.example.org";

const badgeOf = (overlay: Frame) => overlay.locator(".strip button.badge");

async function card(overlay: Frame, address: string) {
  await press(overlay, overlay.getByRole("button", { name: address }).first());
  return overlay.locator(".popover.pinned");
}

test("the way of each recipient is foreseen, the worst counts, and a policy is read only when that is switched on", async ({
  stage,
}) => {
  const { page, demo, browser } = stage;
  const zed = await makePeer(ZED);
  await demo.keys.publishInDirectory(ZED.address, zed.publicKey);
  announcePolicy(demo.dns.tree, "example.org");
  demo.keys.instead = ({ host }) => (host === POLICY_HOST ? { type: "text/plain", body: GOOGLE_POLICY } : null);
  const policyRequests = () => demo.keys.requests.filter(({ host }) => host === POLICY_HOST).map(({ url }) => url.href);

  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  const bob = await card(overlay, BOB.address);
  await expect(bob).toContainText("demo.example demands encryption and proves its servers’ keys (DANE)");
  await expect(bob).toContainText("Taken in by demo.example (country not known)");
  await press(overlay, badgeOf(overlay));
  const panel = overlay.getByRole("region", { name: "Why this letter" });
  await expect(panel).toContainText("77 of 100");
  await expect(panel.getByText("70 of 70")).toBeAttached();
  await expect(panel).toContainText(`Compare keys with ${BOB.address}`);

  await page.getByRole("combobox", { name: "To recipients" }).click();
  await page.getByRole("combobox", { name: "To recipients" }).fill(`${BOB.address}, ${ZED.address}`);
  await page.getByRole("combobox", { name: "To recipients" }).press("Enter");
  await expect(panel).toContainText("62 of 100");
  await expect(panel).toContainText("example.org (Google) says how mail must be brought there, but that was not read");
  await expect(panel).toContainText("Let Cachet read delivery policies");
  const before = await card(overlay, ZED.address);
  await expect(before).toContainText("Taken in by Google (United States)");
  await expect(before).toContainText("Reading it is off in the settings");
  expect(policyRequests()).toEqual([]);

  // The hint links to the page where it can be followed.
  const following = browser.context.waitForEvent("page");
  await press(overlay, panel.getByRole("link", { name: "Show me" }));
  const options = await following;
  await options.getByRole("checkbox", { name: /delivery policy/ }).check();
  await expect(options.getByText("Saved").last()).toBeVisible();
  await options.close();
  await page.reload();
  await page.getByRole("button", { name: "Compose" }).waitFor();
  await startMail(page, `${BOB.address}, ${ZED.address}`, "Plan");
  const after = await pressLock(page);
  await expect(await card(after, ZED.address)).toContainText(
    "example.org demands encryption with a valid certificate (MTA-STS)",
  );
  await press(after, badgeOf(after));
  await expect(after.getByRole("region", { name: "Why this letter" })).toContainText("Path: 70 of 70");
  expect(policyRequests()).toEqual([`https://${POLICY_HOST}/.well-known/mta-sts.txt`]);
});
