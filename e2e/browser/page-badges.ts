// Badges that Cachet draws in the page itself are in closed shadow roots: found through the accessibility tree.
import type { Page } from "@playwright/test";
import { until } from "./until";

/** Accessible names of the badges, in page order. */
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
