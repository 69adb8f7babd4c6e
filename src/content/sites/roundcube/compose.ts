import { editorText, replaceEditorText } from "../../dom/editor-text";
import { dropOn, offerToInput } from "../../dom/offer-files";
import { all, around, first, inOrAround } from "../../dom/select";
import { visible } from "../../dom/visible";
import { placeAfter } from "../place";
import { FIELDS, recipientList } from "../recipients";
import type { ComposeBox } from "../site";
import { watchFields } from "../watch-fields";
import { recipientSelectors, selectors } from "./selectors";

/** One compose form per page. In HTML mode TinyMCE's iframe is what the user types in; the textarea is then hidden. */
export function roundcubeComposes(added: ParentNode): ComposeBox[] {
  let textarea = inOrAround(added, selectors.composeBody)[0];
  // TinyMCE is added long after the form.
  if (!textarea && added instanceof Element && inOrAround(added, selectors.editorFrame).length > 0) {
    textarea = first(added.ownerDocument, selectors.composeBody) ?? undefined;
  }
  const root = textarea && around(textarea, selectors.composeRoot);
  return textarea && root ? [composeBox(root, textarea)] : [];
}

function composeBox(root: HTMLElement, textarea: HTMLElement): ComposeBox {
  const frame = first(root, selectors.editorFrame);
  const body = frame ?? textarea;
  const sendButton = (): HTMLElement | null => first(root, selectors.send, visible) ?? first(root, selectors.send);
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
    recipients() {
      const list = recipientList();
      for (const field of FIELDS) {
        list.addList(field, (first(root, recipientSelectors.field(field)) as HTMLInputElement | null)?.value ?? "");
        list.addList(field, (first(root, recipientSelectors.typed(field)) as HTMLInputElement | null)?.value ?? "");
      }
      return list.done();
    },
    subject: () => (first(root, selectors.subject) as HTMLInputElement | null)?.value ?? "",
    watch: (changed, signal) => watchFields(root, all(root, selectors.recipientFields).slice(0, 1), changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceEditorText(body, text),
    replaceRecipient: () => false,
    attach(files) {
      const input = first(root, selectors.fileInput) as HTMLInputElement | null;
      if (input) return offerToInput(input, files);
      const zone = first(root, selectors.dropZone);
      return zone !== null && dropOn(zone, files);
    },
    sendButton,
  };
}
