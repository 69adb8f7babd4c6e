import type { Mailbox } from "../../../domain/address";
import { all, around, first, inOrAround, outside } from "../../dom/select";
import { hiddenItself } from "../../dom/visible";
import { onePerson, oneSender } from "../people";
import { placeFirst } from "../place";
import { dateShown } from "../shown-date";
import type { MessageView, PageFile } from "../site";
import { pressAnswer } from "./answer";
import { threadAround } from "./list";
import { gmailName } from "./names";
import { type GmailName, gmailSource, mailAddress } from "./raw-source";
import { selectors } from "./selectors";

export function gmailMessages(added: ParentNode): MessageView[] {
  const views: MessageView[] = [];
  for (const root of new Set(inOrAround(added, selectors.message))) {
    const body = first(
      root,
      selectors.messageBody,
      (element) => !(element.parentElement && hiddenItself(element.parentElement)),
    );
    if (body) views.push(messageView(root, body));
  }
  return views;
}

/** Elements within the mail must not pass for Gmail's own header. */
const mailbox = (element: HTMLElement): Mailbox | null =>
  onePerson(
    [element.getAttribute("email"), element.dataset.hovercardId],
    element.getAttribute("name") ?? element.dataset.name ?? element.textContent,
  );

function messageName(root: HTMLElement): GmailName | null {
  const perm = root.dataset.messageId?.replace(/^#/, "") ?? "";
  if (/^msg-[af]:r?-?\d+$/.test(perm)) return { permmsgid: perm };
  const legacy = root.dataset.legacyMessageId ?? "";
  return /^[0-9a-f]{8,20}$/.test(legacy) ? { th: legacy } : null;
}

function messageView(root: HTMLElement, body: HTMLElement): MessageView {
  const name = messageName(root);
  const inHeader = outside(body);
  const isSender = (element: HTMLElement): boolean => inHeader(element) && !around(element, selectors.recipientsShown);
  return {
    root,
    body,
    id: () => gmailName(root.dataset.messageId, root.dataset.legacyMessageId),
    thread: () => threadAround(root),
    from: () => oneSender(all(root, selectors.sender, isSender).map(mailbox)),
    to: () => all(root, selectors.recipientsShown, inHeader).flatMap((element) => mailbox(element) ?? []),
    date: () => dateShown(first(root, selectors.date, inHeader)?.title ?? ""),
    attachments: () => all(root, selectors.attachment, inHeader).flatMap((element) => pageFile(element) ?? []),
    clipped: () => first(root, selectors.clipped) !== null,
    rawSource: name ? (signal, part) => gmailSource(mailAddress(), name, signal, part) : null,
    placeBadge(badge) {
      const spot = first(root, selectors.badgeSpot, inHeader);
      if (spot) placeFirst(badge, spot);
    },
    answers: (how) => pressAnswer(root, how, "look"),
    reply: (how) => pressAnswer(root, how),
  };
}

/** download_url is "type:name:address", the name URL-encoded. */
function pageFile(element: HTMLElement): PageFile | null {
  const [, encoded, url = null] =
    /^[^:]*:(.*?):(https?:\/\/.*)$/.exec(element.getAttribute("download_url") ?? "") ?? [];
  const shown = (
    first(element, selectors.attachmentName) ?? (element.matches(".aV3") ? element : null)
  )?.textContent?.trim();
  try {
    const name = encoded ? decodeURIComponent(encoded) : shown;
    return name ? { name, url } : null;
  } catch {
    return encoded ? { name: encoded, url } : null; // a stray percent sign
  }
}
