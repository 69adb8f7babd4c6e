// Measures what works on this page, from what an adapter finds of the messages and editors open now. Measuring changes nothing.
import type { Measured, PageMeasured, ReadingAbilities, WritingAbilities } from "../../domain/abilities";
import { editableOf } from "../dom/editor-text";
import type { ComposeBox, MessageView, Site } from "../sites/site";

const yes = (is: boolean): Measured => (is ? "yes" : "no");

/** What works with one open message. */
export const abilitiesOfMessage = (view: MessageView): ReadingAbilities => ({
  readInline: yes(!view.clipped() || view.rawSource !== null),
  readSource: yes(view.rawSource !== null),
  sender: yes(view.from() !== null),
  recipientsShown: yes(view.to().length > 0),
  nameMessage: yes(view.id() !== null),
  reply: yes(view.answers("reply")),
});

/** What works in one open editor. */
export const abilitiesOfCompose = (box: ComposeBox): WritingAbilities => ({
  writeBody: yes(editableOf(box.body) !== null),
  recipients: recipientsOf(box),
  subject: box.hasSubject ? yes(box.hasSubject()) : "unknown",
  // Without an input, only dropping the files tells.
  attach: box.attachmentsIn().querySelector("input[type=file]") ? "yes" : "unknown",
  pressSend: yes(box.sendButton() !== null),
  holdSend: sendsOf(box),
});

/** An empty field says nothing of how people in it would be read. */
function recipientsOf(box: ComposeBox): Measured {
  const { to, cc, bcc, unreadable } = box.recipients();
  const people = [...to, ...cc, ...bcc];
  if (unreadable.length > 0 || people.some(({ unsure }) => unsure)) return "no";
  return people.length > 0 ? "yes" : "unknown";
}

/** Where the ways to send do not include the page's own Send, they were not found as this page draws them. */
function sendsOf(box: ComposeBox): Measured {
  const send = box.sendButton();
  if (!send || !box.sends) return "unknown";
  return yes([...box.sends()].some((one) => one.contains(send) || send.contains(one)));
}

/** Measures all that is open in these documents. */
export function measured(site: Site, documents: readonly Document[]): PageMeasured {
  return {
    messages: documents.flatMap((one) => site.messages(one)).map(abilitiesOfMessage),
    composes: documents.flatMap((one) => site.composes(one)).map(abilitiesOfCompose),
    list: !site.rows ? "no" : documents.some((one) => site.rows!(one).length > 0) ? "yes" : "unknown",
  };
}

/** The page, and the frames of its own origin: some webmails show a message in one. */
export function documentsOf(page: Document): Document[] {
  const frames = [...page.querySelectorAll("iframe")].flatMap((frame) => {
    try {
      return frame.contentDocument ?? [];
    } catch {
      return []; // another origin
    }
  });
  return [page, ...frames];
}
