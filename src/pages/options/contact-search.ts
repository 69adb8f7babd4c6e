import { signal } from "@preact/signals";
import type { ContactPage } from "../../domain/trust/contact";
import { ask } from "../components/ask";

/** Rows per page: ten thousand contacts are never sent or drawn at once. */
export const PAGE_SIZE = 50;
const TYPING_PAUSE = 150;

/** The search outlives the list component, so that coming back from a contact finds it unchanged. */
export const search = signal<{ readonly query: string; readonly offset: number }>({ query: "", offset: 0 });
/** null: not answered yet. */
export const found = signal<ContactPage | null>(null);
export const searchFailed = signal(false);

let latest = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Requests the page of `search`; an answer overtaken by a later request is dropped. */
export async function runSearch(): Promise<void> {
  const turn = ++latest;
  const answer = await ask("contact.search", { ...search.value, limit: PAGE_SIZE });
  if (turn !== latest) return;
  searchFailed.value = !answer.ok;
  if (answer.ok) found.value = answer.value;
}

export function typeQuery(query: string): void {
  search.value = { query, offset: 0 };
  clearTimeout(timer);
  timer = setTimeout(() => void runSearch(), TYPING_PAUSE);
}

export function turnPage(offset: number): void {
  search.value = { ...search.value, offset };
  void runSearch();
}
