// Badges that Cachet draws in the page itself stand in closed shadow roots: found as a screen reader finds them.
import type { Page } from "@playwright/test";
import { until } from "./until";

/** Their names, in the order of the page. */
export async function badgesOn(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter(({ role, ignored }) => !ignored && /^(img|image)$/.test(role?.value ?? ""))
    .map(({ name }) => String(name?.value ?? ""))
    .filter((name) => /Privacy:/.test(name));
}

export const untilBadges = (page: Page, names: readonly string[]): Promise<unknown> =>
  until(`the badges ${names.join(", ") || "to be none"}`, async () => {
    const found = await badgesOn(page);
    return JSON.stringify(found) === JSON.stringify(names) || null;
  });
