import { parseAddress } from "../../../domain/address";
import { press } from "../../dom/press";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { placeAfter } from "../place";
import { splitList } from "../recipients";
import type { Mailbox, MessageView } from "../site";
import { addressIn } from "./compose";
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
  return {
    root: body.parentElement ?? root,
    body,
    // Only the conversation has a name; the body's number in it makes the message's.
    id() {
      const conversation = first(root.ownerDocument, selectors.conversation)?.dataset.convid;
      return conversation ? `${conversation}/${body.id}` : null;
    },
    thread: () => null,
    from: () => sender(first(root, selectors.sender, inHeader)),
    to: () =>
      all(root, selectors.recipientsShown, inHeader).flatMap((well) =>
        splitList((well.textContent ?? "").replace(/^[^:@]*:/, "")).flatMap((text): Mailbox[] => {
          const address = parseAddress(addressIn(text) ?? "");
          return address ? [{ address, name: "" }] : [];
        }),
      ),
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

/** "Von: Name<a@b>" in whatever language. */
function sender(span: HTMLElement | null): Mailbox | null {
  const label = span?.getAttribute("aria-label") ?? "";
  const address = parseAddress(addressIn(label) ?? "");
  if (!address) return null;
  const name = label
    .replace(/^[^:]*:\s*/, "")
    .replace(/<?[^\s<>]+@[^\s<>]+>?\s*$/, "")
    .trim();
  return { address, name };
}
