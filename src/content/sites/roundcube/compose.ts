import { addressKey, type Mailbox, RECIPIENT_FIELDS, type Recipients } from "../../../domain/address";
import { splitList } from "../../../domain/address-list";
import { personIn } from "../../../domain/label";
import { editorText, replaceEditorText } from "../../dom/editor-text";
import { offerFiles } from "../../dom/offer-files";
import { all, around, first, inOrAround } from "../../dom/select";
import { visible } from "../../dom/visible";
import { attachmentRows } from "../attachment-rows";
import { oneSender, shownIn } from "../people";
import { placeAfter } from "../place";
import { recipientList } from "../recipients";
import { swapRecipient, typeInto } from "../replace-recipient";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { watchFields } from "../watch-fields";
import { recipientSelectors, selectors } from "./selectors";
import { serverEntity } from "./server-entity";

/** One compose form per page. In HTML mode the user types in TinyMCE's iframe, and the textarea is hidden. */
export function roundcubeComposes(added: ParentNode): ComposeBox[] {
  let textarea = inOrAround(added, selectors.composeBody).find(notInLetter);
  // TinyMCE is added long after the form.
  if (!textarea && added instanceof Element && inOrAround(added, selectors.editorFrame).length > 0) {
    textarea = first(added.ownerDocument, selectors.composeBody, notInLetter) ?? undefined;
  }
  const root = textarea && around(textarea, selectors.composeRoot);
  return textarea && root ? [composeBox(root, textarea)] : [];
}

function composeBox(root: HTMLElement, textarea: HTMLElement): ComposeBox {
  const frame = first(root, selectors.editorFrame);
  const body = frame ?? textarea;
  const sendButton = (): HTMLElement | null => first(root, selectors.send, visible) ?? first(root, selectors.send);
  const words = {
    text: () => editorText(body),
    replaceText: (text: string) => replaceEditorText(body, text),
  };
  return {
    root,
    body,
    cover: around(body, selectors.editorBox) ?? body,
    key: () =>
      (first(root, selectors.draftId) as HTMLInputElement | null)?.value ||
      (first(root, selectors.composeId) as HTMLInputElement | null)?.value ||
      null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send);
      else if (body.previousElementSibling !== lock) body.before(lock);
    },
    recipients: () => recipients(root),
    from: () => identity(root),
    ...subjectField(() => first(root, selectors.subject)),
    watch: (changed, signal) => watchFields(root, all(root, selectors.recipientFields).slice(0, 1), changed, signal),
    ...words,
    replaceRecipient: (from, to) => swapRecipient(() => recipients(root), { from, to }, recipientHands(root, from, to)),
    attach: (files) => offerFiles(first(root, selectors.fileInput), first(root, selectors.dropZone), files),
    attachmentsIn: () => root,
    attachments: () => attachmentRows(root, selectors.attached, selectors.attachedName, selectors.detach),
    sendButton,
    sends: () => root.querySelectorAll<HTMLElement>(selectors.anySend[0]),
    ...serverEntity(root, textarea, words),
    // The same form saves the draft, on request and every few minutes.
    submits: () => (first(root, selectors.saving) as HTMLInputElement | null)?.value !== "1",
  };
}

/** The chosen identity, as the server writes it: "Name <address>". */
export const identity = (within: ParentNode): Mailbox | null =>
  oneSender(all(within, selectors.identity, notInLetter).map((field) => personIn(shownIn(field))));

/** Roundcube keeps form fields in the messages it shows, under the names their senders chose. */
export const notInLetter = (element: Element): boolean => !around(element, selectors.message);

function recipients(root: HTMLElement): Recipients {
  const list = recipientList();
  for (const field of RECIPIENT_FIELDS) {
    list.addList(field, (first(root, recipientSelectors.field(field)) as HTMLInputElement | null)?.value ?? "");
    list.addList(field, (first(root, recipientSelectors.typed(field)) as HTMLInputElement | null)?.value ?? "");
  }
  return list.done();
}

/** The field itself is what counts; Elastic redraws its boxes from it on "change". */
function recipientHands(root: HTMLElement, from: string, to: string) {
  const is = (entry: string): boolean => addressKey(personIn(entry)?.address ?? "") === addressKey(from);
  const change = (entries: (before: readonly string[]) => readonly string[]): void => {
    for (const name of RECIPIENT_FIELDS) {
      const field = first(root, recipientSelectors.field(name)) as HTMLInputElement | null;
      const typed = first(root, recipientSelectors.typed(name)) as HTMLInputElement | null;
      const before = splitList(`${field?.value ?? ""},${typed?.value ?? ""}`);
      if (!field || !before.some(is)) continue;
      if (typed) typed.value = "";
      typeInto(field, entries(before).join(", "));
    }
  };
  return {
    add: () => change((before) => before.flatMap((entry) => (is(entry) ? [entry, to] : [entry]))),
    remove: () => change((before) => before.filter((entry) => !is(entry))),
  };
}
