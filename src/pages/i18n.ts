// Words come from public/_locales through one function. We load the file ourselves instead of using browser.i18n, because
// the user may choose a language other than the browser's (options, "Language").
import { signal } from "@preact/signals";
import type messages from "../../public/_locales/en/messages.json";
import { fileSize } from "../domain/file-size";
import { LANGUAGES, type Language } from "../domain/language";
import type { Settings } from "../domain/settings";
import browser from "../platform/browser";
import { ownFile } from "./own-file";

export type WordKey = keyof typeof messages;
export type Params = Readonly<Record<string, string | number>>;
type Words = Readonly<Record<string, { readonly message: string }>>;

// Signals, so that components redraw their words when the language changes.
const words = signal<Words>({});
const language = signal<Language>("en");

function chosenLanguage(setting: Settings["language"]): Language {
  if (setting !== "auto") return setting;
  const ui = browser.i18n.getUILanguage().toLowerCase().split("-")[0];
  return LANGUAGES.find((shipped) => shipped === ui) ?? "en";
}

/** Loads the words of a language and sets the document's language; calling again with the same language costs nothing. */
export async function useLanguage(setting: Settings["language"]): Promise<void> {
  const chosen = chosenLanguage(setting);
  if (chosen === language.peek() && Object.keys(words.peek()).length > 0) return;
  const response = await ownFile(`_locales/${chosen}/messages.json`);
  words.value = (await response.json()) as Words;
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** The language of the words now shown. */
export const shownLanguage = (): Language => language.value;

/** The sentence for a key, {placeholders} filled. Throws on an unknown key: a missing word is a bug that tests find. */
export function t(key: WordKey, params: Params = {}): string {
  const word = words.value[key];
  if (!word) throw new Error(`no word for ${key}`);
  return word.message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** For keys made from data (reason ids, step ids); words.test.ts checks that all of them exist. */
export const tData = (key: string, params: Params = {}): string => t(key as WordKey, params);

export function formatDate(time: number, style: "day" | "moment" = "day"): string {
  const options: Intl.DateTimeFormatOptions =
    style === "day" ? { day: "numeric", month: "long", year: "numeric" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(language.value, options).format(time);
}

/** Name of a country by its ISO 3166 code, in the language shown. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames([language.value], { type: "region", fallback: "code" }).of(code) ?? code;

/** "a, b and c". */
export const formatList = (names: readonly string[]): string => new Intl.ListFormat(language.value).format(names);

export const formatNumber = (value: number): string => new Intl.NumberFormat(language.value).format(value);

/** A file's size, in the language shown. */
export const formatSize = (octets: number): string => fileSize(octets, language.value);

/** Time of day, e.g. 14:03. */
export const formatTime = (time: number): string =>
  new Intl.DateTimeFormat(language.value, { timeStyle: "short" }).format(time);
