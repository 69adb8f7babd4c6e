// Damaged profiles of a real browser: after the next start the key is there, or every page names it and the way back.
import { rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { launch, openExtensionPage } from "../browser/launch";
import { wordsOf } from "../gmail/words";
import { ADDRESS, callOf, copyOf, DAMAGES, evict, optionsOf, withMadeProfile } from "./profile";

const words = wordsOf("en");

test("a damaged database does not lose the key, and a lost one is named on every page", async () => {
  await withMadeProfile(async (made) => {
    const told: Record<string, string> = {};
    for (const [what, damage] of Object.entries(DAMAGES)) {
      const profile = copyOf(made);
      expect(damage(profile), what).toBeGreaterThan(0);
      const browser = await launch({ profile });
      const page = await optionsOf(browser);
      const listed = await callOf(page, "identity.list", {});
      // Files that the browser neither opens nor replaces are said to be that; the key is never said not to be.
      if (listed.ok) expect(listed.value, what).toMatchObject([{ addresses: [ADDRESS] }]);
      else expect(listed.code, what).toBe("unreadable");
      const shown = listed.ok ? ADDRESS : words("home_unreadable_title");
      await expect(page.getByText(shown).first(), what).toBeVisible();
      await expect(page.getByText(words("welcome_make"), { exact: true }), what).toHaveCount(0);
      told[what] = listed.ok ? "there" : listed.code;
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    }

    expect(Object.keys(told).filter((what) => told[what] !== "there")).toEqual(["the MANIFEST gone"]);

    const profile = copyOf(made);
    evict(profile);
    const browser = await launch({ profile });
    const named = words("kept_missing_title", { address: ADDRESS });
    for (const path of ["pages/options/index.html", "pages/popup/index.html", "pages/welcome/index.html"]) {
      const page = await openExtensionPage(browser, path);
      await expect(page.getByText(named), path).toBeVisible();
      await expect(page.getByText(words("welcome_make"), { exact: true }), path).toHaveCount(0);
    }
    // Made new only after a plain question.
    const page = await openExtensionPage(browser, "pages/welcome/index.html");
    await page.getByRole("button", { name: words("kept_make_new") }).click();
    await page.getByRole("button", { name: words("kept_new_action") }).click();
    await expect(page.getByRole("button", { name: words("welcome_make") })).toBeVisible();
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });
});
