import { around, first, inOrAround, nearestHolding } from "../../dom/select";
import { placeAfter, placeFirst } from "../place";
import type { Conversation, ListRow } from "../site";
import { gmailName } from "./names";
import { selectors } from "./selectors";

/** Rows of any list: a folder, a label, a search. Drafts and older lists have no message names. */
export function gmailRows(added: ParentNode): ListRow[] {
  const rows = new Map<HTMLElement, ListRow>();
  for (const root of inOrAround(added, selectors.row)) {
    const named = first(root, selectors.rowName);
    const message = gmailName(undefined, named?.dataset.legacyLastMessageId);
    // A message may hold a table that looks like a row.
    if (!named || !message || around(root, selectors.messageBody)) continue;
    const thread = gmailName(named.dataset.threadId, named.dataset.legacyThreadId);
    // "Bob, me 3", "me (15)". A draft counts here although it was never judged.
    const count = Number(/\d+/.exec(first(root, selectors.rowCount)?.textContent ?? "")?.[0] ?? 1);
    rows.set(root, {
      root,
      message,
      thread,
      count,
      placeBadge(badge) {
        const line = around(named, selectors.rowLine);
        if (line && root.contains(line)) placeFirst(badge, line);
      },
    });
  }
  return [...rows.values()];
}

/** Found by their headings. An added message belongs to the conversation whose pane it is in. */
export function gmailConversations(added: ParentNode): Conversation[] {
  const found = new Map<HTMLElement, Conversation>();
  const pane = added instanceof Element ? around(added, selectors.pane) : null;
  for (const root of inOrAround(pane ?? added, selectors.threadSubject)) {
    const thread = gmailName(root.dataset.threadPermId, root.dataset.legacyThreadId);
    const holder = around(root, selectors.pane);
    if (thread && holder && !around(root, selectors.messageBody)) found.set(root, conversation(root, holder, thread));
  }
  return [...found.values()];
}

function conversation(root: HTMLElement, holder: HTMLElement, thread: string): Conversation {
  const items = [...holder.querySelectorAll(selectors.threadItem[0])];
  const messages = [...holder.querySelectorAll<HTMLElement>(selectors.message[0])].flatMap(
    ({ dataset }) => gmailName(dataset.messageId, dataset.legacyMessageId) ?? [],
  );
  // A counter stands for folded messages that are not drawn.
  const folded = first(holder, selectors.threadFolded) !== null;
  return {
    root,
    thread,
    messages,
    count: folded || items.length === 0 ? null : items.length,
    placeBadge: (badge) => placeAfter(badge, root),
  };
}

/** The conversation a message belongs to. */
export function threadAround(message: HTMLElement): string | null {
  const pane = nearestHolding(message, selectors.threadSubject);
  const subject = pane && first(pane, selectors.threadSubject);
  return subject ? gmailName(subject.dataset.threadPermId, subject.dataset.legacyThreadId) : null;
}
