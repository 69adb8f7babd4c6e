// Damaged profiles of a real browser: after the next start the key is there, or every page names it and how to restore it.
import { rmSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { type Launched, launch, openExtensionPage } from "../browser/launch";
import { wordsOf } from "../gmail/words";
import { ADDRESS, callOf, copyOf, DAMAGES, evict, keepLargeDraft, optionsOf, withMadeProfile } from "./profile";

const words = wordsOf("en");

const PAGES = ["pages/options/index.html", "pages/popup/index.html", "pages/welcome/index.html"];

/** The address of the key that exists and opens; otherwise the error code. */
async function keyOf(page: Page): Promise<string> {
  const listed = await callOf(page, "identity.list", {});
  if (!listed.ok) return listed.code;
  const [own] = listed.value;
  if (!own) return "none";
  const opened = await callOf(page, "identity.export", { fingerprint: own.fingerprint, what: "secret" });
  return opened.ok ? own.addresses.join() : "locked out";
}

/** Accepts the key from the second place, which every later start finds. */
async function goOn(browser: Launched): Promise<string> {
  for (const path of PAGES) {
    const page = await openExtensionPage(browser, path);
    await expect(page.getByRole("button", { name: words("kept_go_on") }), path).toBeVisible();
    await page.close();
  }
  const page = await openExtensionPage(browser, PAGES[0]!);
  await page.getByRole("button", { name: words("kept_go_on") }).click();
  await expect(page.getByText(words("kept_go_on_text", { address: ADDRESS }))).toBeVisible();
  await page.getByRole("button", { name: words("kept_go_on_action") }).click();
  await expect(page.getByText(words("kept_renewed_title"))).toBeVisible();
  return keyOf(page);
}

test("a damaged database does not lose the key, and a lost one is named on every page", async () => {
  test.setTimeout(240_000);
  const use = async (made: string): Promise<void> => {
    const told: Record<string, string> = {};
    for (const [what, damage] of Object.entries(DAMAGES)) {
      const profile = copyOf(made);
      expect(damage(profile), what).toBeGreaterThan(0);
      const browser = await launch({ profile });
      const page = await optionsOf(browser);
      // Files that the browser neither opens nor replaces are reported as unreadable; the key is never reported as missing.
      const key = await keyOf(page);
      expect([ADDRESS, "unreadable"], what).toContain(key);
      await expect(page.getByText(key === ADDRESS ? key : words("home_unreadable_title")).first(), what).toBeVisible();
      await expect(page.getByText(words("welcome_make"), { exact: true }), what).toHaveCount(0);
      if (what === "the folder of what is large gone")
        expect(await callOf(page, "draft.list", {}), what).toMatchObject({ value: [{ lost: true }] });
      if (key !== ADDRESS) {
        told[what] = key;
        expect(await goOn(browser), what).toBe(ADDRESS);
        await browser.close();
        const next = await launch({ profile });
        expect(await keyOf(await optionsOf(next)), what).toBe(ADDRESS);
        await next.close();
      } else await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    }

    expect(told).toEqual({ "the MANIFEST gone": "unreadable" });

    const profile = copyOf(made);
    evict(profile);
    const browser = await launch({ profile });
    const named = words("kept_missing_title", { address: ADDRESS });
    for (const path of PAGES) {
      const page = await openExtensionPage(browser, path);
      await expect(page.getByText(named), path).toBeVisible();
      await expect(page.getByText(words("welcome_make"), { exact: true }), path).toHaveCount(0);
    }
    // A new key is made only after an explicit question.
    const page = await openExtensionPage(browser, "pages/welcome/index.html");
    await page.getByRole("button", { name: words("kept_make_new") }).click();
    await page.getByRole("button", { name: words("kept_new_action") }).click();
    await expect(page.getByRole("button", { name: words("welcome_make") })).toBeVisible();
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  await withMadeProfile(use, ADDRESS, keepLargeDraft);
});
