import type { Mailbox } from "../../../domain/address";
import { press } from "../../dom/press";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { labelledPerson, oneSender } from "../people";
import { placeAfter } from "../place";
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
    const root =
      nearestHolding(body, selectors.messageHolds, 12) ?? around(body, selectors.messageRoot) ?? body.parentElement;
    if (root && !views.has(body)) views.set(body, messageView(root, body));
  }
  return [...views.values()];
}

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const inHeader = (element: HTMLElement): boolean => !body.contains(element) && !element.contains(body);
  /** What holds the header of this message holds another message too: whose header it is, nothing tells. */
  const shared = (): boolean =>
    first(root, selectors.messageBody, (other) => !other.contains(body) && !body.contains(other)) !== null;
  const isSender = (element: HTMLElement): boolean =>
    inHeader(element) && !around(element, selectors.notSender) && !shared();
  return {
    root: body.parentElement ?? root,
    body,
    // Only the conversation has a name; the body's number in it makes the message's.
    id() {
      const conversation = first(root.ownerDocument, selectors.conversation)?.dataset.convid;
      return conversation ? `${conversation}/${body.id}` : null;
    },
    thread: () => null,
    // Where the page names a place for the sender, who stands elsewhere is another.
    from: () =>
      oneSender(all(first(root, selectors.senderBox, inHeader) ?? root, selectors.sender, isSender).map(sender)),
    to: () => (shared() ? [] : all(root, selectors.recipientsShown, inHeader).flatMap(recipients)),
    date: () => null,
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
    reply() {
      const button = first(root, selectors.reply, inHeader);
      if (!button) return false;
      press(button);
      return true;
    },
  };
}

/**
 * "Von: Name<a@b>" in whatever language. Of the directory it is a name alone, of those without a name an address: one may look
 * like the other, and then it is nobody.
 */
const sender = (span: HTMLElement): Mailbox | null =>
  labelledPerson([(span.getAttribute("aria-label") ?? "").replace(/^[^:@<>"\uff1a]*[:\uff1a]\s*/, "")], "");

/** By their pills: what is written without one is names. */
const recipients = (well: HTMLElement): Mailbox[] =>
  pillsIn(well).flatMap(
    (pill) =>
      labelledPerson(
        [pill, ...all(pill, LABELLED)].map(({ title }) => title),
        pill.textContent,
      ) ?? [],
  );
