import type { Mailbox } from "../../../domain/address";
import { exactAddress, personIn, shownName } from "../../../domain/label";
import { all, around, first, inOrAround, outside, type Tries } from "../../dom/select";
import { answering } from "../answering";
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

/** A title gives the address, unless it only repeats the shown text, which may be a name. */
const mailbox = (pill: HTMLElement): Mailbox | null =>
  labelledPerson([pill.title], pill.textContent, personIn) ??
  labelledPerson([pill.title || pill.getAttribute("aria-label")], pill.textContent);

/** The URL of the sender's picture contains their address: `.../endpoints/smtp:bob%40demo.example/photo`. */
function pictured(picture: HTMLElement, name: string): Mailbox | null {
  try {
    const { hostname, pathname } = new URL((picture as HTMLImageElement).src);
    const [, encoded] = /\/endpoints\/smtp:([^/]+)\/photo$/.exec(pathname) ?? [];
    const address = encoded && /\.(?:yahoo|aol)\.com$/.test(hostname) && exactAddress(decodeURIComponent(encoded));
    return address ? { address, name: shownName(name) } : null;
  } catch {
    return null; // no address at all, or a stray percent sign
  }
}

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const inHeader = outside(body);
  const isSender = (element: HTMLElement): boolean => inHeader(element) && !around(element, selectors.recipientsShown);
  const people = (tries: readonly string[]): Mailbox[] =>
    all(root, tries, inHeader).flatMap((pill) => mailbox(pill) ?? []);
  const page = root.ownerDocument;
  const anywhere = (tries: Tries): HTMLElement | null => first(page, tries, inHeader);
  const alone = (): boolean => anywhere(selectors.messageBody) === null;
  // The page's buttons answer its one message; where there are several, each has its own.
  const find = (tries: Tries): HTMLElement | null => first(root, tries, inHeader) ?? (alone() ? anywhere(tries) : null);
  return {
    root,
    body,
    // With several messages open, the URL does not say which one it names.
    id: () => (alone() && /\/messages\/([\w-]+)/.exec(location.pathname)?.[1]) || null,
    thread: () => null,
    from() {
      const pills = all(root, selectors.sender, isSender).map(mailbox);
      const name = first(root, selectors.senderName, isSender)?.textContent ?? "";
      const pictures = all(root, selectors.avatar, isSender).map((picture) => pictured(picture, name));
      // Where a picture gives the address, a pill with a name alone is no second sender.
      return oneSender(pictures.length > 0 && !pills.some(Boolean) ? pictures : [...pills, ...pictures]);
    },
    namesOnly() {
      const named = first(root, selectors.senderName, isSender);
      const told = [...all(root, selectors.sender, isSender), ...all(root, selectors.avatar, isSender)];
      // What may be an address is not called a name.
      return named !== null && told.length === 0 && !/[@\uff20\ufe6b]/.test(named.outerHTML);
    },
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
    ...answering({
      reply: () => find(selectors.reply),
      all: () => find(selectors.replyAll),
      forward: () => anywhere(selectors.newMail),
    }),
  };
}
