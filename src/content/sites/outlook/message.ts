import type { Mailbox } from "../../../domain/address";
import { all, around, first, inOrAround, nearestHolding, outside, type Tries } from "../../dom/select";
import { answering } from "../answering";
import { labelledPerson, oneSender } from "../people";
import { placeAfter } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView } from "../site";
import { LABELLED, pillsIn } from "./pills";
import { selectors } from "./selectors";

export function outlookMessages(added: ParentNode): MessageView[] {
  const views = new Map<HTMLElement, MessageView>();
  let bodies = inOrAround(added, selectors.messageBody);
  // A header drawn after the body belongs to the message around it.
  if (bodies.length === 0 && added instanceof Element)
    bodies = all(nearestHolding(added, selectors.messageBody, 8) ?? added, selectors.messageBody);
  for (const body of bodies) {
    // A message may hold elements that look like its header.
    const root =
      nearestHolding(body, selectors.messageHolds, 12, outside(body)) ??
      around(body, selectors.messageRoot) ??
      body.parentElement;
    if (root && !views.has(body)) views.set(body, messageView(root, body));
  }
  return [...views.values()];
}

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const page = root.ownerDocument;
  const inHeader = outside(body);
  const othersIn = (part: ParentNode): boolean => first(part, selectors.messageBody, inHeader) !== null;
  /** The element around this message's header holds another message too: nothing says to which the header belongs. */
  const shared = (): boolean => othersIn(root);
  // A window with one message has its buttons at the top; where there are several, each has its own.
  const find = (tries: Tries): HTMLElement | null =>
    shared() ? null : (first(root, tries, inHeader) ?? (othersIn(page) ? null : first(page, tries, inHeader)));
  const isSender = (element: HTMLElement): boolean =>
    inHeader(element) && !around(element, selectors.notSender) && !shared();
  const date = (): Date | null => {
    const shown = shared() ? null : first(root, selectors.date, inHeader);
    return shown && dateOf(shown);
  };
  return {
    root: body.parentElement ?? root,
    body,
    id: () => messageName(page, date, () => othersIn(page)),
    thread: () => null,
    // Where the page has an element for the sender, people outside it are not the sender.
    from: () =>
      oneSender(all(first(root, selectors.senderBox, inHeader) ?? root, selectors.sender, isSender).map(sender)),
    namesOnly() {
      const named = shared() ? null : first(root, selectors.senderNamed, isSender);
      // What may be an address is not called a name.
      return named !== null && !/[@\uff20\ufe6b]/.test(named.outerHTML);
    },
    to: () => (shared() ? [] : all(root, selectors.recipientsShown, inHeader).flatMap(recipients)),
    date,
    attachments: () =>
      all(root, selectors.attachment, inHeader).flatMap((option) => {
        const name = first(option, selectors.attachmentName)?.title;
        return name ? [{ name, url: null }] : [];
      }),
    clipped: () => false,
    rawSource: null,
    placeBadge(badge) {
      const spot = first(root, selectors.badgeSpot, inHeader);
      if (spot) placeAfter(badge, spot);
    },
    ...answering({
      reply: () => find(selectors.reply),
      all: () => find(selectors.replyAll),
      forward: () => first(page, selectors.newMail, inHeader),
    }),
  };
}

const dateOf = ({ title, textContent }: HTMLElement): Date | null => dateShown(title || (textContent ?? ""));

/**
 * The message's own name in the URL where it is the only message shown; else the conversation's name and the message's time, as
 * long as no other message there shows the same time. Ids within the page change whenever Outlook draws.
 */
function messageName(page: Document, date: () => Date | null, isAmongOthers: () => boolean): string | null {
  const [, name, ofMessage] = /\/(?:id|read)\/((A[AQ]M)?[^/]+)/.exec(page.location.pathname) ?? [];
  if (name && ofMessage && !isAmongOthers()) return name;
  const [chosen, other] = all(page, selectors.conversation);
  const conversation = chosen ? !other && chosen.dataset.convid : !ofMessage && name;
  const sent = conversation && date()?.getTime();
  if (!sent) return null;
  const shown = all(page, selectors.date, (one) => dateOf(one)?.getTime() === sent);
  return shown.length === 1 ? `${conversation}/${sent}` : null;
}

/**
 * "Von: Name<a@b>" in any language. People in the directory have a name alone, people without a name an address alone: as one
 * may look like the other, neither is read as a sender.
 */
const sender = (span: HTMLElement): Mailbox | null =>
  labelledPerson([(span.getAttribute("aria-label") ?? "").replace(/^[^:@<>"\uff1a]*[:\uff1a]\s*/, "")], "");

/** Read from pills only: text outside them is names. */
const recipients = (well: HTMLElement): Mailbox[] =>
  pillsIn(well).flatMap(
    (pill) =>
      labelledPerson(
        [pill, ...all(pill, LABELLED)].map(({ title }) => title),
        pill.textContent,
      ) ?? [],
  );
