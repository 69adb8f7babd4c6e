import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { launch, openExtensionPage } from "../browser/launch";
import { WEBMAIL } from "../lab/lab";
import { test } from "./lab-test";
import { enable, openPopup } from "./person";
import { signIn } from "./webmail";

const COMPOSE = `${WEBMAIL}/?_task=mail&_action=compose`;

test("a webmail enabled in the popup works in the open tab, after a browser restart, and no more once removed", async ({
  lab,
  build,
}) => {
  test.setTimeout(90_000);
  const profile = mkdtempSync(join(tmpdir(), "cachet-profile-"));
  const start = () => launch({ extension: build, map: lab.map, certificates: [lab.certificate.cert], profile });
  try {
    const first = await start();
    const page = await first.context.newPage();
    await signIn(page, "alice");
    await page.goto(COMPOSE);
    const lock = page.getByRole("button", { name: "Seal this message" });
    await expect(page.getByRole("textbox", { name: "Subject" })).toBeVisible();
    await expect(lock).toHaveCount(0);
    await enable(first, page);
    // In the tab that was open: nobody should have to reload what they are writing.
    await expect(lock).toBeVisible();
    await first.close();

    const second = await start();
    const again = await second.context.newPage();
    await signIn(again, "alice");
    await again.goto(COMPOSE);
    await expect(again.getByRole("button", { name: "Seal this message" })).toBeVisible();
    const popup = await openPopup(second, again);
    await expect(popup.getByText("Cachet works on webmail.example.test")).toBeVisible();
    await popup.close();

    const options = await openExtensionPage(second, "pages/options/index.html#sites");
    await options.getByRole("button", { name: "Remove webmail.example.test" }).click();
    await options.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(options.getByText("None yet.")).toBeVisible();
    await options.close();
    await again.reload();
    await expect(again.getByRole("textbox", { name: "Subject" })).toBeVisible();
    await expect(again.getByRole("button", { name: "Seal this message" })).toHaveCount(0);
    await second.close();
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
