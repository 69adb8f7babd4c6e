import { effect } from "@preact/signals";
import { isSealed, type MessageIndex } from "../../../../domain/privacy/index-types";
import type { PathFacts } from "../../../../domain/privacy/path-facts";
import type { MessageName } from "../../../../messages/channel";
import { ask } from "../../frame/ask";

export interface Judged {
  readonly index: MessageIndex;
  readonly path: PathFacts | null;
  /** When its people were judged, in ms since 1970. */
  readonly at: number;
}

/** Has the background keep the verdict on the message whenever it changes; null: the verdict is not final yet. */
export function keepVerdict(job: MessageName & { readonly account: string | null }, judged: () => Judged | null): void {
  const { account, messageKey, threadKey } = job;
  if (messageKey === null) return;
  let last = "";
  effect(() => {
    const now = judged();
    if (now === null) return;
    const verdict = { grade: now.index.grade, sealed: isSealed(now.index), path: now.path, at: now.at };
    const said = JSON.stringify(verdict);
    if (said === last) return;
    last = said;
    void ask("verdict.note", { account, message: messageKey, thread: threadKey, ...verdict });
  });
}
