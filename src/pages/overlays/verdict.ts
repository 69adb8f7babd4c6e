import { effect } from "@preact/signals";
import type { Grade } from "../../domain/privacy/index-types";
import type { PathFacts } from "../../domain/privacy/path-facts";
import type { MessageName } from "../../messages/channel";
import { ask } from "./ask";

export interface Judged {
  readonly grade: Grade;
  readonly path: PathFacts | null;
}

/** Has the background keep what the message was judged to be, whenever that changes; null: there is no last word on it yet. */
export function keepVerdict(job: MessageName & { readonly account: string | null }, judged: () => Judged | null): void {
  const { account, messageKey, threadKey } = job;
  if (messageKey === null) return;
  let last = "";
  effect(() => {
    const verdict = judged();
    const said = JSON.stringify(verdict);
    if (verdict === null || said === last) return;
    last = said;
    void ask("verdict.note", { account, message: messageKey, thread: threadKey, ...verdict });
  });
}
