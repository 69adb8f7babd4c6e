import { RECIPIENT_FIELDS, type Recipients } from "../../../domain/address";
import { personIn } from "../../../domain/label";
import { editorText } from "../../dom/editor-text";
import { replaceAnyText } from "../../dom/modelled-editor";
import { offerFiles } from "../../dom/offer-files";
import { all, around, first, inOrAround } from "../../dom/select";
import { attachmentRows } from "../attachment-rows";
import { oneSender, shownIn } from "../people";
import { placeAfter } from "../place";
import { recipientList } from "../recipients";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { watchFields } from "../watch-fields";
import { recipientSelectors, selectors } from "./selectors";

/** Over the list, or in a window of its own, where the user writes plain text. */
export function sogoComposes(added: ParentNode): ComposeBox[] {
  const boxes = new Map<HTMLElement, ComposeBox>();
  for (const found of inOrAround(added, selectors.composeBody)) {
    const root = around(found, selectors.composeRoot);
    const body = root && first(root, selectors.composeBody);
    if (root && body && !boxes.has(root) && !inLetter(root)) boxes.set(root, composeBox(root, body));
  }
  return [...boxes.values()];
}

const inLetter = (element: HTMLElement): boolean => around(element, selectors.message) !== null;

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  const sendButton = (): HTMLElement | null => first(root, selectors.send);
  return {
    root,
    body,
    cover: body,
    // SOGo names a draft in its own script alone.
    key: () => null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send);
      else if (body.previousElementSibling !== lock) body.before(lock);
    },
    recipients: () => recipients(root),
    from: () => oneSender(all(root, selectors.identity).map((field) => personIn(shownIn(field)))),
    ...subjectField(() => first(root, selectors.subject)),
    watch: (changed, signal) => watchFields(root, all(root, selectors.recipientFields), changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceAnyText(body, text),
    // Its chips live in Angular's scope, which no press from outside fills at once.
    replaceRecipient: () => false,
    attach: (files) => offerFiles(first(root, selectors.fileInput), null, files),
    attachmentsIn: () => first(root, selectors.attachedList) ?? root,
    attachments: () => attachmentRows(root, selectors.attached, selectors.attachedName, selectors.detach),
    sendButton,
    sends: () => all(root, selectors.send),
  };
}

/** A chip holds the very text that SOGo sends. Chips in a field that is none of the three make the list unreadable. */
function recipients(root: HTMLElement): Recipients {
  const list = recipientList();
  const known = RECIPIENT_FIELDS.flatMap((name) => all(root, recipientSelectors.field(name)));
  for (const name of RECIPIENT_FIELDS) {
    for (const chip of all(root, recipientSelectors.chip(name))) list.addList(name, textOf(chip) || "?");
    for (const input of all(root, recipientSelectors.typed(name))) list.addList(name, shownIn(input));
  }
  for (const field of all(root, selectors.anyChip))
    if (!known.includes(field)) for (const chip of all(field, ["md-chip"])) list.add("to", null, textOf(chip));
  return list.done();
}

/** Without the button that removes it, whose icon may have text. */
const textOf = (chip: HTMLElement): string => (first(chip, ["md-chip-template"]) ?? chip).textContent?.trim() ?? "";
