import type { Mailbox } from "../../../domain/address";
import { exactAddress, shownName } from "../../../domain/label";
import { all, around, first, inOrAround, outside } from "../../dom/select";
import { answering } from "../answering";
import { oneSender } from "../people";
import { placeLast } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView, PageFile } from "../site";
import { placeIn, sourceAddress } from "./place";
import { sogoSource } from "./raw-source";
import { selectors } from "./selectors";

/** One message is shown at a time, beside its list or in a window of its own. */
export function sogoMessages(added: ParentNode): MessageView[] {
  const views = new Map<HTMLElement, MessageView>();
  for (const found of inOrAround(added, selectors.message)) {
    // A letter may hold an element of that class, too.
    const body = outermost(found);
    const root = around(body, selectors.messageRoot);
    if (root && !views.has(root)) views.set(root, messageView(root, body));
  }
  return [...views.values()];
}

function outermost(body: HTMLElement): HTMLElement {
  for (let one = body; ; ) {
    const next = one.parentElement && around(one.parentElement, selectors.message);
    if (!next) return one;
    one = next;
  }
}

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const { document, location } = root.ownerDocument.defaultView!;
  const inHeader = outside(body);
  // Taken when the message was drawn: later the address may name another one.
  const place = placeIn(location.hash);
  const from = (): Mailbox | null => oneSender(all(root, selectors.sender, inHeader).map((link) => sender(root, link)));
  const find = (tries: readonly string[]) => first(root, tries, inHeader) ?? first(document, tries, inHeader);
  const source = place && sourceAddress(new URL(location.href), place);
  return {
    root,
    body,
    id() {
      const one = from();
      return place && one ? `${place.account}/${place.folder}/${place.uid}/${one.address.toLowerCase()}` : null;
    },
    thread: () => null,
    from,
    // SOGo shows the names that the sender chose for them, and one may look like an address.
    to: () => [],
    date: () => dateShown(first(root, selectors.date, inHeader)?.textContent ?? ""),
    attachments: () => all(body, selectors.file).flatMap(fileIn),
    clipped: () => false,
    rawSource:
      source &&
      (async (signal, part) => {
        const one = from();
        if (!one) throw new Error("no sender to hold the source against");
        return sogoSource(source, one.address, signal, part);
      }),
    placeBadge(badge) {
      const spot = first(root, selectors.badgeSpot, inHeader);
      if (spot) placeLast(badge, spot);
    },
    ...answering({
      reply: () => find(selectors.reply),
      all: () => find(selectors.replyAll),
      forward: () => find(selectors.newMail),
    }),
  };
}

/** SOGo shows a sender's address and name in elements of their own. */
function sender(root: HTMLElement, link: HTMLElement): Mailbox | null {
  const address = exactAddress(link.textContent ?? "");
  const beside = link.parentElement && first(link.parentElement, selectors.senderName);
  return address && { address, name: shownName(beside && root.contains(beside) ? (beside.textContent ?? "") : "") };
}

function fileIn(card: HTMLElement): PageFile[] {
  const link = first(card, selectors.fileLink) as HTMLAnchorElement | null;
  if (!link) return [];
  // The whole of a message whose kind SOGo does not know, encrypted ones among them, is a file without a name.
  if (/\/asAttachment\/0$/.test(link.pathname)) return [{ name: "encrypted.asc", url: link.href }];
  const name = first(card, selectors.fileName)?.title.trim();
  return name ? [{ name, url: link.href }] : [];
}
