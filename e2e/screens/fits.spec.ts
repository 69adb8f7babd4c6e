// Nothing scrolls sideways and no button's words are cut: in a window of 360 pixels, at 200 % zoom, and in French, whose
// words are longer.
import type { Frame, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { type Screen, walk } from "./walk";

/** What is too wide in a document: the document itself, what reaches beyond it, or a control whose words do not fit. */
function tooWide(target: Page | Frame): Promise<string[]> {
  return target.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? [`scrolls: ${root.scrollWidth} in ${root.clientWidth}`] : [];
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || element.closest(".visually-hidden")) continue;
      // A table of a dozen columns scrolls by itself.
      if (element.parentElement?.closest(".wide")) continue;
      const words = element.matches("button, a, label, summary, legend, .badge");
      const cut =
        words && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
      const outside = box.left < -1 || box.right > root.clientWidth + 1;
      if (cut || outside)
        found.push(`${cut ? "cut" : "outside"}: ${element.tagName} ${element.textContent?.slice(0, 60)}`);
    }
    return found;
  });
}

/** 200 % of a 1280 pixel window leaves 640 CSS pixels, of a popup's 360 all of them: browsers widen it. */
const WIDTHS = { "360 px": 360, "200 %": 640 } as const;

async function at(width: number, screen: Screen): Promise<void> {
  const { page } = screen;
  await page.setViewportSize({ width, height: 800 });
  // The demo webmail's compose window is as wide as Gmail's; others follow the window.
  if (screen.name.startsWith("compose"))
    await page.addStyleTag({ content: `[role="dialog"] { width: ${width - 16}px !important }` });
  // Content places its overlays anew in a frame or two.
  await page.waitForTimeout(60);
}

for (const locale of ["en", "fr"] as const)
  test(`every screen fits a narrow window and 200 % (${locale})`, async () => {
    test.setTimeout(240_000);
    const found: Record<string, string[]> = {};
    let narrowest = Number.POSITIVE_INFINITY;
    await walk({ locale }, async (screen) => {
      // The webmail's page is not ours to lay out; what stands in it is looked at by itself.
      if (screen.name === "page-lock") return;
      const before = screen.page.viewportSize()!;
      for (const [name, width] of Object.entries(WIDTHS)) {
        await at(width, screen);
        if (/^(read|compose)-/.test(screen.name))
          narrowest = Math.min(narrowest, await screen.target.evaluate(() => document.documentElement.clientWidth));
        const list = await tooWide(screen.target);
        if (list.length > 0) found[`${screen.name}, ${name}`] = list;
      }
      await screen.page.setViewportSize(before);
    });
    expect(found).toEqual({});
    // The overlays did become narrow, and were not left as wide as before.
    expect(narrowest).toBeLessThan(360);
  });
