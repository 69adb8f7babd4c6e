// Measures what works on this page, from what an adapter finds of the messages and editors open now. Measuring changes nothing.
import type { Found, PageMeasured, ReadingFound, WritingFound } from "../../domain/abilities";
import { editableOf } from "../dom/editor-text";
import type { ComposeBox, MessageView, Site } from "../sites/site";

/** What works with one open message. */
export const abilitiesOfMessage = (view: MessageView): ReadingFound => ({
  readInline: !view.clipped() || view.rawSource !== null,
  readSource: view.rawSource !== null,
  sender: view.from() !== null,
  recipientsShown: view.to().length > 0,
  nameMessage: view.id() !== null,
  reply: view.answers("reply"),
});

/** What works in one open editor. */
export const abilitiesOfCompose = (box: ComposeBox): WritingFound => ({
  writeBody: editableOf(box.body) !== null,
  recipients: recipientsOf(box),
  subject: box.hasSubject?.() ?? null,
  // Without an input, only dropping the files tells.
  attach: box.attachmentsIn().querySelector("input[type=file]") ? true : null,
  pressSend: box.sendButton() !== null,
  holdSend: sendsOf(box),
});

/** An empty field says nothing of how people in it would be read. */
function recipientsOf(box: ComposeBox): Found {
  const { to, cc, bcc, unreadable } = box.recipients();
  const people = [...to, ...cc, ...bcc];
  if (unreadable.length > 0 || people.some(({ unsure }) => unsure)) return false;
  return people.length > 0 || null;
}

/** Where the ways to send do not include the page's own Send, they were not found as this page draws them. */
function sendsOf(box: ComposeBox): Found {
  const send = box.sendButton();
  if (!send || !box.sends) return null;
  return [...box.sends()].some((one) => one.contains(send) || send.contains(one));
}

/** What our overlays cover, which an adapter may not find any more. */
export interface Covered {
  messages(): readonly MessageView[];
  composes(): readonly ComposeBox[];
}

/** Measures all that is open in these documents. What is found twice counts as once. */
export function measured(site: Site, documents: readonly Document[], covered: Covered): PageMeasured {
  return {
    messages: [...covered.messages(), ...documents.flatMap((one) => site.messages(one))].map(abilitiesOfMessage),
    composes: [...covered.composes(), ...documents.flatMap((one) => site.composes(one))].map(abilitiesOfCompose),
    list: site.rows ? documents.some((one) => site.rows!(one).length > 0) || null : false,
  };
}

/** The page, and the frames of its own origin: some webmails show a message in one. */
export function documentsOf(page: Document): Document[] {
  return [page, ...[...page.querySelectorAll("iframe")].flatMap(({ contentDocument }) => contentDocument ?? [])];
}
