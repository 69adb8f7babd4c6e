import type { Mailbox } from "../../../domain/address";
import { all, around, first, type Tries } from "../../dom/select";
import { answering } from "../answering";
import { linkedAddress, onePerson, oneSender } from "../people";
import { placeLast } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView } from "../site";
import { environmentOf, outerDocument } from "./environment";
import { roundcubeName } from "./name";
import { roundcubeSource } from "./raw-source";
import { selectors } from "./selectors";

/** One message per document: the page itself, or the preview frame with a document of its own. */
export function roundcubeMessages(added: ParentNode): MessageView[] {
  const document = added instanceof Document ? added : (added as Element).ownerDocument;
  const body = first(document, selectors.message);
  const root = body && around(body, selectors.messageRoot);
  if (!body || !root) return [];
  const concerns = added === document || (added as Node).contains(body) || root.contains(added as Node);
  return concerns ? [messageView(document, root, body)] : [];
}

const mailbox = (link: HTMLElement): Mailbox | null => onePerson([link.title, linkedAddress(link)], link.textContent);

function messageView(document: Document, root: HTMLElement, body: HTMLElement): MessageView {
  const environment = environmentOf(document);
  const inHeader = (element: HTMLElement): boolean => !body.contains(element);
  const find = (tries: Tries): HTMLElement | null => {
    const outer = outerDocument(document);
    return first(document, tries, inHeader) ?? (outer && first(outer, tries));
  };
  const from = (): Mailbox | null => oneSender(all(root, selectors.sender, inHeader).map(mailbox));
  return {
    root,
    body,
    id: () => roundcubeName(environment.mailbox, environment.uid, from()?.address),
    thread: () => null,
    from,
    to: () => all(root, selectors.recipientsShown, inHeader).flatMap((link) => mailbox(link) ?? []),
    date: () => dateShown(first(root, selectors.date, inHeader)?.textContent ?? ""),
    attachments: () =>
      all(root, selectors.attachment, inHeader).flatMap((link) => {
        const name = (first(link, selectors.attachmentName) ?? link).textContent?.trim();
        // A signature without a file name is listed under a localised one; the class gives its type.
        const url = `${(link as HTMLAnchorElement).href}&_download=1`;
        if (around(link, selectors.signatureItem)) return [{ name: "signature.asc", url }];
        return name ? [{ name, url }] : [];
      }),
    clipped: () => false,
    rawSource: environment.uid ? (signal, part) => roundcubeSource(environment, signal, part) : null,
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
