// The user's indexes and steps as the background last counted them, and the steps finished since the last visit.
import { signal } from "@preact/signals";
import type { Home } from "../../domain/privacy/home";
import type { Finished, StepId } from "../../domain/privacy/steps";
import { ask } from "../components/ask";

/** null: no answer yet. failed: the database cannot be read, or the extension is gone. */
export const home = signal<Home | "failed" | null>(null);

/** Finished steps shown on this page until put away; the background reports each only once. */
export const finished = signal<readonly Finished[]>([]);

let latest = 0;

/** Has everything counted again; an answer overtaken by a later request is dropped. */
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
