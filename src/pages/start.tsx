// The start of every extension page: words, theme, styles, then the first render.

import { type ComponentChild, render } from "preact";
import type { Settings } from "../domain/settings";
import "./components/base.css";
import { useLanguage } from "./i18n";

/** Follows the system's theme; overlays call it with the webmail's own instead. */
export function useTheme(dark?: boolean): void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const set = (value: boolean): void => {
    document.documentElement.dataset.theme = value ? "dark" : "light";
  };
  if (dark !== undefined) {
    set(dark);
    return;
  }
  set(query.matches);
  query.addEventListener("change", (event) => set(event.matches));
}

export async function startPage(
  language: Settings["language"],
  draw: () => ComponentChild,
  dark?: boolean,
): Promise<void> {
  useTheme(dark);
  await useLanguage(language);
  render(draw(), document.body);
}
