import { RECIPIENT_FIELDS, type Recipients } from "../../../domain/address";
import { editorText, replaceEditorText } from "../../dom/editor-text";
import { offerFiles } from "../../dom/offer-files";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { labelledPerson, onePerson, oneSender } from "../people";
import { placeAfter } from "../place";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { unsureList } from "../unsure";
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
    if (root && !around(body, selectors.messageBody) && !boxes.has(root)) boxes.set(root, composeBox(root, body));
  }
  return [...boxes.values()];
}

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  const sendButton = (): HTMLElement | null => first(root, selectors.send);
  /** A quoted message may hold elements that look like fields. */
  const outside = (element: HTMLElement): boolean => !body.contains(element);
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
    recipients: () => recipients(root, outside),
    from: () => oneSender(all(root, selectors.from, outside).map((row) => onePerson(titles(row), row.textContent))),
    ...subjectField(() => {
      const [field, ...others] = all(root, selectors.subject, outside);
      return others.length === 0 ? field : null;
    }),
    // Fields are drawn on demand.
    watch: (changed, signal) => watchFields(root, [root], changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceEditorText(body, text),
    replaceRecipient: () => false,
    attach: (files) => offerFiles(first(root, selectors.fileInput), body, files),
    attachmentsIn: () => root,
    sendButton,
    sends: () => root.ownerDocument.querySelectorAll<HTMLElement>(selectors.anySend[0]),
  };
}

/** A pill's text may be a name that looks like an address; its titles hold the address. */
const titles = (pill: HTMLElement): string[] => [pill, ...all(pill, ["[title]"])].map(({ title }) => title);

function recipients(root: HTMLElement, outside: (element: HTMLElement) => boolean): Recipients {
  const list = unsureList();
  const claimed: HTMLElement[] = [];
  for (const field of RECIPIENT_FIELDS) {
    for (const pill of all(root, recipientSelectors.pill(field), outside)) {
      claimed.push(pill);
      const name = (pill.textContent ?? "").replace(/^\|/, "");
      // The older kind has the address as title, the newer one whatever Yahoo knows.
      const known = pill.matches(selectors.addressPill[0]) ? onePerson : labelledPerson;
      list.add(field, known(titles(pill), name), name, [...titles(pill), name]);
    }
    for (const typed of all(root, recipientSelectors.typed(field), outside))
      list.addList(field, (typed as HTMLInputElement).value);
  }
  // A pill outside the known fields is a recipient who would get the mail without being able to decrypt it.
  const isNew = (pill: HTMLElement): boolean =>
    outside(pill) && !around(pill, selectors.from) && !claimed.some((one) => one.contains(pill) || pill.contains(one));
  for (const pill of all(root, selectors.anyPill, isNew)) list.add("to", null, pill.textContent ?? "", []);
  return list.done();
}
