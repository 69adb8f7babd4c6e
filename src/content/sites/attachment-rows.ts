import { all, first } from "../dom/select";

/** ComposeBox.attachments over a page's list. Where a row has no element for the name, its whole text is the name. */
export const attachmentRows = (
  root: HTMLElement,
  row: readonly string[],
  name: readonly string[],
  remove: readonly string[],
) =>
  all(root, row).map((one) => ({
    name: ((first(one, name) ?? one).textContent ?? "").trim(),
    remove: first(one, remove),
  }));
