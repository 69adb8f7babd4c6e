// Types a marked word into every field of a document, and looks how its controls are made.
import type { Frame, Page } from "@playwright/test";
import { mark } from "./marks";

const FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="file"]):not([readonly]), textarea:not([readonly]), [contenteditable="true"]';

/** Gives the names of what was written in. */
export async function writeEverywhere(target: Page | Frame, where: string): Promise<string[]> {
  const written: string[] = [];
  for (const [number, field] of (await target.locator(FIELDS).all()).entries()) {
    // Behind a form of ours.
    if (!(await field.isVisible()) || (await field.evaluate((element) => element.closest("[inert]") !== null)))
      continue;
    const type = await field.getAttribute("type");
    const word = mark(`${where}-${number}`);
    await field.fill(type === "email" ? `${word}@demo.example` : type === "url" ? `https://${word}.example/` : word);
    const name = await field.evaluate((element) => {
      const { labels } = element as HTMLInputElement;
      return (element.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? "").trim();
    });
    written.push(`${where}: ${name}`);
  }
  return written;
}

/**
 * Lays a field as everybody's are into the document, with a word in it, whose coming in the session files tells that the
 * browser has written what it keeps of this document.
 */
export const layCanary = (target: Page | Frame, word: string): Promise<void> =>
  target.evaluate((text) => {
    const bare = document.createElement("textarea");
    bare.style.cssText = "position: fixed; width: 0; height: 0; opacity: 0";
    document.body.append(bare);
    bare.value = text;
  }, word);

/** Controls that a browser would remember, restore, complete or have checked elsewhere, each as its tag. */
export const keptControls = (target: Page | Frame): Promise<string[]> =>
  target.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("input, textarea, select, [contenteditable]")]
      .filter((control) => {
        const is = (name: string, value: string): boolean => control.getAttribute(name) === value;
        const named = control.hasAttribute("name") && !is("type", "radio");
        return named || !is("autocomplete", "off") || control.spellcheck || !is("writingsuggestions", "false");
      })
      .map((control) => control.outerHTML.slice(0, 160)),
  );
