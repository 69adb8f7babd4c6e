// Types a marked word into every field of a document, and checks the attributes of its controls.
import type { Frame, Page } from "@playwright/test";
import { mark } from "./marks";

const FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="file"]):not([readonly]), textarea:not([readonly]), [contenteditable="true"]';

/** Returns the names of the filled fields. */
export async function writeEverywhere(target: Page | Frame, where: string): Promise<string[]> {
  const written: string[] = [];
  for (const [number, field] of (await target.locator(FIELDS).all()).entries()) {
    // Skips fields behind a modal form.
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
 * Adds an ordinary field with a word to the document. Once the word is in the session files, the browser has written everything
 * that it saves of this document.
 */
export const layCanary = (target: Page | Frame, word: string): Promise<void> =>
  target.evaluate((text) => {
    const bare = document.createElement("textarea");
    bare.style.cssText = "position: fixed; width: 0; height: 0; opacity: 0";
    document.body.append(bare);
    bare.value = text;
  }, word);

/** Controls that a browser would remember, restore, complete or send to a spelling service, each as its tag. */
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
