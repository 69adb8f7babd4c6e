import { getOwn, looksLikeMail } from "../../dom/own-session";
import { all, first, inOrAround, outside, type Tries } from "../../dom/select";
import { visible } from "../../dom/visible";
import { answering } from "../answering";
import { oneSender } from "../people";
import { placeLast } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView } from "../site";
import type { MessageHooks } from "./hooks";

/** The open messages in or around a subtree. What a letter holds is no message of the page, whatever it looks like. */
export const hookedMessages =
  (hooks: MessageHooks) =>
  (added: ParentNode): MessageView[] => {
    const { message, messageBody } = hooks.selectors;
    const roots = inOrAround(added, [message.join()]).filter((root) => !root.closest(messageBody.join()));
    return [...new Set(roots)].flatMap((root) => {
      // The first of all kinds: a later kind, sought alone, might be found within the letter.
      const body = first(root, [messageBody.join()], visible);
      return body ? [messageView(hooks, root, body)] : [];
    });
  };

function messageView(hooks: MessageHooks, root: HTMLElement, body: HTMLElement): MessageView {
  const { selectors } = hooks;
  const inHeader = outside(body);
  const from = () => oneSender(all(root, selectors.sender, inHeader).map((one) => hooks.sender(one)));
  const url = hooks.source(root);
  const button = (tries: Tries) => () => first(root, tries, inHeader);
  return {
    root,
    body,
    id: () => hooks.name(root, from()),
    thread: () => null,
    from,
    // Shown as names, or as a list in which a name may pass for an address.
    to: () => [],
    date: () => dateIn(first(root, selectors.date, inHeader)),
    attachments: () =>
      all(root, selectors.attachment, inHeader).map((one) => ({
        name: (first(one, selectors.attachmentName)?.textContent ?? one.title).trim(),
        url: null,
      })),
    clipped: () => false,
    hides: () => url !== null && first(root, selectors.sealed, visible) !== null,
    rawSource: url && ((signal, part) => rawMail(url, signal, part)),
    placeBadge(badge) {
      const spot = first(root, selectors.badgeSpot, inHeader);
      if (spot) placeLast(badge, spot);
    },
    ...answering({
      reply: button(selectors.reply),
      all: button(selectors.replyAll),
      forward: () => first(root.ownerDocument, selectors.newMail, inHeader),
    }),
  };
}

const rawMail: (
  url: URL,
  ...how: Parameters<NonNullable<MessageView["rawSource"]>>
) => Promise<Uint8Array<ArrayBuffer>> = async (url, signal, part) => {
  const { bytes, type } = await getOwn(url, signal, part);
  if (type === "text/html" || !looksLikeMail(bytes)) throw new Error("no source found");
  return bytes;
};

/** From what scripts read, else from what people do. */
function dateIn(element: HTMLElement | null): Date | null {
  if (!element) return null;
  const { timestamp } = element.dataset;
  const time = Date.parse((element as HTMLTimeElement).dateTime ?? "");
  if (!Number.isNaN(time)) return new Date(time);
  return timestamp && /^\d{9,14}$/.test(timestamp) ? new Date(Number(timestamp)) : dateShown(element.textContent ?? "");
}
