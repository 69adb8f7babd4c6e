import type { ToContent } from "../../../messages/channel";

/** In px, two lines of text: the page sees every height, and would learn from it how long a text is, line by line. */
export const STEP = 40;

/** What the page is told: `from`, which it knows already, and whole steps above that. */
export const stepped = (height: number, from: number): number =>
  from + Math.max(0, Math.ceil((Math.ceil(height) - from) / STEP)) * STEP;

/**
 * Tells the content script how tall the frame must be, at once and whenever that changes; in whole steps only. A frame in
 * a line of text (`inline`) tells its height and width as they are; the others are as wide as what they replace, and at
 * least as tall as `from`. What is left below the card shows the page.
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
    // The body is as wide as the frame: only its content tells when the panel opens.
    new MutationObserver(() => {
      if (document.body.firstElementChild) observer.observe(document.body.firstElementChild);
    }).observe(document.body, { childList: true });
  }
}
