import type { Mailbox } from "../../../domain/address";
import { personIn } from "../../../domain/label";
import { press } from "../../dom/press";
import { all, around, first, inOrAround } from "../../dom/select";
import { labelledPerson, oneSender } from "../people";
import { placeLast } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView } from "../site";
import { selectors } from "./selectors";

export function yahooMessages(added: ParentNode): MessageView[] {
  const views: MessageView[] = [];
  for (const found of new Set(inOrAround(added, selectors.message))) {
    const root = around(found, selectors.message) ?? found;
    const body = first(root, selectors.messageBody);
    if (body) views.push(messageView(root, body));
  }
  return views;
}

/** A title tells the address, unless it only repeats what is written: that may be a name. */
const mailbox = (pill: HTMLElement): Mailbox | null =>
  labelledPerson([pill.title], pill.textContent, personIn) ??
  labelledPerson([pill.title || pill.getAttribute("aria-label")], pill.textContent);

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const inHeader = (element: HTMLElement): boolean => !body.contains(element) && !element.contains(body);
  const isSender = (element: HTMLElement): boolean => inHeader(element) && !around(element, selectors.recipientsShown);
  const people = (tries: readonly string[]): Mailbox[] =>
    all(root, tries, inHeader).flatMap((pill) => mailbox(pill) ?? []);
  return {
    root,
    body,
    id: () => /\/messages\/([\w-]+)/.exec(location.pathname)?.[1] ?? null,
    thread: () => null,
    from: () => oneSender(all(root, selectors.sender, isSender).map(mailbox)),
    to: () => people(selectors.recipientsShown),
    date() {
      const shown = first(root, selectors.date, inHeader);
      return shown ? dateShown(shown.getAttribute("datetime") ?? (shown.title || shown.textContent) ?? "") : null;
    },
    attachments: () =>
      all(root, selectors.attachment, inHeader).flatMap((card) =>
        card.title ? [{ name: card.title, url: null }] : [],
      ),
    clipped: () => false,
    rawSource: null,
    placeBadge(badge) {
      const spot = first(root, selectors.badgeSpot, inHeader);
      if (spot) placeLast(badge, spot);
    },
    reply() {
      const button = first(root, selectors.reply, inHeader);
      if (!button) return false;
      press(button);
      return true;
    },
  };
}
