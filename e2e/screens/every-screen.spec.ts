// Every screen of the built extension, in English and in French, whose words are longer: nothing scrolls sideways and no
// button's words are cut in a window of 360 pixels and at 200 % zoom; no control is one that the browser remembers. In
// English also, light and dark, against axe's rules.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Frame, type Page, test } from "@playwright/test";
import { drawnInTurn } from "../browser/overlays";
import { keptControls } from "../disk/write";
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

const frameOf = (target: Page | Frame): Frame => ("mainFrame" in target ? target.mainFrame() : target);

/** An extension page follows the system, an overlay the webmail, which follows the system too. */
async function inTheme({ page, target }: Screen, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  if (page !== target || (await target.evaluate(() => "theme" in document.documentElement.dataset)))
    await target.evaluate((value) => {
      document.documentElement.dataset.theme = value;
    }, theme);
  // Chromium 156 paints a body in its new colours, and goes on answering with the old ones until it is laid out anew.
  await target.evaluate(() => {
    document.body.hidden = true;
    void document.body.offsetHeight;
    document.body.hidden = false;
  });
  await drawnInTurn(frameOf(target));
}

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
  await drawnInTurn(frameOf(screen.target));
}

/** Faults of one screen by the state it was seen in. */
async function accessible(screen: Screen): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  // The webmail's own faults are its own: of its page, only our lock.
  const about = screen.name === "page-lock" ? "Seal this message" : "";
  for (const theme of ["dark", "light"] as const) {
    await inTheme(screen, theme);
    found[theme] = await violations(screen.target, about);
  }
  return found;
}

/** The same, and how wide an overlay was at its narrowest. */
async function fitting(screen: Screen): Promise<{ found: Record<string, string[]>; narrowest: number }> {
  const found: Record<string, string[]> = {};
  let narrowest = Number.POSITIVE_INFINITY;
  // The webmail's page is not ours to lay out; what stands in it is looked at by itself.
  if (screen.name === "page-lock") return { found, narrowest };
  const before = screen.page.viewportSize()!;
  for (const [name, width] of Object.entries(WIDTHS)) {
    await at(width, screen);
    if (/^(read|compose)-/.test(screen.name))
      narrowest = Math.min(narrowest, await screen.target.evaluate(() => document.documentElement.clientWidth));
    found[name] = await tooWide(screen.target);
  }
  found["kept by the browser"] = await keptControls(screen.target);
  await screen.page.setViewportSize(before);
  await drawnInTurn(frameOf(screen.target));
  return { found, narrowest };
}

for (const locale of ["en", "fr"] as const)
  test(`every screen fits a narrow window and 200 %, and breaks no rule of accessibility (${locale})`, async () => {
    test.setTimeout(400_000);
    const faults: Record<string, string[]> = {};
    const seen: string[] = [];
    let narrowest = Number.POSITIVE_INFINITY;
    await walk({ locale }, async (screen) => {
      seen.push(screen.name);
      const fit = await fitting(screen);
      narrowest = Math.min(narrowest, fit.narrowest);
      const all = { ...fit.found, ...(locale === "en" ? await accessible(screen) : {}) };
      for (const [state, list] of Object.entries(all)) if (list.length > 0) faults[`${screen.name}, ${state}`] = list;
    });
    expect(faults).toEqual({});
    expect(seen.length).toBeGreaterThan(30);
    // The overlays did become narrow, and were not left as wide as before.
    expect(narrowest).toBeLessThan(360);
  });
