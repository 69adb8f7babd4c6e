// An open session does not permit exporting the key: the person at the computer may not be its owner.
import { readFileSync } from "node:fs";
import { openExtensionPage } from "../browser/launch";
import { callFrom } from "../gmail/own-key";
import { expect, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";

const words = wordsOf("en");
const PASSPHRASE = "wind in the mast";

test("a key that is open leaves for its passphrase alone, as backup and as a file", async ({ stage }) => {
  const page = await openExtensionPage(stage.browser, "pages/options/index.html#key");
  const [own] = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
  await callFrom(page, "identity.protect", { fingerprint: own!.fingerprint, current: null, next: PASSPHRASE });
  await page.reload();
  const dialog = page.getByRole("dialog");
  const typed = dialog.getByLabel(words("leave_passphrase"), { exact: true });
  const yes = dialog.getByRole("button", { name: words("leave_do") });
  const file = async (): Promise<string> => {
    await typed.fill(PASSPHRASE);
    const [saved] = await Promise.all([page.waitForEvent("download"), yes.click()]);
    await expect(dialog).toHaveCount(0);
    return readFileSync(await saved.path(), "utf8");
  };

  await page.getByRole("button", { name: words("backup_make") }).click();
  for (const wrong of ["", "wind in the sail"]) {
    await typed.fill(wrong);
    await yes.click();
    await expect(dialog.getByRole("alert")).toHaveText(words("error_wrong_passphrase"));
    await expect(typed).toBeFocused();
  }
  await expect(page.getByRole("list", { name: words("backup_code") })).toHaveCount(0);
  expect(await file()).toContain("BEGIN PGP MESSAGE");
  await expect(page.getByRole("list", { name: words("backup_code") })).toBeVisible();

  await page.getByText(words("export_secret_summary")).click();
  await page.getByRole("button", { name: words("export_secret"), exact: true }).click();
  await expect(dialog).toContainText(words("leave_secret_bare"));
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: words("export_secret"), exact: true }).click();
  expect(await file()).toContain("BEGIN PGP PRIVATE KEY BLOCK");
});
