// Loads everything the popup shows besides the keys. A failed read stays a failure and is not shown as an empty list.

import type { DraftSummary } from "../../domain/draft-summary";
import type { Step } from "../../domain/privacy/home";
import type { Result } from "../../domain/result";
import { ask } from "../components/ask";
import { type Front, lookAtPage } from "./page-in-front";

export interface Seen {
  readonly front: Front;
  readonly steps: Result<readonly Step[]>;
  readonly drafts: Result<readonly DraftSummary[]>;
}

export async function look(): Promise<Seen> {
  const [front, steps, drafts] = await Promise.all([lookAtPage(), ask("steps.next", {}), ask("draft.list", {})]);
  return { front, steps, drafts };
}
