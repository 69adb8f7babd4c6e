import type { Page } from "@playwright/test";

/** Whether a notice of ours is shown: it is in a closed shadow root, so it is found through the accessibility tree. */
export async function said(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.some((node) => String(node.name?.value ?? "").includes(text));
}
