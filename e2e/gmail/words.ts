import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Words = (key: string, params?: Record<string, string>) => string;

/** The interface's own words in a language, to find buttons by the name a person sees. */
export function wordsOf(language: string): Words {
  const file = join(import.meta.dirname, "../../public/_locales", language, "messages.json");
  const all = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
  return (key, params = {}) => {
    const word = all[key];
    if (!word) throw new Error(`no word ${key} in ${language}`);
    return word.message.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
  };
}
