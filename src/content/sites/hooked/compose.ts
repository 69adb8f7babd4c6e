import { RECIPIENT_FIELDS, type Recipients } from "../../../domain/address";
import { personIn } from "../../../domain/label";
import { editorText } from "../../dom/editor-text";
import { replaceAnyText } from "../../dom/modelled-editor";
import { offerFiles } from "../../dom/offer-files";
import { all, around, first, inOrAround, outside, type Tries } from "../../dom/select";
import { visible } from "../../dom/visible";
import { attachmentRows } from "../attachment-rows";
import { oneSender, shownIn } from "../people";
import { placeAfter } from "../place";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { unsureList } from "../unsure";
import { watchFields } from "../watch-fields";
import type { ComposeHooks } from "./hooks";

/** The mails being written in or around a subtree; none of those that a `letter` may show. */
export const hookedComposes =
  (hooks: ComposeHooks, letter: Tries) =>
  (added: ParentNode): ComposeBox[] => {
    const { composeRoot, composeBody } = hooks.selectors;
    const roots = inOrAround(added, [composeRoot.join()]).filter((root) => !around(root, letter));
    return [...new Set(roots)].flatMap((root) => {
      const body = first(root, composeBody, (one) => visible(one) && !root.contains(around(one, letter)));
      return body ? [composeBox(hooks, root, body)] : [];
    });
  };

function composeBox(hooks: ComposeHooks, root: HTMLElement, body: HTMLElement): ComposeBox {
  const { selectors } = hooks;
  const beside = outside(body);
  const sendButton = (): HTMLElement | null => first(root, selectors.send, beside);
  return {
    root,
    body,
    cover: around(body, selectors.cover) ?? body,
    key: () => null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send);
      else if (body.previousElementSibling !== lock) body.before(lock);
    },
    recipients: () => recipients(hooks, root, beside),
    from: () => oneSender(all(root, selectors.from, beside).map((field) => personIn(shownIn(field)))),
    ...subjectField(() => {
      const [field, ...others] = all(root, selectors.subject, beside);
      return others.length === 0 ? field : null;
    }),
    // Chips come and go without an event.
    watch: (changed, signal) => watchFields(root, [root], changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceAnyText(body, text),
    replaceRecipient: () => false,
    attach: (files) =>
      offerFiles(first(root, selectors.fileInput, beside), first(root, selectors.dropZone, beside), files),
    attachmentsIn: () => root,
    ...(selectors.attached.length > 0 && {
      attachments: () => attachmentRows(root, selectors.attached, selectors.attachedName, selectors.detach),
    }),
    sendButton,
    sends: () => all(root, selectors.anySend, beside),
  };
}

function recipients(hooks: ComposeHooks, root: HTMLElement, beside: (element: HTMLElement) => boolean): Recipients {
  const { selectors, recipientSelectors } = hooks;
  const list = unsureList();
  const claimed = new Set<HTMLElement>();
  for (const field of RECIPIENT_FIELDS) {
    for (const chip of all(root, recipientSelectors.chip(field), beside)) {
      claimed.add(chip);
      const { sure, shown, told } = hooks.recipient(chip);
      list.add(field, sure, shown, told);
    }
    for (const typed of all(root, recipientSelectors.typed(field), beside))
      list.addList(field, (typed as HTMLInputElement).value);
  }
  // One outside the known fields would get the mail without being able to decrypt it.
  for (const chip of all(root, selectors.anyChip, (one) => beside(one) && !claimed.has(one)))
    list.add("to", null, hooks.recipient(chip).shown, []);
  return { ...list.done(), ...(hooks.partial && { partial: true }) };
}
