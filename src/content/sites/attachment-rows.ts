import { all, first } from "../dom/select";

/** ComposeBox.attachments over a page's list. */
export const attachmentRows = (root: HTMLElement, row: readonly string[], remove: readonly string[]) =>
  all(root, row).map((one) => ({ text: one.textContent ?? "", remove: first(one, remove) }));
