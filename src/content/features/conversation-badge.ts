import type { Verdict } from "../../domain/privacy/thread-index";
import { call } from "../../messages/call";
import { type GradeLook, gradeBadges } from "../dom/grade-badge";
import { orGone } from "../dom/or-gone";
import type { Conversation } from "../sites/site";
import { badgeName, badgeWord } from "./badge-words";
import type { VerdictWatcher } from "./verdict-news";

interface Shown {
  readonly host: HTMLElement;
  readonly look: string;
}

/**
 * Puts a badge beside the subject of a conversation with several messages: the worst of theirs. Closed messages count by their
 * earlier verdicts.
 */
export const conversationBadge: VerdictWatcher = (context, gone) => {
  const { document, site, signal } = context;
  const make = gradeBadges(document);
  const shown = new Map<HTMLElement, Shown>();
  let waiting = new Map<HTMLElement, Conversation>();

  const drop = (root: HTMLElement): void => {
    shown.get(root)?.host.remove();
    shown.delete(root);
  };
  signal.addEventListener("abort", () => {
    for (const root of [...shown.keys()]) drop(root);
  });

  const ask = async ({ root, thread, messages, count, placeBadge }: Conversation): Promise<void> => {
    const account = site.account()?.address ?? null;
    const answer = await call("verdict.thread", { account, thread, messages: messages.slice(0, 1000), count });
    if (!answer.ok || signal.aborted || !root.isConnected) return;
    const { value } = answer;
    if (value === null) return drop(root);
    const look: GradeLook = {
      grade: value.grade,
      dark: site.dark(),
      name: nameOf(value),
      word: badgeWord(context, value),
    };
    const said = JSON.stringify(look);
    if (shown.get(root)?.look !== said) {
      drop(root);
      shown.set(root, { host: make(look), look: said });
    }
    placeBadge(shown.get(root)!.host);
  };
  const nameOf = (verdict: Verdict): string =>
    context.word("conversation").replace("{badge}", badgeName(context, verdict));

  const take = (conversation: Conversation): void => {
    if (conversation.count === 1) drop(conversation.root);
    else waiting.set(conversation.root, conversation);
  };
  const looked = (): void => {
    for (const root of shown.keys()) if (!root.isConnected) drop(root);
    const all = [...waiting.values()];
    waiting = new Map();
    for (const conversation of all) ask(conversation).catch(orGone(gone));
  };
  return {
    added(subtree) {
      for (const conversation of site.conversations?.(subtree) ?? []) take(conversation);
    },
    looked,
    again() {
      for (const conversation of site.conversations?.(document) ?? []) take(conversation);
      looked();
    },
  };
};
