import { editorText, replaceEditorText } from "../../dom/editor-text";
import { dropOn, offerToInput } from "../../dom/offer-files";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { placeAfter } from "../place";
import { FIELDS, recipientList } from "../recipients";
import type { ComposeBox, Recipients } from "../site";
import { subjectField } from "../subject-field";
import { watchFields } from "../watch-fields";
import { recipientSelectors, selectors } from "./selectors";

export function yahooComposes(added: ParentNode): ComposeBox[] {
  const boxes = new Map<HTMLElement, ComposeBox>();
  const bodies = inOrAround(added, selectors.composeBody);
  if (bodies.length === 0 && added instanceof Element && inOrAround(added, selectors.send).length > 0) {
    bodies.push(...all(nearestHolding(added, selectors.composeBody) ?? added, selectors.composeBody));
  }
  for (const body of bodies) {
    const root = around(body, selectors.composeRoot) ?? nearestHolding(body, selectors.send, 20);
    if (root && !boxes.has(root)) boxes.set(root, composeBox(root, body));
  }
  return [...boxes.values()];
}

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  const sendButton = (): HTMLElement | null => first(root, selectors.send);
  return {
    root,
    body,
    cover: body,
    key: () => /\/compose\/([\w-]+)/.exec(location.pathname)?.[1] ?? null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send);
      else if (body.previousElementSibling !== lock) body.before(lock);
    },
    recipients: () => recipients(root),
    ...subjectField(() => first(root, selectors.subject)),
    watch: (changed, signal) => watchFields(root, all(root, selectors.header), changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceEditorText(body, text),
    replaceRecipient: () => false,
    attach(files) {
      const input = first(root, selectors.fileInput) as HTMLInputElement | null;
      return input ? offerToInput(input, files) : dropOn(body, files);
    },
    attachmentsIn: () => root,
    sendButton,
  };
}

function recipients(root: HTMLElement): Recipients {
  const list = recipientList();
  for (const field of FIELDS) {
    for (const pill of all(root, recipientSelectors.pill(field))) {
      const name = pill.textContent?.trim() ?? "";
      list.add(field, pill.title || name, name);
    }
    for (const typed of all(root, recipientSelectors.typed(field)))
      list.addList(field, (typed as HTMLInputElement).value);
  }
  return list.done();
}
