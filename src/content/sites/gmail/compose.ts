import { RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../../domain/address";
import { parseStrongAddress } from "../../../domain/discovery/strong-address";
import { exactAddress } from "../../../domain/label";
import { editorText, replaceEditorText } from "../../dom/editor-text";
import { offerFiles } from "../../dom/offer-files";
import { press } from "../../dom/press";
import { all, around, first, inOrAround, nearestHolding } from "../../dom/select";
import { visible } from "../../dom/visible";
import { attachmentRows } from "../attachment-rows";
import { onePerson } from "../people";
import { placeLast } from "../place";
import { recipientList } from "../recipients";
import { swapRecipient, typeInto } from "../replace-recipient";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { watchFields } from "../watch-fields";
import { recipientSelectors, selectors } from "./selectors";

/** New mail, full screen, inline reply, stand-alone window: each is one root around one editor. */
export function gmailComposes(added: ParentNode): ComposeBox[] {
  const boxes = new Map<HTMLElement, ComposeBox>();
  for (const body of inOrAround(added, selectors.composeBody)) {
    const root = nearestHolding(body, selectors.send) === null ? around(body, selectors.composeRoot) : rootOf(body);
    if (root && !boxes.has(root)) boxes.set(root, composeBox(root, body));
  }
  // The toolbar may be drawn after the editor: then the editor is in the root around the added node.
  if (boxes.size === 0 && added instanceof Element) {
    const root = around(added, selectors.composeRoot);
    const body = root && root.getAttribute("role") !== "main" ? first(root, selectors.composeBody) : null;
    if (root && body) boxes.set(rootOf(body) ?? root, composeBox(rootOf(body) ?? root, body));
  }
  return [...boxes.values()];
}

function rootOf(body: HTMLElement): HTMLElement | null {
  const holder = nearestHolding(body, selectors.send);
  const named = around(body, selectors.composeRoot);
  // A root found by name must also hold the toolbar; otherwise the structure decides.
  return named && holder && named.contains(holder) ? named : (holder ?? named);
}

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  const sendButton = (): HTMLElement | null => first(root, selectors.send);
  const fromField = (): HTMLElement | null => first(root, selectors.from);
  return {
    root,
    body,
    cover: body,
    key() {
      const value = first(root, selectors.draftId)?.getAttribute("value") ?? "";
      return /^#?msg-/.test(value) ? value.replace(/^#/, "") : null;
    },
    placeLock(lock) {
      const send = sendButton();
      const cell = send && around(send, selectors.lockCell);
      if (cell && root.contains(cell)) placeLast(lock, cell);
      else if (send?.parentElement) placeLast(lock, send.parentElement);
      else if (body.parentElement && lock.parentElement !== body.parentElement) body.before(lock);
    },
    recipients: () => recipients(root),
    from() {
      const address = exactAddress((fromField() as HTMLInputElement | null)?.value ?? "");
      return address && { address, name: "" };
    },
    ...subjectField(() => first(root, selectors.subject)),
    watch(changed, signal) {
      const summary = first(root, selectors.summaryBox);
      // Collapsed, Gmail shows names only; expanded, every chip has its address.
      if (summary && first(root, selectors.summary) && visible(summary)) press(summary);
      // Choosing another sender sets its field without an event; only what is drawn around the field changes.
      const drawn = fromField()?.closest<HTMLElement>("form");
      const fields = [...all(root, selectors.recipientFields).slice(0, 1), ...(drawn ? [drawn] : [])];
      watchFields(root, fields, changed, signal);
    },
    text: () => editorText(body),
    replaceText: (text) => replaceEditorText(body, text),
    replaceRecipient: (from, to) => swapRecipient(() => recipients(root), { from, to }, recipientHands(root, from, to)),
    attach: (files) =>
      offerFiles(first(root, selectors.fileInput), first(root.ownerDocument, selectors.dropZone) ?? body, files),
    attachmentsIn: () => root,
    attachments: () => attachmentRows(root, selectors.attached, selectors.attachedName, selectors.detach),
    sendButton,
    *sends() {
      yield* root.querySelectorAll<HTMLElement>(selectors.anySend[0]);
      // The menu lies far from its arrow in the page; while another window's arrow is open, the menu belongs to that one.
      const document = root.ownerDocument;
      if (!first(document, selectors.arrowOpen, (arrow) => !root.contains(arrow)))
        for (const item of all(document, selectors.sendLater)) yield around(item, ['[role="menu"]']) ?? item;
    },
  };
}

const chipAddress = (chip: HTMLElement): string =>
  chip.dataset.hovercardId ?? chip.getAttribute("email") ?? chip.dataset.name ?? "";

/** The newer fields only: the older ones keep their value out of reach of simulated typing. */
function recipientHands(root: HTMLElement, from: string, to: string) {
  const same = (text: string): boolean => text.toLowerCase() === from.toLowerCase();
  const chips = (field: RecipientField): HTMLElement[] =>
    all(root, recipientSelectors.chip(field)).filter((chip) => same(chipAddress(chip)));
  const typed = (field: RecipientField): HTMLInputElement | null =>
    first(root, recipientSelectors.typed(field)) as HTMLInputElement | null;
  return {
    add() {
      const field = RECIPIENT_FIELDS.find((name) => chips(name).length > 0 || same(typed(name)?.value.trim() ?? ""));
      const input = field && typed(field);
      if (!input) return;
      typeInto(input, to);
      const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true, composed: true };
      for (const type of ["keydown", "keyup"]) input.dispatchEvent(new KeyboardEvent(type, enter));
    },
    remove() {
      for (const chip of RECIPIENT_FIELDS.flatMap(chips)) {
        const cross = first(chip, recipientSelectors.removeChip());
        if (cross) press(cross);
      }
    },
  };
}

function recipients(root: HTMLElement): Recipients {
  const list = recipientList();
  let chips = 0;
  for (const field of RECIPIENT_FIELDS) {
    for (const chip of all(root, recipientSelectors.chip(field))) {
      chips += 1;
      const shown = chip.querySelector(".akl")?.textContent ?? "";
      const name = chip.dataset.name || shown || (chip.textContent ?? "");
      list.add(field, onePerson([chip.dataset.hovercardId, chip.getAttribute("email")], name), name);
    }
    for (const input of all(root, recipientSelectors.classicValue(field)) as HTMLInputElement[]) {
      if (input.value) chips += 1;
      list.addList(field, input.value);
    }
    for (const typed of [
      ...all(root, recipientSelectors.typed(field)),
      ...all(root, recipientSelectors.classicTyped(field)),
    ]) {
      const { type, value } = typed as HTMLInputElement;
      if (type !== "hidden") list.addList(field, value);
    }
  }
  if (chips === 0)
    for (const name of all(root, selectors.summary)) {
      const address = name.getAttribute("email") ?? "";
      // A strong address is shown as such, whatever name the page gives it.
      const strong = parseStrongAddress(address) && exactAddress(address);
      list.add("to", strong ? { address: strong, name: "" } : null, name.textContent || address);
    }
  return list.done();
}
