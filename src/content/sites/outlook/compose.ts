import { type Mailbox, RECIPIENT_FIELDS, type Recipients } from "../../../domain/address";
import { editorText, replaceEditorText } from "../../dom/editor-text";
import { offerFiles } from "../../dom/offer-files";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { labelledPerson, onePerson, oneSender } from "../people";
import { placeAfter } from "../place";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { unsureList } from "../unsure";
import { watchFields } from "../watch-fields";
import { LABELLED, pillsIn } from "./pills";
import { selectors } from "./selectors";

export function outlookComposes(added: ParentNode): ComposeBox[] {
  const boxes = new Map<HTMLElement, ComposeBox>();
  const bodies = inOrAround(added, selectors.composeBody);
  // Send may be drawn after its editor.
  if (bodies.length === 0 && added instanceof Element) {
    const root = around(added, selectors.composeRoot);
    if (root) bodies.push(...all(root, selectors.composeBody));
  }
  for (const body of bodies) {
    const root = around(body, selectors.composeRoot) ?? nearestHolding(body, selectors.send, 20);
    if (root && !body.closest(selectors.messageBody[0]) && !boxes.has(root)) boxes.set(root, composeBox(root, body));
  }
  return [...boxes.values()];
}

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  const page = root.ownerDocument;
  // A Send outside the root belongs to this mail only while no other is being written.
  const sendButton = (): HTMLElement | null =>
    first(root, selectors.send) ?? (outlookComposes(page).length < 2 ? first(page, selectors.send) : null);
  const wells = (): HTMLElement[] => all(root, selectors.recipientWell, (well) => !body.contains(well));
  return {
    root,
    body,
    cover: body,
    key: () => null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send.closest<HTMLElement>('[data-testid="ComposeSendButton"]') ?? send);
      else if (body.previousElementSibling !== lock) body.before(lock);
    },
    recipients: () => recipients(wells()),
    from: () => oneSender(all(root, selectors.from, (button) => isBefore(button, wells()[0])).map(writer)),
    ...subjectField(() => subjectOf(root, wells().at(-1), body)),
    watch(changed, signal) {
      // Collapsed fields draw their pills when focus enters; other fields are drawn on demand.
      for (const well of wells()) well.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
      watchFields(root, [root], changed, signal);
    },
    text: () => editorText(body),
    replaceText: (text) => replaceEditorText(body, text),
    replaceRecipient: () => false,
    attach: (files) => offerFiles(first(root, selectors.fileInput), body, files),
    attachmentsIn: () => root,
    sendButton,
    *sends() {
      const own = root.querySelectorAll<HTMLElement>(selectors.anySend[0]);
      yield* own.length > 0 ? own : page.querySelectorAll<HTMLElement>(selectors.anySend[0]);
      yield* page.querySelectorAll<HTMLElement>(selectors.sendLater[0]);
    },
  };
}

/** Labels of the Bcc field, which comes second where there is no Cc. */
const BCC = /^(?:bcc|cci|cco|ccn)\b/i;

const isBefore = (element: HTMLElement, other: HTMLElement | undefined): boolean =>
  other !== undefined && (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;

/**
 * Found by its name, else as the one field between the recipients and the text. Any other, such as a search for people, would
 * take the sealed subject's replacement while the real subject leaves unchanged.
 */
function subjectOf(root: HTMLElement, well: HTMLElement | undefined, body: HTMLElement): HTMLElement | null {
  const between = (field: HTMLElement): boolean => well !== undefined && isBefore(well, field) && isBefore(field, body);
  const found = all(root, selectors.subject, (field) => field.matches(selectors.subject[0]) || between(field));
  return found.length === 1 ? found[0]! : null;
}

/** The pill's text without the icons for presence and removal, which icon fonts draw from letters. */
function wordsOf(pill: HTMLElement): string {
  const copy = pill.cloneNode(true) as HTMLElement;
  for (const sign of copy.querySelectorAll('[aria-hidden="true"]')) sign.remove();
  return copy.textContent ?? "";
}

const labels = (element: HTMLElement): (string | null)[] => [element.title, element.getAttribute("aria-label")];

/** The From button holds the user's own identity: nobody else's words appear there. */
const writer = (button: HTMLElement): Mailbox | null => onePerson(labels(button), button.textContent);

/**
 * Pills mostly show only the name, which may look like an address. Some are labelled by an address alone, and so is a person in
 * the directory whose name looks like one.
 */
function recipients(wells: readonly HTMLElement[]): Recipients {
  const list = unsureList();
  for (const [index, well] of wells.entries()) {
    const field = BCC.test(well.getAttribute("aria-label") ?? "") ? "bcc" : RECIPIENT_FIELDS[index];
    for (const pill of pillsIn(well)) {
      const shown = pill.textContent ?? "";
      const told = [pill, ...all(pill, LABELLED)].flatMap(labels);
      if (!field) list.add("to", null, shown, []);
      else list.add(field, labelledPerson(told, shown), shown, [...told.map((label) => label ?? ""), wordsOf(pill)]);
    }
    const copy = well.cloneNode(true) as HTMLElement;
    for (const pill of pillsIn(copy)) pill.remove();
    // Outlook puts these characters between its pills.
    if (field) list.addList(field, copy.textContent?.replace(/[\u200b\ufeff]/g, " ") ?? "");
  }
  return list.done();
}
