// The page includes its words: scripts/password-message-page.ts inserts those of public/_locales that begin with "letter_"
// here.
import type messages from "../../public/_locales/en/messages.json";
import type { Language } from "../domain/language";

type PageWordKey = Extract<keyof typeof messages, `letter_${string}`>;

declare const LETTER_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** English unless the browser asks for French. */
export const language = navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en";

export const say = (key: PageWordKey, params: Readonly<Record<string, string>> = {}): string =>
  (LETTER_WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);

/** Replaces the content of marked elements, which is the name of their words. */
export function sayAll(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-say]"))
    element.textContent = say(element.textContent as PageWordKey);
}
