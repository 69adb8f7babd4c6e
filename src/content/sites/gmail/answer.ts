import { press } from "../../dom/press";
import { all, around, first } from "../../dom/select";
import { visible } from "../../dom/visible";
import type { Answering } from "../site";
import { selectors } from "./selectors";

const byGmail = (element: HTMLElement): boolean => visible(element) && !around(element, selectors.messageBody);

/** Presses the button by which Gmail answers this message; false when there is none. `only`: only looks for one. */
export function pressAnswer(root: HTMLElement, how: Answering, only?: "look"): boolean {
  const document = root.ownerDocument;
  const item = around(root, selectors.replyScope) ?? root;
  const pane = around(root, selectors.pane) ?? item;
  // Since November 2025 the row of buttons lies below the whole conversation, outside its messages, and answers the last one.
  const last = all(pane, selectors.threadItem).at(-1) === item;
  const ours = (element: HTMLElement): boolean =>
    byGmail(element) && (item.contains(element) || (last && !around(element, selectors.replyScope)));
  const forward = how === "forward";
  const toAll = how === "all";
  let button = forward
    ? first(document, selectors.newMail, byGmail)
    : first(pane, toAll ? selectors.replyAll : selectors.replyRow, ours);
  // A setting can make the header's button "Reply all". With several recipients that matters, and the menu is unambiguous.
  const several = toAll || all(root, selectors.recipientsShown).length > 1;
  const more = !button && !forward && several && first(item, selectors.more, ours);
  if (more && !only) {
    const open = more.ariaExpanded === "true";
    if (!open) press(more);
    button = first(document, toAll ? selectors.replyAllItem : selectors.replyItem, byGmail);
    // A menu drawn late is found at the next try. An open menu without the item is closed: there is nobody else to answer.
    if (!button) {
      if (!open) return true;
      press(more);
    }
  }
  button ??= (only && more) || first(pane, selectors.reply, ours);
  if (button && !only) press(button);
  return button !== null;
}
