import { press } from "../../dom/press";
import { all, around, first } from "../../dom/select";
import { visible } from "../../dom/visible";
import type { Answering } from "../site";
import { selectors } from "./selectors";

const byGmail = (element: HTMLElement): boolean => visible(element) && !around(element, selectors.messageBody);

/** Gmail's buttons for this kind of answer: one that opens the editor at once, the menu to look in first, and what else serves. */
function buttonsFor(root: HTMLElement, how: Answering) {
  const document = root.ownerDocument;
  const item = around(root, selectors.replyScope) ?? root;
  const pane = around(root, selectors.pane) ?? item;
  // Since November 2025 the row of buttons lies below the whole conversation, outside its messages, and answers the last one.
  const last = all(pane, selectors.threadItem).at(-1) === item;
  const ours = (element: HTMLElement): boolean =>
    byGmail(element) && (item.contains(element) || (last && !around(element, selectors.replyScope)));
  const forward = how === "forward";
  const toAll = how === "all";
  const button = forward
    ? first(document, selectors.newMail, byGmail)
    : first(pane, toAll ? selectors.replyAll : selectors.replyRow, ours);
  // A setting can make the header's button "Reply all". With several recipients that matters, and the menu is unambiguous.
  const several = toAll || all(root, selectors.recipientsShown).length > 1;
  return {
    button,
    more: !button && !forward && several ? first(item, selectors.more, ours) : null,
    plain: () => first(pane, selectors.reply, ours),
  };
}

/** Whether Gmail shows a button by which it answers this message. */
export function hasAnswer(root: HTMLElement, how: Answering): boolean {
  const { button, more, plain } = buttonsFor(root, how);
  return (button ?? more ?? plain()) !== null;
}

/** Presses the button by which Gmail answers this message; false when there is none. */
export function pressAnswer(root: HTMLElement, how: Answering): boolean {
  const { button: found, more, plain } = buttonsFor(root, how);
  let button = found;
  if (more) {
    const open = more.ariaExpanded === "true";
    if (!open) press(more);
    button = first(root.ownerDocument, how === "all" ? selectors.replyAllItem : selectors.replyItem, byGmail);
    // A menu drawn late is found at the next try. An open menu without the item is closed: there is nobody else to answer.
    if (!button) {
      if (!open) return true;
      press(more);
    }
  }
  button ??= plain();
  if (button) press(button);
  return button !== null;
}
