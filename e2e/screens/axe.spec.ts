// Every screen of the built extension, light and dark, against axe's rules.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { type Screen, walk } from "./walk";

const AXE = readFileSync(join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");

interface Axe {
  run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe finds in one document, each as "rule: element". `about`: only in elements whose HTML says so. */
async function violations(target: Page | Frame, about = ""): Promise<string[]> {
  if (!(await target.evaluate(() => "axe" in globalThis))) await target.evaluate(AXE);
  // An overlay is a part of the webmail's page, which has its own main part and first heading.
  const off = { enabled: false };
  const rules = "parentFrame" in target ? { "landmark-one-main": off, "page-has-heading-one": off } : {};
  return target.evaluate(
    async ([words, rules]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const options = { resultTypes: ["violations"], iframes: false, rules };
      const { violations } = await axe.run(document, options);
      return violations
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
        .filter((found) => found.includes(words));
    },
    [about, rules] as const,
  );
}

/** An extension page follows the system, an overlay the webmail, which follows the system too. */
async function inTheme({ page, target }: Screen, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  if (page !== target || (await target.evaluate(() => "theme" in document.documentElement.dataset)))
    await target.evaluate((value) => {
      document.documentElement.dataset.theme = value;
    }, theme);
}

test("no screen breaks a rule of accessibility, light or dark", async () => {
  test.setTimeout(300_000);
  const found: Record<string, string[]> = {};
  const seen: string[] = [];
  await walk({ locale: "en" }, async (screen) => {
    seen.push(screen.name);
    // The webmail's own faults are its own: of its page, only our lock.
    const about = screen.name === "page-lock" ? "Seal this message" : "";
    for (const theme of ["dark", "light"] as const) {
      await inTheme(screen, theme);
      const list = await violations(screen.target, about);
      if (list.length > 0) found[`${screen.name}, ${theme}`] = list;
    }
  });
  expect(found).toEqual({});
  expect(seen.length).toBeGreaterThan(30);
});
