import type { ToContent } from "../../../messages/channel";

/** In px, two lines of text: the page sees every height, and exact ones would tell it a text's length line by line. */
export const STEP = 40;

/** The height reported to the page: `from`, which it knows already, plus whole steps. */
export const stepped = (height: number, from: number): number =>
  from + Math.max(0, Math.ceil((Math.ceil(height) - from) / STEP)) * STEP;

/**
 * Tells the content script the frame's height, at once and on each change, in whole steps only. A frame in a line of text
 * (`inline`) reports its exact height and width; the others are as wide as what they replace, and at least as tall as `from`.
 * The page shows through below the card.
 */
export function reportSize(post: (message: ToContent) => void, inline: boolean, from = 0): void {
  let last = "";
  const report = (): void => {
    const box = (inline ? document.body.firstElementChild : document.body)?.getBoundingClientRect();
    if (!box || box.height === 0) return;
    const message: ToContent = inline
      ? { event: "resize", height: Math.ceil(box.height), width: Math.ceil(box.width) }
      : { event: "resize", height: stepped(box.height, from) };
    const key = JSON.stringify(message);
    if (key === last) return;
    last = key;
    post(message);
  };
  const observer = new ResizeObserver(report);
  observer.observe(document.body);
  if (inline) {
    // The body is always as wide as the frame; only its content changes size when the panel opens.
    new MutationObserver(() => {
      if (document.body.firstElementChild) observer.observe(document.body.firstElementChild);
    }).observe(document.body, { childList: true });
  }
}
