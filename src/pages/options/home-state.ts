// Where the user stands, as the background last counted it, and what was finished since they last looked.
import { signal } from "@preact/signals";
import type { Home } from "../../domain/privacy/home";
import type { Finished, StepId } from "../../domain/privacy/steps";
import { ask } from "../components/ask";

/** null: not answered yet. failed: the database cannot be read, or the extension is gone. */
export const home = signal<Home | "failed" | null>(null);

/** Told on this page until put away; each is told once. */
export const finished = signal<readonly Finished[]>([]);

let latest = 0;

/** Counts anew; an answer overtaken by a later question is dropped. */
export async function loadHome(): Promise<void> {
  const turn = ++latest;
  const answer = await ask("home.get", {});
  if (turn !== latest) return;
  home.value = answer.ok ? answer.value : "failed";
  if (!answer.ok) return;
  const news = answer.value.finished.filter((one) => !finished.value.includes(one));
  if (news.length > 0) finished.value = [...finished.value, ...news];
  await ask("steps.seen", { finished: [...answer.value.finished] });
}

export function putAway(one: Finished | StepId): void {
  finished.value = finished.value.filter((other) => other !== one);
}
