import type { ShownAttachment, ShownMessage } from "./shown-message";

/** A message that is only text. */
export const textShown = (
  text: string,
  guessed = false,
  attachments: readonly ShownAttachment[] = [],
): ShownMessage => ({
  blocks: [{ plain: text, html: null, guessed }],
  text,
  resources: [],
  attachments,
  headers: null,
});
